"""Languages in which messages are written: a directory each.

``_words.toml`` in it holds what is not of one kind: greeting, buttons, how dates are written.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FALLBACK = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@cache
def languages() -> frozenset[str]:
    """Return every language that has templates."""
    return frozenset(path.name for path in HERE.iterdir() if _LANGUAGE.fullmatch(path.name))


def language_of(tag: str) -> str:
    """Return the language to write in for a language tag such as ``de-AT``."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in languages() else FALLBACK


@cache
def words_of(tag: str) -> dict[str, str]:
    """Return the words of a language; what it lacks is taken from English."""
    language = language_of(tag)
    found: dict[str, str] = tomllib.loads((HERE / language / "_words.toml").read_text())
    return found if language == FALLBACK else {**words_of(FALLBACK), **found}
