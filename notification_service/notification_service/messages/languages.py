"""Languages in which messages are written: a directory each.

``_words.toml`` in it holds what is not of one kind: greeting, buttons, how dates are written;
``_pages.toml`` what the pages say that links of messages lead to.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FALLBACK = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@cache
def languages() -> frozenset[str]:
    """Return every language that has templates."""
    return frozenset(path.name for path in HERE.iterdir() if _LANGUAGE.fullmatch(path.name))


def language_of(tag: str) -> str:
    """Return the language to write in for a language tag such as ``de-AT``."""
    return _primary(tag) if has(tag) else FALLBACK


def has(tag: str) -> bool:
    """Return whether somebody can be written to in a language."""
    return _primary(tag) in languages()


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


@cache
def words_of(tag: str) -> dict[str, str]:
    """Return the words of a language; what it lacks is taken from English."""
    language = language_of(tag)
    found: dict[str, str] = tomllib.loads((HERE / language / "_words.toml").read_text())
    return found if language == FALLBACK else {**words_of(FALLBACK), **found}


@cache
def pages_of(tag: str) -> dict[str, Any]:
    """Return what pages say in a language, by page."""
    language = language_of(tag)
    return tomllib.loads((HERE / language / "_pages.toml").read_text())
