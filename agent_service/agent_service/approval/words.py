"""What the pages say, in the languages that messages come in.

English stands in the code and in the templates. ``languages/NAME.toml`` holds another language by
the English words: ``[page]`` what templates say, ``[told]`` sentences that rows and errors hold,
where ``{name}`` stands for what differs, ``[codes]`` reasons by their code, for sentences that
nobody here wrote. What a language lacks is shown in English, and marked as such.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime

from common.errors import ServiceError

_HERE = Path(__file__).parent / "languages"
FALLBACK = "en"
#: Places in a sentence that hold a sentence or a part of one, which is put into words too.
_NESTED = frozenset({"why", "state", "asked", "fields", "left"})
#: Places that hold a share of 0 to 1, which languages write with a point or a comma.
_DECIMALS = frozenset({"least", "score"})
#: What else than any text a place holds, so that no text of an employer's page slows the matching.
_SHAPES = {
    **dict.fromkeys(("count", "most", "size", "status", "total", "version"), "[0-9]+"),
    **dict.fromkeys(_DECIMALS, r"[0-9]+(?:\.[0-9]+)?"),
    "iso": "[A-Z*]+",
}
_ENDS = re.compile(r"(?<=[.?!])\s+")
_PLACE = re.compile(r"\{(\w+)\}")
#: So many sentences are recognised as one saying, and texts up to so many characters.
_LONGEST_SAYING, _LONGEST = 3, 1500
Words = Mapping[str, str]


@cache
def languages() -> frozenset[str]:
    """Return every language that the pages are written in."""
    return frozenset(path.stem for path in _HERE.glob("*.toml"))


def language_of(tag: str) -> str:
    """Return the language for a tag such as ``de-AT``; empty where the pages lack it."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in languages() else ""


@cache
def catalogue(language: str) -> Mapping[str, Words]:
    """Return the words of a language by table: ``formats``, ``page``, ``told``, ``codes``."""
    found: dict[str, Words] = tomllib.loads((_HERE / f"{language}.toml").read_text("utf-8"))
    return found


def spoken() -> str:
    """Return the language in which the page is shown."""
    return language_of(translation.get_language() or "") or FALLBACK


def written(value: date, form: str) -> str:
    """Return a moment on the reader's clock, as the language writes ``day`` or ``moment``."""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    forms = catalogue(spoken())["formats"]
    first = forms["first_of_month"] if value.day == 1 else ""
    pattern = forms[form].replace("j", first, 1) if first else forms[form]
    return date_format(value, pattern, use_l10n=False)


def say(english: str, **shown: Any) -> SafeString:
    """Return what a page says in the shown language; what stands in it is escaped."""
    words = catalogue(spoken()).get("page", {}).get(english, english)
    return format_html(words, **shown) if shown else mark_safe(words)


def problem(error: ServiceError) -> SafeString:
    """Return an error as the page tells it: what it is, and how to go on."""
    title, detail = str(error.title), str(error)
    said = format_html("{}.", told(title))
    if detail == title:
        return said
    return format_html("{} {}", said, told(detail, error.code))


def told(sentence: str, code: str = "") -> SafeString:
    """Return what a row or an error holds, in the shown language, safe in HTML.

    Args:
        sentence: one or several sentences in English.
        code: why, for a sentence that this service did not write.
    """
    language = spoken()
    if language == FALLBACK or not sentence:
        return escape(sentence)
    known = catalogue(language)["codes"].get(code, "")
    return _whole(sentence, language) or _piecewise(sentence, language, known)


def _piecewise(text: str, language: str, known: str) -> SafeString:
    """Return several sentences; what the language lacks is said once as ``known``, or marked."""
    parts, done = _ENDS.split(text), list[SafeString]()
    while parts:
        count, found = _first(parts, language)
        if found is None:
            found = escape(known) if known else _foreign(parts[0])
        if not known or found not in done:
            done.append(found)
        parts = parts[count:]
    return SafeString(" ".join(done))


def _first(parts: Sequence[str], language: str) -> tuple[int, SafeString | None]:
    """Return what the first sentences say together, and how many they are.

    A saying of as many sentences goes before one of which a place would hold the others.
    """
    counts = range(min(_LONGEST_SAYING, len(parts)), 0, -1)
    for long in (False, True):
        for count in counts:
            if found := _whole(" ".join(parts[:count]), language, None if long else count):
                return count, found
    return 1, None


def _foreign(text: str) -> SafeString:
    return format_html('<span lang="{}">{}</span>', FALLBACK, text)


def _whole(text: str, language: str, sentences: int | None = None) -> SafeString | None:
    """Return the words for exactly this text; None where the language has none.

    Args:
        text: in English.
        language: one that is not English.
        sentences: how many of them its saying has; None for any number.
    """
    table = catalogue(language)["told"]
    if plain := table.get(text):
        return escape(plain)
    for saying in _sayings(language) if len(text) <= _LONGEST else ():
        if sentences in (None, saying.sentences) and (found := saying.pattern.fullmatch(text)):
            shown = {name: _place(name, value) for name, value in found.groupdict().items()}
            return format_html(saying.words, **shown)
    return None


def _place(name: str, value: str) -> str:
    if name in _DECIMALS:
        return number_format(Decimal(value))
    if name == "date":
        with suppress(ValueError):
            return written(datetime.strptime(value, "%d %B %Y"), "day")  # noqa: DTZ007  no time
    return told(value) if name in _NESTED else value


@dataclass(frozen=True, slots=True)
class _Saying:
    """What recognises a sentence with places in it, or several, and what is said instead."""

    pattern: re.Pattern[str]
    sentences: int
    words: str


@cache
def _sayings(language: str) -> tuple[_Saying, ...]:
    """Return the sayings of a language; those that fix more of the text come first."""
    table = catalogue(language)["told"]
    keys = sorted((key for key in table if "{" in key), key=lambda key: -len(_PLACE.sub("", key)))
    return tuple(_Saying(_pattern(key), len(_ENDS.split(key)), table[key]) for key in keys)


def _pattern(key: str) -> re.Pattern[str]:
    pieces = _PLACE.split(key)
    pieces[::2] = map(re.escape, pieces[::2])
    pieces[1::2] = [f"(?P<{name}>{_SHAPES.get(name, '.+?')})" for name in pieces[1::2]]
    return re.compile("".join(pieces), re.DOTALL)
