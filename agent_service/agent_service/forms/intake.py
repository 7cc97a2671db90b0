"""Turns a person's file into what the form modules may know of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2

from agent_service.forms import places
from agent_service.forms.candidate import (
    ELSEWHERE,
    Candidate,
    Document,
    DocumentKind,
    StandingAnswer,
)
from agent_service.forms.person import Consent, Demographics, Job, Person, Study
from agent_service.forms.slots import kind_of_question

_SAYS = {True: "Yes", False: "No"}


def candidate(person: Person, documents: Mapping[DocumentKind, Path]) -> Candidate:
    """Return the person as the form modules see them, with the files that may be sent."""
    return Candidate(
        profile=_resume(person),
        answers=tuple(a for a in (*_bank(person), *_standing(person)) if a.value),
        documents=tuple(_document(kind, path) for kind, path in documents.items()),
    )


def find_documents(person: Person, folder: Path) -> dict[DocumentKind, Path]:
    """Return the person's files that lie beside the profile or in the folder ``assets``."""
    found: dict[DocumentKind, Path] = {}
    for kind, name in person.files.items():
        path = next((p for p in (folder / name, folder / "assets" / name) if p.is_file()), None)
        if path:
            found[kind] = path
    return found


def _document(kind: DocumentKind, path: Path) -> Document:
    data = path.read_bytes()
    text = _text_of(data) if kind == "cover_letter" and data.startswith(b"%PDF") else ""
    return Document(f"doc-{kind}", kind, path.name, path, hashlib.sha256(data).hexdigest(), text)


def _text_of(pdf: bytes) -> str:
    """Return a letter's text, for forms that want it typed; empty where it cannot be read."""
    try:
        with pypdfium2.PdfDocument(pdf) as file:
            pages = [page.get_textpage().get_text_bounded() for page in file]
    except pypdfium2.PdfiumError:
        return ""
    return "\n".join(pages).replace("\r\n", "\n").strip()


def _resume(person: Person) -> dict[str, Any]:
    """Return the person as a JSON Resume."""
    name, address = person.name, person.address
    basics = {
        "name": name.full,
        "givenName": name.first,
        "familyName": name.last,
        "preferredName": name.preferred,
        "label": person.headline,
        "summary": person.summary,
        "email": person.email,
        "phone": person.phone.e164,
        "url": person.links.get("portfolio", ""),
        "location": {
            "address": "\n".join(line for line in (address.line1, address.line2) if line),
            "city": address.city,
            "region": address.state,
            "postalCode": address.postal,
            "countryCode": places.country_code(address.country),
        },
        "profiles": [{"network": k, "url": url} for k, url in person.links.items() if url],
    }
    return {
        "basics": basics,
        "work": [_job(w) for w in person.work],
        "education": [_study(e) for e in person.education],
        "skills": [{"name": skill} for skill in person.skills],
        "languages": [{"language": s.language, "fluency": s.level} for s in person.languages],
    }


def _job(job: Job) -> dict[str, str]:
    return {
        "name": job.company,
        "position": job.title,
        "location": job.location,
        "startDate": job.start,
        "endDate": job.end or "",
        "summary": job.summary,
    }


def _study(study: Study) -> dict[str, str]:
    return {
        "institution": study.school,
        "studyType": study.degree,
        "area": study.field,
        "startDate": study.start,
        "endDate": study.end,
        "score": study.gpa,
    }


def _standing(person: Person) -> Iterator[StandingAnswer]:
    """Yield the typed answers that the file gives in fields of their own."""
    legal, wishes, salary = person.legal, person.preferences, person.salary
    amount = "" if salary.amount is None else f"{salary.amount:.10g} {salary.currency}".strip()
    given: dict[str, bool | float | str | None] = {
        "salary": salary.text or amount,
        "notice_period": person.notice_period,
        "available_from": person.available_from,
        "years_experience": person.years_experience,
        "source": person.source,
        "phone_type": person.phone.type,
        "pronouns": person.name.pronouns,
        "over_18": legal.over_18,
        "restrictive_agreements": legal.restrictive_agreements,
        "previously_employed": legal.previously_employed_here,
        "knows_employee": legal.knows_employee_here,
        "drivers_license": legal.drivers_license,
        "relocate": wishes.relocate,
        "remote": wishes.remote,
        "hybrid": wishes.hybrid_ok,
        "travel": wishes.travel_percent,
        **_demographic(person.eeo),
        **_consents(person.consent),
    }
    for kind, value in given.items():
        yield StandingAnswer(f"profile-{kind}", kind, _said(value))
    yield from _by_country("work_authorization", legal.authorized, elsewhere="No")
    yield from _by_country("sponsorship", legal.sponsorship_needed, elsewhere="Yes")


def _demographic(eeo: Demographics) -> dict[str, str | None]:
    own = {k: getattr(eeo, k) for k in ("gender", "race", "hispanic", "veteran", "disability")}
    return {**own, "eeo": "decline" if eeo.policy == "decline" else None}


def _consents(consent: Consent) -> dict[str, bool | None]:
    needed = True if consent.privacy_required else None
    wanted = consent.marketing and consent.talent_pool and consent.sms
    return {
        "consent_privacy": needed,
        "consent_truth": needed,
        "consent_terms": needed,
        "consent_marketing": wanted,
    }


def _by_country(
    kind: str, said: Mapping[str, bool], *, elsewhere: str
) -> Iterator[StandingAnswer]:
    for code, value in said.items():
        yield StandingAnswer(f"legal-{kind}-{code}", kind, _SAYS[value], country=code.upper())
    if said:
        yield StandingAnswer(f"legal-{kind}-elsewhere", kind, elsewhere, country=ELSEWHERE)


def _bank(person: Person) -> Iterator[StandingAnswer]:
    """Yield the bank's entries; one whose question is a known one serves all its wordings."""
    for number, entry in enumerate(person.answer_bank):
        kind = kind_of_question(entry.q)
        yield StandingAnswer(f"bank-{number}", kind, entry.a, question=entry.q)


def _said(value: bool | float | str | None) -> str:
    if isinstance(value, bool):
        return _SAYS[value]
    return f"{value:g}" if isinstance(value, float) else value or ""
