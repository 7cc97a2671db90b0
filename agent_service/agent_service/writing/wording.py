"""The closed lists of words that may be added to a person's own, one file per language."""

import re
import string
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_LANGUAGES = Path(__file__).parent / "languages"
DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """What one language offers: templates, headings, dates and the words a claim may use."""

    code: str
    direction: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    month_year: str
    letter_date: str
    present: str
    conjunction: str
    resume_title: str
    letter_title: str
    headings: dict[str, str]
    address: dict[str, str]
    connective: dict[str, str]
    claims: dict[str, str]
    glue: frozenset[str]
    present_words: frozenset[str]
    posting_words: frozenset[str]
    verbs: frozenset[str]

    def month(self, iso: str, *, short: bool = False) -> str:
        """Return an ISO date as this language writes it to the month; other dates as they are."""
        if not (found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?(?:T.*)?", iso)):
            return iso
        year, month = found.group(1), int(found.group(2))
        if not 1 <= month <= 12:
            return iso
        if short:
            return f"{self.short_months[month - 1]} {year}"
        return self.month_year.format(month=self.months[month - 1], year=year)

    def day(self, at: date) -> str:
        """Return a day as a letter is dated."""
        return self.letter_date.format(day=at.day, month=self.months[at.month - 1], year=at.year)

    def joined(self, parts: list[str]) -> str:
        """Return ``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.conjunction} {parts[-1]}"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be written."""
    return tuple(sorted(file.stem for file in _LANGUAGES.glob("*.toml")))


@cache
def wording(language: str) -> Wording:
    """Return the wording of a language tag; English where the language is not supported."""
    code = language[:2].lower()
    if code not in languages():
        code = DEFAULT
    data = tomllib.loads((_LANGUAGES / f"{code}.toml").read_text(encoding="utf-8"))
    templates = " ".join(data["claims"].values())
    words = data["vocabulary"]
    return Wording(
        code=code,
        direction=data["direction"],
        months=tuple(data["months"]),
        short_months=tuple(data["short_months"]),
        month_year=data["month_year"],
        letter_date=data["letter_date"],
        present=data["present"],
        conjunction=data["and"],
        resume_title=data["resume_title"],
        letter_title=data["letter_title"],
        headings=data["headings"],
        address=data["address"],
        connective=data["connective"],
        claims=data["claims"],
        glue=frozenset(tokens(words["glue"]) + tokens(_frame(templates)) + tokens(data["and"])),
        present_words=frozenset([*tokens(words["present"]), *tokens(data["present"])]),
        posting_words=frozenset(tokens(words["posting"])),
        verbs=frozenset(data["verbs"]["past"].split()),
    )


def _frame(template: str) -> str:
    """Return a template without its slots."""
    return " ".join(literal for literal, *_ in string.Formatter().parse(template))


def tokens(text: str) -> list[str]:
    """Return the words and numbers of ``text`` without case."""
    return re.findall(r"[^\W_]+", text.casefold())
