"""The application form's questions: one list for the page, the feed and the check."""

from __future__ import annotations

from dataclasses import dataclass

from agent_service.practice.store import Posting

_DECLINE = "I prefer not to say"


@dataclass(frozen=True)
class Ask:
    """One question. ``kind``: text, email, tel, url, location, area, file, select, radio, tick."""

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    section: str = "About you"


def questions(posting: Posting) -> tuple[Ask, ...]:
    """Return the questions of one posting, in the order of the page."""
    company, country = posting.company, posting.country
    return (
        Ask("first_name", "First name", required=True),
        Ask("last_name", "Last name", required=True),
        Ask("email", "E-mail", "email", required=True),
        Ask("phone", "Phone", "tel"),
        Ask("location", "Location (city)", "location", required=True),
        Ask("linkedin", "LinkedIn profile", "url"),
        Ask("resume", "Résumé", "file", required=True, section="Documents"),
        Ask("cover_letter", "Cover letter", "file", section="Documents"),
        Ask(
            "motivation",
            f"Why do you want to work at {company}?",
            "area",
            required=True,
            section="Questions",
        ),
        Ask(
            "authorized",
            f"Are you legally authorized to work in {_the(country)}?",
            "radio",
            required=True,
            options=("Yes", "No"),
            section="Questions",
        ),
        Ask(
            "sponsorship",
            f"Will you now or in the future require sponsorship to work in {_the(country)}?",
            "radio",
            required=True,
            options=("Yes", "No"),
            section="Questions",
        ),
        Ask("salary", "Salary expectation", section="Questions"),
        Ask(
            "source",
            "How did you hear about us?",
            "select",
            options=("Company website", "Job board", "A friend or colleague", "Other"),
            section="Questions",
        ),
        *_demographic(),
        Ask(
            "consent",
            f"I agree that {company} processes my personal data for this application",
            "tick",
            required=True,
            section="Consent",
        ),
        Ask(
            "talent_pool",
            f"{company} may contact me about future openings",
            "tick",
            section="Consent",
        ),
    )


def _demographic() -> tuple[Ask, ...]:
    section = "Voluntary self-identification"
    return (
        Ask(
            "gender",
            "Gender",
            "select",
            options=("Female", "Male", "Non-binary", _DECLINE),
            section=section,
        ),
        Ask(
            "veteran",
            "Veteran status",
            "select",
            options=("I am a veteran", "I am not a veteran", "I don't wish to answer"),
            section=section,
        ),
        Ask(
            "disability",
            "Disability status",
            "select",
            options=("Yes, I have a disability", "No, I have none", "I do not want to answer"),
            section=section,
        ),
    )


def _the(country: str) -> str:
    return f"the {country}" if country.startswith(("United", "Netherlands")) else country


#: The field that people do not see; whoever fills it in is a machine that guesses.
TRAP = "website_url"

_FEED_TYPES = {
    "area": "textarea",
    "file": "input_file",
    "select": "multi_value_single_select",
    "radio": "multi_value_single_select",
    "tick": "multi_value_single_select",
}


def as_feed(asked: tuple[Ask, ...]) -> list[dict[str, object]]:
    """Return the questions as the public feed lists them."""
    return [
        {
            "label": ask.label,
            "required": ask.required,
            "fields": [
                {
                    "name": ask.name,
                    "type": _FEED_TYPES.get(ask.kind, "input_text"),
                    "values": [{"label": o, "value": o} for o in ask.options],
                }
            ],
        }
        for ask in asked
    ]
