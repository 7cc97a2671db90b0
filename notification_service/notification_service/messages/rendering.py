"""Turns a kind and its facts into words: title, body, text and HTML.

Each language is a directory; each kind in it is one file, ``<kind>.txt``: the first line is title
and subject, a last line that begins with ``> `` is the label of the button, the rest is the body.
Text and HTML come from the same words, so that they cannot disagree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from common.text import clean
from notification_service.messages.languages import FALLBACK, language_of, words_of
from notification_service.messages.layouts import fill, framed
from notification_service.messages.phrases import Watched, phrase

_LONGEST_TITLE = 200
_LONGEST_FACT = 300
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in one language."""

    title: str  # one line, at most 200 characters; also the subject of an e-mail
    body: str  # plain text, without greeting and link
    text: str = ""  # the whole plain e-mail
    html: str = ""  # the whole HTML e-mail
    action: str = ""  # what the button that opens the link says


def one_line(text: str, *, longest: int = _LONGEST_TITLE) -> str:
    """Return the text as one line without control characters: safe in a header."""
    if len(text) <= longest and text.isprintable() and "  " not in text and text == text.strip():
        return text  # as nearly all are: this is done ten times a mail
    line = " ".join(clean(text[: longest * 10]).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def write(
    kind: str, facts: Mapping[str, Any], *, language: str = FALLBACK, zone: tzinfo | None = None
) -> Rendered:
    """Return title, body and label of the message of ``kind`` about ``facts``.

    Args:
        kind: a name among the kinds.
        facts: what its templates may name, as JSON; moments are shown in ``zone``.
        language: a language tag; one without templates is answered in English.
        zone: the reader's time zone; UTC where it is unknown.
    """
    chosen, zone = language_of(language), zone or _UTC
    shown = Watched(facts, partial(_fact, zone=zone))
    say = partial(fill, chosen, f"{kind}.txt", shown, escaped=False)
    title, _, body = phrase(kind, chosen, zone, shown, say).partition("\n")
    body, _, action = body.strip().partition("\n> ")
    return Rendered(
        title=one_line(title),
        body=body.strip(),
        action=one_line(action) or words_of(chosen)["open"],
    )


def render(
    kind: str,
    facts: Mapping[str, Any],
    *,
    url: str = "",
    language: str = FALLBACK,
    zone: tzinfo | None = None,
    unsubscribe_url: str = "",
    steps: Sequence[Any] = (),
) -> Rendered:
    """Return the message of ``kind`` about ``facts``, as e-mails in text and HTML too.

    Args:
        kind: a name among the kinds.
        facts: what its templates may name, as JSON; moments are shown in ``zone``.
        url: what the button opens; "" for none.
        language: a language tag; one without templates is answered in English.
        zone: the reader's time zone; UTC where it is unknown.
        unsubscribe_url: shown at the end of an e-mail where there is one.
        steps: further buttons, each with ``label`` and ``url``.
    """
    chosen, words = language_of(language), write(kind, facts, language=language, zone=zone)
    shown = {
        "name": one_line(str(facts.get("name") or ""), longest=100),
        "title": words.title,
        "body": words.body,
        "action": words.action,
        "url": url,
        "unsubscribe_url": unsubscribe_url,
        "public_url": settings.PUBLIC_URL,
    }
    text, html = framed(chosen, shown, steps)
    return replace(words, text=text, html=html)


def _fact(name: str, value: Any, *, zone: tzinfo) -> Any:
    """Return a fact as templates may show it.

    Moments, whose names end in ``_at``, are in the reader's zone; texts are one short line.
    """
    if isinstance(value, list):
        return [_facts(each, zone) if isinstance(each, dict) else each for each in value]
    if not isinstance(value, str):
        return value
    if name.endswith("_at"):
        return datetime.fromisoformat(value).astimezone(zone)
    return one_line(value, longest=_LONGEST_FACT)


def _facts(facts: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    return {name: _fact(name, value, zone=zone) for name, value in facts.items()}
