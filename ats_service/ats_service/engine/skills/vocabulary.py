"""The vocabulary: what skills there are, under which names, and which is a kind of which.

It lies in ``terms/``, a file for each field of work, that people can edit: one skill a line, its
other names behind semicolons, ``=`` before a name that counts only in exactly this case, and
``< Name`` for what it is a kind of. Names are compared in a folded form, in which case, British
and American spelling, and the dots of abbreviations make no difference.

Further files of the same form, one's own or made from ESCO by `esco`, are known after
`extend_with`; a name that is known already keeps its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

Key = tuple[str, ...]
TOKEN = re.compile(r"[^\W_]+(?:[+#]+)?|\.(?=net\b)", re.IGNORECASE)
#: British spellings and what they are compared as.
_SPELLINGS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"is(ation|ations|e|ed|er|ers|es|ing)$", r"iz\1"),
        (r"(?<=[a-z]{2})our", "or"),
        (r"ll(ing|ed|er|ers)$", r"l\1"),
        (r"aes|aed", "es"),
        (r"([bt])re$", r"\1er"),
        (r"ogue$", "og"),
        (r"programme", "program"),
    )
)


@dataclass(slots=True)
class Vocabulary:
    """Terms by their folded words; ``exact`` ones count only in the given case."""

    folded: dict[Key, str] = field(default_factory=dict)
    exact: dict[Key, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    #: The field of work of each canonical name: the file that it stands in.
    fields: dict[str, str] = field(default_factory=dict)
    #: Words of the longest term that begins with a folded word.
    longest: dict[str, int] = field(default_factory=dict)
    #: The first two words of longer terms, the second in either number: most of what begins
    #: like a term ends there, and need not be tried.
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def add(self, line: str, field_of_work: str) -> None:
        """Add the skill of one line; a term that is known already keeps its first meaning."""
        terms, _, parent = line.partition(" < ")
        first, *others = (term.strip() for term in terms.split(";"))
        name = first.lstrip("=")
        for term in (first, *others):
            self._add(term, name)
        self.fields.setdefault(name, field_of_work)
        if parent:
            self.parents[name] = parent.strip()

    def _add(self, term: str, name: str) -> None:
        words = tuple(TOKEN.findall(term.lstrip("=")))
        folded = tuple(fold(word) for word in words)
        if term.startswith("="):
            self.exact.setdefault(words, name)
        else:
            self.folded.setdefault(folded, name)
        self.longest[folded[0]] = max(self.longest.get(folded[0], 0), len(folded))
        for second in folded[1:2]:
            forms = (second, singular(second), second.removesuffix("s"))
            self.pairs.update((folded[0], form) for form in forms)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word as it is compared: lower case, American spelling."""
    word = word.casefold()
    if len(word) > 4:
        for pattern, put in _SPELLINGS:
            word = pattern.sub(put, word)
    return word


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return an English word in the singular, as far as its ending tells."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


class BadTerms(ValueError):
    """A file of terms has a line that names nothing."""


@cache
def vocabulary() -> Vocabulary:
    """Return the terms of all files, read once."""
    found = Vocabulary()
    folder = resources.files(__package__).joinpath("terms")
    files = sorted(folder.iterdir(), key=lambda entry: entry.name)
    for file in (*files, *_more):
        _add_file(found, file.read_text(encoding="utf-8"), file.name)
    return found


def _add_file(found: Vocabulary, text: str, name: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("# "):
            try:
                found.add(line, name.removesuffix(".txt"))
            except IndexError as error:
                raise BadTerms(f"{name}, line {number}: a term without a word") from error


_more: tuple[Path, ...] = ()


def extend_with(files: Iterable[Path]) -> None:
    """Have the terms of ``files`` known in this process besides our own.

    Raises:
        OSError: a file cannot be read.
        ValueError: it is not in UTF-8, or has a line that names nothing (`BadTerms`).
    """
    global _more
    before, _more = _more, tuple(files)
    vocabulary.cache_clear()
    try:
        vocabulary()
    except BaseException:
        _more = before
        raise


def parents(name: str) -> Iterator[str]:
    """Yield what a skill is a kind of, nearest first."""
    known, seen = vocabulary(), {name}
    while (name := known.parents.get(name, "")) and name not in seen:
        seen.add(name)  # files that people write may go round in a circle
        yield name
