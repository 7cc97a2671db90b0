"""Rules and what they are judged for, made as the product makes them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from makers import NOON, field, manifest, run

from agent_service.applications import actions as applications
from agent_service.applications.models import Application
from agent_service.openings import actions as openings
from agent_service.rules import actions, approving
from agent_service.rules.models import StandingRule

TERMS: dict[str, Any] = {
    "name": "Evenings", "on": True, "adapters": ["generic"], "match_at_least": 0.7, "a_day": 2,
    "employers_never": [], "one_per_employer": True, "expires_at": None,
}  # fmt: skip


def rule(user_id: UUID, **terms: Any) -> StandingRule:
    return actions.create(user_id, TERMS | terms, at=NOON)


def draft(user_id: UUID, number: int = 1, employer: str = "") -> Application:
    """Return a draft for an opening of its own, by default at an employer of its own."""
    made = openings.add_text(
        user_id,
        "Baker\n\nRequirements:\n- 3+ years of experience with ovens\n- Python",
        title="Baker",
        employer=employer or f"Employer {number}",
        url=f"https://e{number}.example/jobs/1",
        at=NOON,
    )
    found = run(user_id, made)
    begun = applications.begin(found.id, made, at=NOON)
    form = manifest(field("name", "Ada"), url=f"https://e{number}.example/apply")
    applications.keep_manifest(begun, form, questions=[], screenshot=b"", at=NOON)
    begun.refresh_from_db()
    return begun


def judged(
    found: Application, *, at: datetime = NOON, score: float = 0.8, zone: str = "UTC"
) -> bool:
    return approving.approve(
        found.id, found.user_id, score=score, zone=zone, at=at, check_lease=lambda: None
    )
