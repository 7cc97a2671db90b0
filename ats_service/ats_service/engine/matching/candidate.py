"""One side of a match, read once: what a résumé gives as evidence, for any number of postings.

In goes a JSON Resume, out come skills, years, degree and languages, each computed when first
asked for. Pieces that share a quarter or more of the posting's groups of six words are copies of
it and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ats_service.engine.matching import evidence
from ats_service.engine.matching.evidence import Mention, Piece, Shingles
from ats_service.engine.matching.ledger import Degree, best_degree
from ats_service.engine.skills.spoken import first_language
from ats_service.engine.skills.vocabulary import vocabulary

#: Share of a posting's word groups from which a résumé is taken to repeat it.
_COPIED = 0.25


@dataclass(frozen=True)
class Candidate:
    """The evidence of a résumé; what is derived from it is computed when first asked for."""

    pieces: tuple[Piece, ...]
    spoken: Mapping[str, str]  # JSON pointer of each language, by its English name
    as_of: date

    @classmethod
    def of(cls, resume: Mapping[str, Any], *, as_of: date, text: str = "") -> Candidate:
        """Return the evidence of a JSON Resume; ``text`` counts where it has no jobs."""
        pieces = evidence.pieces_of(resume, as_of=as_of, text=text)
        return cls(tuple(pieces), dict(_spoken(resume)), as_of)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """Return the evidence for each skill, by its canonical name."""
        return evidence.mentions_in(self.pieces)

    @cached_property
    def _said(self) -> dict[str, Mention | None]:
        """Return what was looked up by its words."""
        return {}

    def evidence_of(self, skill: str) -> Mention | None:
        """Return the evidence for a skill; a name of no vocabulary is looked for as it stands."""
        if skill in self.mentions or skill in vocabulary().fields:
            return self.mentions.get(skill)
        if skill not in self._said:
            self._said[skill] = evidence.mention_of(skill, self.pieces)
        return self._said[skill]

    @cached_property
    def years(self) -> float:
        """Return the years that the jobs cover."""
        return evidence.years_of(self.pieces)

    @cached_property
    def degree(self) -> Degree:
        """Return the highest degree and where it stands."""
        taught = [one for one in self.pieces if one.pointer.startswith(("/education", "/text"))]
        return best_degree(taught)

    @cached_property
    def is_dated(self) -> bool:
        """Return whether any job says when it was."""
        return any(piece.months for piece in self.pieces)

    @cached_property
    def _shingles(self) -> list[Shingles]:
        return [evidence.shingles(piece.text) for piece in self.pieces]

    @cached_property
    def _all_shingles(self) -> Shingles:
        return frozenset().union(*self._shingles)

    def without_copies_of(self, quotes: Sequence[str]) -> Candidate:
        """Return the candidate without the pieces that repeat a posting's own sentences.

        A few groups of words in common are chance: below a quarter of the posting's, itself.
        """
        asked = [evidence.shingles(quote) for quote in quotes]
        own = self._all_shingles
        if all(own.isdisjoint(one) for one in asked):
            return self
        shared = sum(len(one & own) for one in asked)
        if not shared or shared <= _COPIED * sum(map(len, asked)):
            return self
        copied = frozenset().union(*asked)
        pairs = zip(self.pieces, self._shingles, strict=True)
        kept = tuple(piece for piece, groups in pairs if not groups & copied)
        return Candidate(kept, self.spoken, self.as_of)


def _spoken(resume: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(resume.get("languages") or []):
        printed = str(one.get("language") or "")
        yield (first_language(printed) or printed).casefold(), f"/languages/{number}"
