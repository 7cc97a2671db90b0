"""Pairs of a résumé and a posting with one thing changed, and where the score must go.

Each person and each posting is drawn, seeded, from the vocabulary's fields of work: a nurse, a
welder, a developer. Both sides are text, so that reading is tested together with matching.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ats_service.engine.skills import names_in, parents, vocabulary

FIELDS = ("software", "health", "trades", "finance", "teaching", "logistics", "hospitality", "law")
LICENCES = ("Driving licence", "Nursing licence", "Forklift licence", "Teaching licence")
_TITLES = ("Specialist", "Coordinator", "Technician", "Assistant", "Officer", "Supervisor")
_SENTENCES = (
    "Used {} every day.",
    "Took over {} for two sites.",
    "Was in charge of {}.",
    "Improved how the house does {}.",
)
_PADDING = (
    "Enjoys long walks by the sea.",
    "Has a dog that answers to Biscuit.",
    "Collects stamps of small islands.",
    "Sings in a choir on Thursdays.",
)


@dataclass(frozen=True)
class Resume:
    """A person: what was done in jobs, since when, and what is only listed."""

    title: str
    done: tuple[str, ...]
    since: int
    lines: tuple[str, ...] = ()  # sentences of the job, one for each thing done
    listed: tuple[str, ...] = ()
    extra: str = ""
    licence: str = ""

    @property
    def text(self) -> str:
        """Return the résumé as its owner wrote it."""
        listed = f"\n\n## Skills\n\n{', '.join(self.listed)}" if self.listed else ""
        licence = f"\n\n## Certificates\n\n- {self.licence}" if self.licence else ""
        highlights = "\n".join(f"- {line}" for line in self.lines)
        return (
            f"# Jane Roe\n\njane.roe@example.org\n\n## Experience\n\n**{self.title}**, Acme Ltd, "
            f"{self.since} - 2026\n\n{highlights}{listed}{licence}\n\n{self.extra}"
        )


@dataclass(frozen=True)
class Posting:
    """What is asked for: required and nice skills, years, a licence."""

    title: str
    required: tuple[str, ...]
    nice: tuple[str, ...]
    years: int
    licence: str = ""

    @property
    def text(self) -> str:
        """Return the posting."""
        asked = [
            f"Practical experience with {skill} in a demanding place" for skill in self.required
        ]
        asked.append(f"At least {self.years} years of professional experience")
        asked += [f"A valid {self.licence.lower()} is required"] if self.licence else []
        wished = "\n".join(f"- {skill}" for skill in self.nice)
        return (
            f"{self.title}\n\nRequirements:\n"
            + "\n".join(f"- {line}" for line in asked)
            + f"\n\nNice to have:\n{wished}\n"
        )


@dataclass(frozen=True)
class Pair:
    """One change: the base and the edited side, and which way the score or the flags go."""

    kind: str
    base: tuple[str, str]
    edited: tuple[str, str]
    expect: str  # "lower", "same" (at most 5 % lower), or "flag"


@cache
def _usable(field: str) -> tuple[str, ...]:
    """Return skills of a field that stand for themselves alone."""
    known = vocabulary()
    found = sorted(name for name, place in known.fields.items() if place == field)
    return tuple(
        name
        for name in found
        if 4 < len(name) < 28 and names_in(f"Used {name} every day.") == {name}
    )


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """Return the other names of each skill, as words."""
    found: dict[str, list[str]] = {}
    for words, name in vocabulary().folded.items():
        other = " ".join(words)
        if other.casefold() != name.casefold() and names_in(f"Used {other} every day.") == {name}:
            found.setdefault(name, []).append(other)
    return {name: tuple(others) for name, others in found.items()}


def pairs(seed: int, people: int) -> Iterator[Pair]:
    """Yield up to nine pairs for each of ``people`` persons, each with a posting of their own."""
    for number in range(people):
        dice = random.Random(seed * 1000 + number)
        resume, posting = _person(dice, FIELDS[number % len(FIELDS)])
        for edit in EDITS:
            if pair := edit(resume, posting, dice):
                yield pair


def _person(dice: random.Random, field: str) -> tuple[Resume, Posting]:
    """Return somebody who meets a posting well but for what is only nice to have."""
    drawn = _unrelated(dice, field, 7)
    required, nice = drawn[:4], drawn[4:6]
    years = dice.randint(3, 8)
    title = f"{drawn[6]} {dice.choice(_TITLES)}"
    licence = dice.choice(LICENCES)
    lines = tuple(dice.choice(_SENTENCES).format(skill) for skill in required)
    resume = Resume(title, required, 2026 - years - 1, lines, (nice[0],), licence=licence)
    return resume, Posting(title, required, nice, years, licence)


def _unrelated(dice: random.Random, field: str, count: int) -> tuple[str, ...]:
    chosen: list[str] = []
    for name in dice.sample(_usable(field), min(len(_usable(field)), count * 6)):
        family = {name, *parents(name)}
        words = set(name.casefold().split())
        alone = all(not words & set(other.casefold().split()) for other in chosen)
        if alone and not family & set(chosen) and len(chosen) < count:
            chosen.append(name)
    return tuple(chosen)


def _pair(kind: str, one: Resume, two: Resume, posting: Posting, expect: str) -> Pair:
    return Pair(kind, (one.text, posting.text), (two.text, posting.text), expect)


def fewer_years(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """Half the years, at most."""
    return _pair(
        "fewer years", resume, replace(resume, since=2026 - posting.years // 2), posting, "lower"
    )


def negated(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """A skill that the person denies having."""
    at = dice.randrange(len(resume.lines))
    lines = list(resume.lines)
    lines[at] = f"No experience with {resume.done[at]}."
    return _pair("negated", resume, replace(resume, lines=tuple(lines)), posting, "lower")


def pasted(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """Somebody of another trade pastes the posting; it must not beat who can do the work."""
    stranger = replace(
        resume, title="Florist", lines=("Sold flowers.",), listed=(), extra=f"\n{posting.text}"
    )
    return _pair("pasted posting", resume, stranger, posting, "lower")


def stuffed(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """The keywords five times, and no work behind them."""
    keywords = (*posting.required, *posting.nice) * 5
    stuffer = replace(resume, title="Florist", lines=("Sold flowers.",), listed=keywords)
    return _pair("stuffed", resume, stuffer, posting, "lower")


def synonym(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """Another name of the same skill, where there is one."""
    for at, skill in enumerate(resume.done):
        if others := _aliases().get(skill):
            lines = list(resume.lines)
            lines[at] = lines[at].replace(skill, dice.choice(others))
            return _pair("synonym", resume, replace(resume, lines=tuple(lines)), posting, "same")
    return None


def padded(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """Sentences that say nothing."""
    extra = "## Interests\n\n" + " ".join(dice.sample(_PADDING, 3) * 4)
    return _pair("padding", resume, replace(resume, extra=extra), posting, "same")


def reordered(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """The same statements in another order."""
    lines = list(resume.lines)
    dice.shuffle(lines)
    return _pair("word order", resume, replace(resume, lines=tuple(lines)), posting, "same")


def more_asked(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """One more required skill that the person does not have."""
    other = next(f for f in FIELDS if resume.done[0] not in _usable(f))
    (skill,) = _unrelated(dice, other, 1)
    harder = replace(posting, required=(*posting.required, skill))
    return Pair("more asked", (resume.text, posting.text), (resume.text, harder.text), "lower")


def expired(resume: Resume, posting: Posting, dice: random.Random) -> Pair | None:
    """The licence that the posting demands has run out."""
    old = replace(resume, licence=f"{resume.licence} (expired {dice.randint(2015, 2025)})")
    return _pair("expired licence", resume, old, posting, "flag")


Edit = Callable[[Resume, Posting, random.Random], Pair | None]
EDITS: tuple[Edit, ...] = (
    fewer_years, negated, pasted, stuffed, synonym, padded, reordered, more_asked, expired,
)  # fmt: skip
