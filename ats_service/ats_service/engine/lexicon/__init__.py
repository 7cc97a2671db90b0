"""What words mean in a résumé: the data files of this package, loaded once.

In goes a printed text, out comes what kind of section it heads, or whether it is in a list. Texts
are compared in lower case without accents, punctuation and letter spacing; the files are plain
text that people can extend.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from ats_service.engine.cleaning import plain, words

_NOT_LETTERS = re.compile(r"[^\w]+")
_SPACED_OUT = re.compile(r"^(?:\w[ ·.]){3,}\w?$")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[ivx]{1,4})\s+")
_JOINERS = words("and & und et y e i der die das de la le les des of the my mes mis meine")
_LONGEST_HEADING = 60


def read_lines(name: str) -> list[str]:
    """Return the lines of a data file of this package, without comments and blanks."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the entries of a data file, compared as `plain` does; one or more a line, by ';'."""
    entries = (entry for line in read_lines(name) for entry in line.split(";"))
    return frozenset(key for entry in entries if (key := heading_key(entry)))


def heading_key(text: str) -> str:
    """Return what a heading is compared by: letters and digits, letter spacing undone."""
    text = plain(text).replace("&", " and ")
    if _SPACED_OUT.match(text.strip()):
        text = text.replace(" ", "").replace("·", "")
    parts = _NOT_LETTERS.sub(" ", text).split()
    return _NUMBERED.sub("", " ".join(parts))


@cache
def _sections() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for line in read_lines("sections.txt"):
        kind, _, phrases = line.partition(":")
        for phrase in phrases.split(";"):
            kinds.setdefault(_bare(heading_key(phrase)), kind.strip())
    return kinds


def _bare(key: str) -> str:
    return "".join(word for word in key.split() if word not in _JOINERS)


def section_of(text: str) -> str:
    """Return the kind of section a heading opens, or an empty string.

    Whole phrases count; so do two known phrases joined by "and" or a separator, where the first
    decides, and a known phrase behind an ornament such as a number.
    """
    if len(text) > _LONGEST_HEADING or not any(sign.isalpha() for sign in text):
        return ""
    if text.endswith((".", ",", ";")) and not text.isupper():
        return ""
    return _section_of(text)


@lru_cache(maxsize=8192)
def _section_of(text: str) -> str:
    whole = _sections().get(_bare(heading_key(text)), "")
    if whole:
        return whole
    parts = re.split(r"\s*[·|/&+,:]\s*|\s+(?:[–—-]|and|und|et|y)\s+", text, flags=re.I)
    found = [_sections().get(_bare(heading_key(part)), "") for part in parts if part.strip()]
    if "·" in text:
        return found[-1]
    return found[0] if len(found) > 1 and all(found) else ""


def is_known_heading(text: str) -> bool:
    """Return whether ``text`` is the heading of a known kind of section."""
    return bool(section_of(text))
