"""The corpus's candidate as the form modules see one; the corpus itself stays where it is."""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent_service.forms.candidate import Candidate, Document, JobContext, StandingAnswer
from agent_service.forms.manifest import Manifest

HOME = Path(os.environ.get("CORPUS_DIR", "/nowhere")).resolve() / "forms"
_KINDS = {
    "salary": "What are your salary expectations?",
    "notice_period": "What is your notice period?",
    "source": "How did you hear about us?",
    "relocate": "Are you willing to relocate?",
    "over_18": "Are you at least 18 years old?",
    "previously_employed": "Have you previously worked for this company?",
    "years_experience": "How many years of professional experience do you have?",
    "motivation": "Why do you want to work here?",
}


#: Stands for a page on which nothing could be filled.
EMPTY = Manifest(
    url="",
    final_url="",
    fingerprint="",
    adapter="",
    fields=(),
    prepared_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def pages() -> dict[str, str]:
    """Return the path of each page by its id; an embedded one is reached by its outer page."""
    lines = (HOME / "dev" / "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {r.get("score_as", r["id"]): r["path"] for r in rows}


def candidate() -> Candidate:
    """Return the one candidate of the corpus."""
    raw = json.loads((HOME / "profile.json").read_text("utf-8"))
    return Candidate(
        profile=_resume(raw), answers=tuple(_answers(raw)), documents=tuple(_documents(raw))
    )


def job(page_id: str) -> JobContext:
    """Return the opening that a page of the corpus belongs to."""
    country = {"workable-huble_capture": "GB", "generic-tp_jobs_cz": "CZ"}.get(page_id, "US")
    employer = {
        "greenhouse-classic_board": "Orrin & Fitch",
        "greenhouse-tp_traps": "Acme",
        "ashby-yesno_calendar": "Tamarack",
        "workday-wizard_us": "Ostergaard",
    }.get(page_id, "")
    return JobContext(employer=employer, title="Software Engineer", country=country)


def _resume(raw: Mapping[str, Any]) -> dict[str, Any]:
    address, links = raw["address"], raw["links"]
    return {
        "basics": {
            "name": raw["name"]["full"],
            "givenName": raw["name"]["first"],
            "familyName": raw["name"]["last"],
            "preferredName": raw["name"]["preferred"],
            "label": raw["headline"],
            "summary": raw["summary"],
            "email": raw["email"],
            "phone": raw["phone"]["e164"],
            "url": links["portfolio"],
            "location": {
                "address": address["line1"],
                "city": address["city"],
                "region": address["state"],
                "postalCode": address["postal"],
                "countryCode": "US",
            },
            "profiles": [
                {"network": n, "url": links[n]} for n in ("linkedin", "github") if links[n]
            ],
        },
        "work": [
            {
                "name": w["company"],
                "position": w["title"],
                "startDate": w["start"],
                "endDate": w["end"] or "",
            }
            for w in raw["work"]
        ],
        "education": [
            {
                "institution": e["school"],
                "studyType": e["degree"],
                "area": e["field"],
                "endDate": e["end"],
                "score": e["gpa"],
            }
            for e in raw["education"]
        ],
    }


def _answers(raw: Mapping[str, Any]) -> list[StandingAnswer]:
    bank = {row["q"]: row["a"] for row in raw["answer_bank"]}
    said = [StandingAnswer(f"bank-{k}", k, bank[q]) for k, q in _KINDS.items()]
    said += [
        StandingAnswer(f"bank-{row['q']}", "question", row["a"], row["q"])
        for row in raw["answer_bank"]
    ]
    yes = {True: "Yes", False: "No"}
    legal = raw["legal"]
    return [
        *said,
        StandingAnswer(
            "legal-1", "work_authorization", yes[legal["authorized"]["US"]], country="US"
        ),
        StandingAnswer(
            "legal-2", "sponsorship", yes[legal["sponsorship_needed"]["US"]], country="US"
        ),
        StandingAnswer("legal-3", "restrictive_agreements", yes[legal["restrictive_agreements"]]),
        StandingAnswer("legal-4", "knows_employee", yes[legal["knows_employee_here"]]),
        StandingAnswer("eeo-1", "eeo", raw["eeo"]["policy"]),
        StandingAnswer("consent-1", "consent_privacy", "Yes"),
        StandingAnswer("consent-2", "consent_truth", "Yes"),
        StandingAnswer("consent-3", "consent_terms", "Yes"),
        StandingAnswer("consent-4", "consent_marketing", yes[raw["consent"]["marketing"]]),
        StandingAnswer("p-1", "hybrid", yes[raw["preferences"]["hybrid_ok"]]),
        StandingAnswer("p-2", "available_from", raw["available_from"]),
        StandingAnswer("p-3", "phone_type", raw["phone"]["type"]),
    ]


def _documents(raw: Mapping[str, Any]) -> list[Document]:
    out = []
    for kind in ("resume", "cover_letter"):
        path = HOME / "assets" / raw["files"][kind]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        out.append(Document(f"doc-{kind}", kind, path.name, path, digest))
    return out
