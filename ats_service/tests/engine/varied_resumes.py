"""Résumés drawn in code: the same people in thousands of layouts, each a draw of habits.

A layout is one choice of each habit in `HABITS`: which of position and employer comes first, where
the dates and the place stand, how headings and lists look, one column or a side bar. Layouts whose
words would run into each other are not drawn.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from engine_builders import Words, pdf

Layout = dict[str, str]
HABITS = {
    "heading": ("bold", "capitals", "bold capitals", "colour", "large"),
    "first": ("position", "employer"),
    "bold": ("one", "two", "none", "both"),
    "place": ("none", "comma", "right", "line"),
    "join": ("newline", "comma", "bar", "dash", "at"),
    "when": ("right", "gutter", "below", "bracket", "end", "above"),
    "dates": ("short", "slash", "iso", "long", "year"),
    "mark": ("•", "-", "–", "»"),
    "skills": ("comma", "lines", "marks", "group"),
    "columns": ("one", "one", "left", "right"),
}
_SIGNS = {"comma": ", ", "bar": " | ", "dash": " – "}


class Job(NamedTuple):
    one: str  # position, or degree
    two: str  # employer, or school
    start: str
    end: str  # "" = it goes on
    place: str = ""
    done: tuple[str, ...] = ()


class Tongue(NamedTuple):
    headings: tuple[str, str, str, str]  # work, education, skills, contact
    now: str
    at: str
    to: str
    short: int  # letters of an abbreviated month
    months: str


TONGUES = {
    "en": Tongue(
        ("Work Experience", "Education", "Skills", "Contact"), "Present", "at", "to", 3,
        "January February March April May June July August September October November December",
    ),
    "de": Tongue(
        ("Berufserfahrung", "Ausbildung", "Kenntnisse", "Kontakt"), "heute", "bei", "bis", 3,
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ),
    "fr": Tongue(
        ("Expérience professionnelle", "Formation", "Compétences", "Contact"),
        "aujourd'hui", "chez", "à", 4,
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "es": Tongue(
        ("Experiencia laboral", "Formación", "Habilidades", "Contacto"), "actualidad", "en", "a",
        3,
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    tongue: str
    name: str
    email: str
    city: str
    work: tuple[Job, ...]
    schools: tuple[Job, ...]
    skills: tuple[str, ...]


def layouts(seed: int) -> Iterator[Layout]:
    """Yield layouts for ever, the same ones for a seed."""
    draw = random.Random(seed)
    while True:
        yield {habit: draw.choice(ways) for habit, ways in HABITS.items()}


def span(job: Job, tongue: Tongue, way: str) -> str:
    """Return the period of a job as a layout prints it."""
    dash = f" {tongue.to} " if way == "long" else " – "
    return dash.join((_date(job.start, tongue, way), _date(job.end, tongue, way)))


def _date(day: str, tongue: Tongue, way: str) -> str:
    if not day:
        return tongue.now
    year, month = day.split("-")
    name = tongue.months.split()[int(month) - 1]
    short = name if len(name) < 6 else f"{name[: tongue.short]}."
    ways = {"short": f"{short} {year}", "slash": f"{month}/{year}", "iso": day, "year": year}
    return ways.get(way, f"{name} {year}")


def width(text: str, size: float, bold: bool) -> float:
    """Return about how wide a text is in points."""
    wide = {**dict.fromkeys("iljtfI.,' |:", 0.28), **dict.fromkeys("mwMW", 0.8)}
    letters = sum(wide.get(sign, 0.68 if sign.isupper() else 0.53) for sign in text)
    return letters * size * (1.12 if bold else 1)


@dataclass
class Pen:
    """Writes one column from ``left`` to ``right``, line below line."""

    left: float
    right: float
    y: float
    words: list[Words] = field(default_factory=list)

    def put(self, text: str, size: float = 10, *, bold: bool = False, x: float = 0,
            color: str = "0 0 0") -> float:  # fmt: skip
        x = x or self.left
        self.words.append(Words(x, self.y, text, size, bold=bold, color=color))
        return x + width(text, size, bold)

    def line(self, text: str, x: float = 0) -> None:
        self.put(text, x=x)
        self.y += 13.5

    def at_right(self, text: str) -> None:
        self.put(text, x=self.right - width(text, 10, False))

    def wrapped(self, text: str, mark: str, x: float) -> None:
        self.put(mark, x=x)
        words, line = text.split(), ""
        for word in words:
            if line and x + 10 + width(f"{line} {word}", 10, False) > self.right:
                self.line(line, x + 10)
                line = ""
            line = f"{line} {word}".strip()
        self.line(line, x + 10)

    def fits(self) -> bool:
        """Return whether no words run into each other or out of the column."""
        rows: dict[int, list[Words]] = defaultdict(list)
        for run in self.words:
            rows[round(run.y)].append(run)
        ends = {id(run): run.x + width(run.text, run.size, run.bold) for run in self.words}
        if any(end > self.right + 8 for end in ends.values()):
            return False
        rows = {y: sorted(row, key=lambda run: run.x) for y, row in rows.items()}
        return all(
            ends[id(a)] <= b.x - 3 or b.x - a.x < 14
            for row in rows.values()
            for a, b in pairwise(row)
        )


def draw(person: Person, layout: Layout) -> bytes | None:
    """Return a résumé as PDF, None where the layout does not hold its words."""
    tongue = TONGUES[person.tongue]
    head = Pen(45, 550, 50)
    head.put(person.name, 20, bold=True)
    head.y += 20
    contact = (person.email, "+49 30 901820", person.city)
    if layout["columns"] == "one":
        head.line(" | ".join(contact))
    main, side = _columns(layout["columns"], head.y + 4)
    work, education, skills, about = tongue.headings
    if side is not main:
        _heading(side, about, layout)
        for text in contact:
            side.line(text)
    for title, jobs in ((work, person.work), (education, person.schools)):
        _heading(main, title, layout)
        for job in jobs:
            _entry(main, job, layout, tongue, is_job=title == work)
    _heading(side, skills, layout)
    _skills(side, person.skills, layout)
    pens = [head, main] if side is main else [head, main, side]
    return pdf([run for pen in pens for run in pen.words]) if _fit(pens) else None


def _fit(pens: list[Pen]) -> bool:
    return all(pen.fits() for pen in pens)


def _columns(columns: str, top: float) -> tuple[Pen, Pen]:
    if columns == "left":
        return Pen(225, 555, top), Pen(45, 200, top)
    if columns == "right":
        return Pen(45, 375, top), Pen(405, 560, top)
    main = Pen(45, 550, top)
    return main, main


def _heading(pen: Pen, text: str, layout: Layout) -> None:
    pen.y += 10
    way = layout["heading"]
    size = {"bold capitals": 10, "capitals": 12, "colour": 12}.get(way, 13)
    color = "0.1 0.3 0.6" if way == "colour" else "0 0 0"
    shown = text.upper() if "capitals" in way else text
    pen.put(shown, size, bold=way in ("bold", "bold capitals", "colour"), color=color)
    pen.y += 17


def _skills(pen: Pen, skills: tuple[str, ...], layout: Layout) -> None:
    if layout["skills"] in ("comma", "group"):
        group = "Core: " if layout["skills"] == "group" else ""
        pen.line(group + ", ".join(skills))
        return
    for skill in skills:
        pen.line(("• " if layout["skills"] == "marks" else "") + skill)


def _entry(pen: Pen, job: Job, layout: Layout, tongue: Tongue, *, is_job: bool) -> None:
    when, place = span(job, tongue, layout["dates"]), job.place if is_job else ""
    left = pen.left + 115 * (layout["when"] == "gutter")
    texts = [job.one, job.two] if layout["first"] == "position" else [job.two, job.one]
    if place and layout["place"] == "comma":
        texts[1] += f", {place}"
    if layout["when"] == "above":
        pen.line(when)
    if layout["when"] == "gutter":
        pen.put(when)
    _titles(pen, texts, when, layout, left, _sign(layout, tongue, is_job))
    if place and layout["place"] in ("right", "line"):
        pen.line(place, left)
    if layout["when"] == "below":
        pen.line(when)
    for text in job.done:
        pen.wrapped(text, layout["mark"], left)
    pen.y += 5


def _sign(layout: Layout, tongue: Tongue, is_job: bool) -> str:
    """Return what stands between position and employer, "" for a new line."""
    if layout["join"] == "newline":
        return ""
    if layout["join"] == "at" and is_job and layout["first"] == "position":
        return f" {tongue.at} "
    return _SIGNS.get(layout["join"], ", ")


def _titles(pen: Pen, texts: list[str], when: str, layout: Layout, left: float, sign: str) -> None:
    bold = [layout["bold"] in (one, "both") for one in ("one", "two")]
    if layout["when"] == "end":
        texts = [texts[0], texts[1] + (" | " if layout["join"] == "bar" else ", ") + when]
    if layout["when"] == "bracket":
        at = 1 if sign else 0
        texts = [text + f" ({when})" * (number == at) for number, text in enumerate(texts)]
    if layout["when"] == "right":
        pen.at_right(when)
    if sign and bold[0] == bold[1]:
        pen.put(sign.join(texts), bold=bold[0], x=left)
    elif sign:
        end = pen.put(texts[0] + sign.rstrip(), bold=bold[0], x=left)
        pen.put(texts[1], bold=bold[1], x=end + 3)
    else:
        pen.put(texts[0], bold=bold[0], x=left)
        pen.y += 13.5
        pen.put(texts[1], bold=bold[1], x=left)
    pen.y += 13.5
