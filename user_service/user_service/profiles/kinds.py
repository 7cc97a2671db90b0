"""Kinds of standing answers: the shape of each value, and how it reads on a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, TypeAdapter, ValidationError


class Kind(StrEnum):
    """What a standing answer is about."""

    LEGAL_AUTHORISATION = "legal_authorisation"
    SPONSORSHIP = "sponsorship"
    SALARY = "salary"
    NOTICE_PERIOD = "notice_period"
    START_DATE = "start_date"
    DEMOGRAPHIC = "demographic"
    CONSENT = "consent"
    RELOCATION = "relocation"
    DRIVING_LICENCE = "driving_licence"
    REFERRAL = "referral"
    TRAVEL = "travel"
    WORK_MODE = "work_mode"
    YEARS_EXPERIENCE = "years_experience"
    SECURITY_CLEARANCE = "security_clearance"
    PREVIOUS_EMPLOYMENT = "previous_employment"
    KNOWN_EMPLOYEE = "known_employee"
    RESTRICTIVE_AGREEMENT = "restrictive_agreement"
    OF_AGE = "of_age"
    FREE_TEXT = "free_text"
    OTHER = "other"


class _Value(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Salary(_Value):
    """Pay that is expected."""

    amount: Annotated[float, Field(gt=0, le=1_000_000_000, strict=False)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    period: Literal["year", "month", "week", "day", "hour"] = "year"


class Notice(_Value):
    """Time between giving notice and leaving."""

    amount: Annotated[int, Field(ge=0, le=1000)]
    unit: Literal["day", "week", "month"]


class Demographic(_Value):
    """What the person says about themselves; ``answer`` null declines to say."""

    category: Literal[
        "gender", "pronouns", "race", "hispanic", "veteran", "disability", "age", "orientation",
        "religion", "any",
    ]  # fmt: skip
    answer: Annotated[str, Field(min_length=1, max_length=200)] | None


class Consent(_Value):
    """Whether the person consents to something that employers ask for."""

    purpose: Literal["privacy", "marketing", "terms", "truth", "other"]
    given: StrictBool


class Experience(_Value):
    """Years of experience; ``subject`` empty for working life as a whole."""

    subject: Annotated[str, Field(max_length=100)] = ""
    years: Annotated[float, Field(ge=0, le=80, strict=False)]


_Text = Annotated[str, Field(min_length=1, max_length=5000, strict=True)]
_Number = Annotated[float, Field(strict=True)] | Annotated[int, Field(strict=True)]
_Day = Literal["immediately"] | date
_Licence = (
    StrictBool
    | Annotated[list[Annotated[str, Field(pattern=r"^[A-Z0-9+]{1,4}$")]], Field(max_length=20)]
)
_Other = StrictBool | _Number | _Text | Annotated[list[_Text], Field(max_length=100)]


@dataclass(frozen=True, slots=True)
class Shape:
    """The rules of one kind."""

    value: TypeAdapter[Any]
    text: Callable[[Any], str]
    of_country: bool = False  # the answer holds for one country and must name it
    of_question: bool = False  # the question says what it is about and must be given


def _yes_or_no(value: Any) -> str:
    return {True: "Yes", False: "No"}.get(value, str(value))


def _amount(value: dict[str, Any]) -> str:
    return f"{value['amount']:.2f}".removesuffix(".00")


def _notice(value: dict[str, Any]) -> str:
    plural = "" if value["amount"] == 1 else "s"
    return f"{value['amount']} {value['unit']}{plural}"


def _licence(value: Any) -> str:
    return _yes_or_no(value) if isinstance(value, bool) else ", ".join(value) or "No"


def _other(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else _yes_or_no(value)


def _flag(*, of_country: bool = False, of_question: bool = False) -> Shape:
    return Shape(TypeAdapter(StrictBool), _yes_or_no, of_country, of_question)


SHAPES: dict[Kind, Shape] = {
    Kind.LEGAL_AUTHORISATION: _flag(of_country=True),
    Kind.SPONSORSHIP: _flag(of_country=True),
    Kind.SALARY: Shape(TypeAdapter(Salary), _amount),
    Kind.NOTICE_PERIOD: Shape(TypeAdapter(Notice), _notice),
    Kind.START_DATE: Shape(TypeAdapter(_Day), str),
    Kind.DEMOGRAPHIC: Shape(TypeAdapter(Demographic), lambda v: v["answer"] or "decline"),
    Kind.CONSENT: Shape(TypeAdapter(Consent), lambda v: _yes_or_no(v["given"])),
    Kind.RELOCATION: _flag(),
    Kind.DRIVING_LICENCE: Shape(TypeAdapter(_Licence), _licence),
    Kind.REFERRAL: Shape(TypeAdapter(_Text), str),
    Kind.TRAVEL: _flag(),
    Kind.WORK_MODE: Shape(TypeAdapter(Literal["remote", "hybrid", "on_site", "any"]), str),
    Kind.YEARS_EXPERIENCE: Shape(TypeAdapter(Experience), lambda v: f"{v['years']:g}"),
    Kind.SECURITY_CLEARANCE: Shape(TypeAdapter(StrictBool | _Text), _yes_or_no, of_country=True),
    Kind.PREVIOUS_EMPLOYMENT: _flag(),
    Kind.KNOWN_EMPLOYEE: _flag(),
    Kind.RESTRICTIVE_AGREEMENT: _flag(),
    Kind.OF_AGE: _flag(),
    Kind.FREE_TEXT: Shape(TypeAdapter(_Text), str, of_question=True),
    Kind.OTHER: Shape(TypeAdapter(_Other), _other, of_question=True),
}


class ValueRefused(ValueError):
    """The value does not have the shape of its kind; ``errors`` hold pointers and sentences."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        """Keep what is wrong."""
        super().__init__("the value does not fit its kind")
        self.errors = errors


def checked(kind: Kind, value: Any) -> Any:
    """Return the value as it is stored.

    Raises:
        ValueRefused: it does not have the shape of its kind.
    """
    adapter = SHAPES[kind].value
    try:
        return adapter.dump_python(adapter.validate_python(value), mode="json")
    except ValidationError as error:
        raise ValueRefused([_problem(found) for found in error.errors()]) from error


def _problem(found: Any) -> dict[str, str]:
    pointer = "".join(f"/{step}" for step in found["loc"] if _is_of_value(step))
    code = str(found["type"]).replace("_", "-")
    return {"pointer": f"/value{pointer}", "detail": f"{found['msg']}.", "code": code}


def _is_of_value(step: int | str) -> bool:
    """Return whether a step stands in the value, not in a union of types."""
    return isinstance(step, int) or (step.isidentifier() and step.islower() and step not in _TYPES)


_TYPES = {"bool", "date", "str", "int", "float", "literal", "list"}


def text_of(kind: str, value: Any) -> str:
    """Return the value as it reads on a form: Yes, No, decline, a number, a day or the text."""
    return SHAPES[Kind(kind)].text(value)


def topic_of(kind: Kind, question: str, country: str, value: Any) -> str:
    """Return the hash of what is answered: a person has one answer to each topic."""
    asked = " ".join(question.casefold().split())
    detail = ""
    if isinstance(value, dict):
        named = [value.get(name, "") for name in ("category", "purpose", "subject")]
        detail = "/".join(str(part).casefold() for part in named)
    return sha256(f"{kind}\n{country}\n{asked}\n{detail}".encode()).hexdigest()
