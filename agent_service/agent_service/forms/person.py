"""A person as one JSON file: what ``python -m agent_service.forms`` is given of the candidate."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    """A part of a person; what is not known here is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Name(_Part):
    """What the person is called."""

    full: str
    first: str = ""
    last: str = ""
    preferred: str = ""
    pronouns: str = ""


class Phone(_Part):
    """One number."""

    e164: str = ""
    country: str = ""
    type: str = ""  # Mobile, Home, Work


class Address(_Part):
    """Where the person lives."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    postal: str = ""
    country: str = ""  # a name or an ISO code


class Salary(_Part):
    """What the person wants to earn."""

    amount: float | None = None
    currency: str = ""
    text: str = ""


class Job(_Part):
    """One job the person had; no ``end`` means that they have it now."""

    company: str
    title: str
    location: str = ""
    start: str = ""  # YYYY-MM or YYYY-MM-DD
    end: str | None = None
    summary: str = ""


class Study(_Part):
    """One course of study."""

    school: str
    degree: str = ""
    field: str = ""
    start: str = ""
    end: str = ""
    gpa: str = ""


class Language(_Part):
    """A language and how well it is spoken."""

    language: str
    level: str = ""


class Legal(_Part):
    """What the law asks; None where only the person can say.

    ``authorized`` lists, by ISO code, every country in which the person may work; a country
    that is not listed is one in which they may not, and would need sponsorship.
    """

    authorized: dict[str, bool] = {}
    sponsorship_needed: dict[str, bool] = {}
    over_18: bool | None = None
    restrictive_agreements: bool | None = None
    previously_employed_here: bool | None = None
    knows_employee_here: bool | None = None
    drivers_license: bool | None = None


class Wishes(_Part):
    """How the person wants to work."""

    relocate: bool | None = None
    remote: bool | None = None
    hybrid_ok: bool | None = None
    travel_percent: float | None = None


class Demographics(_Part):
    """The person's own answers; ``policy: decline`` takes the option that says nothing."""

    policy: Literal["decline", "ask", ""] = ""
    gender: str | None = None
    race: str | None = None
    hispanic: str | None = None
    veteran: str | None = None
    disability: str | None = None


class Consent(_Part):
    """What the person agrees to; an empty ``privacy_required`` leaves it to be asked."""

    privacy_required: str = ""
    marketing: bool = False
    talent_pool: bool = False
    sms: bool = False


class BankEntry(_Part):
    """A question in the person's words, and their answer to it."""

    q: str
    a: str


class Person(_Part):
    """One candidate: the file that ``--profile`` takes."""

    name: Name
    email: str
    phone: Phone = Phone()
    address: Address = Address()
    links: dict[str, str] = {}  # linkedin, github, portfolio, twitter
    headline: str = ""
    summary: str = ""
    years_experience: float | None = None
    salary: Salary = Salary()
    notice_period: str = ""
    available_from: str = ""  # YYYY-MM-DD
    work: list[Job] = []
    education: list[Study] = []
    skills: list[str] = []
    languages: list[Language] = []
    legal: Legal = Legal()
    preferences: Wishes = Wishes()
    eeo: Demographics = Demographics()
    consent: Consent = Consent()
    source: str = ""
    files: dict[Literal["resume", "cover_letter"], str] = Field(
        default={}, description="documents, beside the profile or in ../assets of it"
    )
    answer_bank: list[BankEntry] = []
