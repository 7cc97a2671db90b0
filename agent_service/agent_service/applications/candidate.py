"""Builds what the form modules may know of the person, from what the services keep."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agent_service.applications.models import GeneratedFile
from agent_service.forms.candidate import Candidate, Document, JobContext, StandingAnswer, Writer
from agent_service.openings.models import Snapshot

#: The slot that a form asks for, by the kind of standing answer that user_service keeps.
SLOTS = {
    "legal_authorisation": "work_authorization",
    "sponsorship": "sponsorship",
    "salary": "salary",
    "notice_period": "notice_period",
    "start_date": "available_from",
    "relocation": "relocate",
    "driving_licence": "drivers_license",
    "referral": "source",
    "travel": "travel",
    "years_experience": "years_experience",
    "security_clearance": "clearance",
    "previous_employment": "previously_employed",
    "known_employee": "knows_employee",
    "restrictive_agreement": "restrictive_agreements",
    "of_age": "over_18",
}
_WORK_MODES = {"remote": ("remote",), "hybrid": ("hybrid",), "any": ("remote", "hybrid")}
#: The documents a form is given, where it takes them: the format every form accepts.
SENT = "application/pdf"


def candidate(
    person: Mapping[str, Any],
    files: Mapping[str, tuple[GeneratedFile, Path]],
    writer: Writer | None = None,
) -> Candidate:
    """Return the person as the form modules see them.

    Args:
        person: the answer of user_service's internal profile.
        files: the documents that may be sent, with their place on disk, by id.
        writer: of free-text answers.
    """
    return Candidate(
        profile=person["resume"],
        preferences=person["preferences"],
        writer=writer,
        answers=tuple(one for given in person["answers"] for one in _standing(given)),
        documents=tuple(
            Document(
                document_id=file_id,
                kind="resume" if file.kind == "resume" else "cover_letter",
                name=file.name,
                path=path,
                sha256=file.sha256,
                text=file.text,
            )
            for file_id, (file, path) in files.items()
        ),
    )


def _standing(given: Mapping[str, Any]) -> list[StandingAnswer]:
    """Return one standing answer under every slot it serves."""
    kind, value = given["kind"], given["value"]
    return [
        StandingAnswer(
            id=str(given["id"]),
            kind=slot,
            value="Yes" if kind == "work_mode" else _text(value),
            question=given.get("question") or _subject(value),
            country=given.get("country") or "",
        )
        for slot in _slots(kind, value)
    ]


def _slots(kind: str, value: Any) -> tuple[str, ...]:
    """Return the slots that an answer of this kind and value serves."""
    if kind == "demographic":
        return ("eeo" if value["category"] == "any" else value["category"],)
    if kind == "consent":
        return (f"consent_{value['purpose']}",)
    if kind == "work_mode":
        return _WORK_MODES.get(value, ())
    if kind == "years_experience" and value.get("subject"):
        return ("skill_years",)
    return (SLOTS.get(kind, "question"),)


def _subject(value: Any) -> str:
    """Return what an answer is about where its value says so: years of which skill."""
    return str(value.get("subject") or "") if isinstance(value, Mapping) else ""


def _text(value: Any) -> str:
    """Return a typed value in the words a form is matched with."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if not isinstance(value, Mapping):
        return str(value)
    if "given" in value:
        return _text(value["given"])
    if "answer" in value:
        return value["answer"] or "decline"
    if "unit" in value:
        return f"{value['amount']} {value['unit']}{'' if value['amount'] == 1 else 's'}"
    amount = value.get("amount", value.get("years", ""))
    return f"{amount:.2f}".removesuffix(".00") if isinstance(amount, float) else str(amount)


def job(posting: Snapshot, facts: Mapping[str, Any]) -> JobContext:
    """Return the opening as the form modules see it; the country decides legal answers."""
    places = posting.places
    country = next(
        (str(place["country"]) for place in facts.get("places", []) if _has_country(place)), ""
    )
    return JobContext(
        employer=posting.employer,
        title=posting.title,
        country=country,
        place=str(places[0]) if places else "",
    )


def _has_country(place: Any) -> bool:
    return isinstance(place, Mapping) and bool(place.get("country"))
