"""What a posting says, as plain values: each module of this package makes one kind of them.

In goes nothing but what the modules found, out comes one value that turns into plain JSON; every
fact keeps the sentence it was read in, which is a substring of the text.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and the words of the posting that say so."""

    value: Any
    quote: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of work; ``country`` is its ISO code, "" where the posting does not say."""

    text: str
    city: str = ""
    country: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Salary:
    """A pay range; amounts in units of ``currency`` per ``period``."""

    minimum: float
    maximum: float | None
    currency: str
    period: str
    quote: str


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that is asked for; one of its ``any_of`` group suffices."""

    name: str
    importance: str  # required or nice
    any_of: str  # the group's name; "" for none
    min_years: float | None
    quote: str
    text: str = ""  # as the posting prints it


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """Everything that was read; None and empty mean that the posting does not say."""

    title: Fact | None
    seniority: Fact | None
    employer: Fact | None
    places: tuple[Place, ...]
    workplace: Fact | None  # remote, hybrid or onsite
    employment_type: Fact | None
    salary: tuple[Salary, ...]
    skills: tuple[Skill, ...]
    min_years: Fact | None
    degree: Fact | None  # secondary, associate, bachelor, master, doctorate
    degree_strength: str  # required, or_equivalent, preferred, not_required or ""
    languages: tuple[Fact, ...]
    licences: tuple[Fact, ...]
    authorisation: Fact | None  # no_sponsorship, citizenship_required, clearance_required …
    language: str
    start: Fact | None = None  # an ISO date, or "immediately"
    deadline: Fact | None = None  # an ISO date, or as printed
    requests: tuple[Fact, ...] = ()  # what the application must hold
    signals: tuple[Fact, ...] = ()  # why the advert may be no honest opening

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as plain JSON values."""
        return asdict(self)
