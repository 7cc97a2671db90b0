"""The person and the opening, as the form modules see them: plain values, no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

DocumentKind = Literal["resume", "cover_letter", "other"]

#: As an answer's country: every country that the person gave no answer for.
ELSEWHERE = "*"


@dataclass(frozen=True)
class Document:
    """A file that may be sent, with its text where a form wants text instead."""

    document_id: str
    kind: DocumentKind
    name: str
    path: Path
    sha256: str
    text: str = ""


@dataclass(frozen=True)
class StandingAnswer:
    """One typed answer of the person's answer bank.

    Attributes:
        kind: one of ``slots.BANK_KINDS``, or ``question`` for a question in the person's words.
        question: the question it answers, where kind is ``question``.
        country: ISO code of the country it holds for; ``ELSEWHERE`` for those without an
            answer of their own; empty where the person named none.
        value: ``Yes``, ``No``, ``decline``, a number, a date as YYYY-MM-DD, or text.
    """

    id: str
    kind: str
    value: str
    question: str = ""
    country: str = ""


@dataclass(frozen=True)
class WrittenAnswer:
    """Prose made for one question, with the facts it cites."""

    id: str
    question: str
    text: str
    fact_ids: tuple[str, ...] = ()


#: Writes the answer to a question of at most so many characters (0: any), or leaves it.
Writer = Callable[[str, int], WrittenAnswer | None]


@dataclass(frozen=True)
class Candidate:
    """Everything that may be said about the person."""

    profile: Mapping[str, Any]  # JSON Resume
    preferences: Mapping[str, Any] = field(default_factory=dict)
    answers: tuple[StandingAnswer, ...] = ()
    documents: tuple[Document, ...] = ()
    written: tuple[WrittenAnswer, ...] = ()
    writer: Writer | None = None  # of what is not written yet


@dataclass(frozen=True)
class JobContext:
    """The opening that is applied for."""

    employer: str = ""
    title: str = ""
    country: str = ""  # ISO code; empty when the posting names none
    place: str = ""
