"""In which language a person is shown a page."""

from contextlib import AbstractContextManager

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from agent_service.approval.words import FALLBACK, language_of

_LONGEST_HEADER = 500


def shown_to(request: HttpRequest, *own: str) -> AbstractContextManager[None]:
    """Let everything inside speak the person's language.

    Args:
        request: whose browser says what its user reads, where nothing better is known.
        own: language tags that the person chose, the best first; empty where unknown.
    """
    header = request.headers.get("Accept-Language", "")[:_LONGEST_HEADER]
    read = (tag for tag, weight in parse_accept_lang_header(header) if weight)
    known = (found for tag in (*own, *read) if (found := language_of(tag)))
    return translation.override(next(known, FALLBACK))
