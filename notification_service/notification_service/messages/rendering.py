"""Turns a kind and its facts into words: title, body, text and HTML.

Each language is a directory; each kind in it is a pair: ``<kind>.txt``, whose first line is title
and subject and whose rest is the body, and ``<kind>.html``, which extends ``_layout.html``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine

from common.text import clean

HERE = Path(__file__).parent
FALLBACK = "en"
_LONGEST_TITLE = 200
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in one language."""

    title: str  # one line, at most 200 characters; also the subject of an e-mail
    body: str  # plain text, without greeting and link
    text: str  # the whole plain e-mail
    html: str  # the whole HTML e-mail


def one_line(text: str, *, longest: int = _LONGEST_TITLE) -> str:
    """Return the text as one line without control characters: safe in a header."""
    line = " ".join(clean(text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def languages() -> frozenset[str]:
    """Return every language that has templates."""
    return frozenset(path.name for path in HERE.iterdir() if _LANGUAGE.fullmatch(path.name))


def language_of(tag: str) -> str:
    """Return the language to write in for a language tag such as ``de-AT``."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in languages() else FALLBACK


@cache
def _engine(language: str) -> Engine:
    """Return the templates of a language; what it lacks is taken from English."""
    return Engine(dirs=[str(HERE / language), str(HERE / FALLBACK)], string_if_invalid="")


def render(
    kind: str,
    facts: Mapping[str, Any],
    *,
    link: str = "",
    language: str = FALLBACK,
    zone: tzinfo | None = None,
    unsubscribe_url: str = "",
) -> Rendered:
    """Return the message of ``kind`` about ``facts``.

    Args:
        kind: a name among the kinds.
        facts: what its templates may name, as JSON; moments are shown in ``zone``.
        link: path below PUBLIC_URL; only a page that a browser can open becomes a link in mail.
        language: a language tag; one without templates is answered in English.
        zone: the reader's time zone; UTC where it is unknown.
        unsubscribe_url: shown at the end of an e-mail where there is one.
    """
    engine, shown = _engine(language_of(language)), _shown(facts, zone or ZoneInfo("UTC"))
    shown |= {
        "url": f"{settings.PUBLIC_URL}{link}" if link and not link.startswith("/api/") else "",
        "unsubscribe_url": unsubscribe_url,
        "public_url": settings.PUBLIC_URL,
        "language": language_of(language),
    }
    title, _, body = _fill(engine, f"{kind}.txt", shown, escape=False).partition("\n")
    shown |= {"title": one_line(title), "body": body.strip()}
    return Rendered(
        title=shown["title"],
        body=shown["body"],
        text=_fill(engine, "_layout.txt", shown, escape=False).strip() + "\n",
        html=_fill(engine, f"{kind}.html", shown, escape=True),
    )


def _shown(facts: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Return the facts with moments, whose names end in ``_at``, in the reader's zone."""
    return {
        name: datetime.fromisoformat(value).astimezone(zone) if name.endswith("_at") else value
        for name, value in facts.items()
    }


def _fill(engine: Engine, name: str, shown: dict[str, Any], *, escape: bool) -> str:
    context = Context(shown, autoescape=escape, use_l10n=False, use_tz=False)
    return str(engine.get_template(name).render(context)).strip()
