"""For whom a page is: in which language and on whose clock it is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from agent_service.approval.words import FALLBACK, language_of
from agent_service.zones import zone_of

_LONGEST_HEADER = 500


@contextmanager
def shown_to(request: HttpRequest, *own: str, zone: str = "") -> Iterator[None]:
    """Let everything inside speak the person's language and tell their time.

    Args:
        request: whose browser says what its user reads, where nothing better is known.
        own: language tags that the person chose, the best first; empty where unknown.
        zone: IANA name of their time zone; UTC where it is empty or unknown.
    """
    header = request.headers.get("Accept-Language", "")[:_LONGEST_HEADER]
    read = (tag for tag, weight in parse_accept_lang_header(header) if weight)
    known = (found for tag in (*own, *read) if (found := language_of(tag)))
    with translation.override(next(known, FALLBACK)), timezone.override(zone_of(zone)):
        yield
