"""Questions about applications that steps ask."""

from dataclasses import dataclass
from uuid import UUID

from agent_service.applications.models import Application
from agent_service.openings.models import Opening


@dataclass(frozen=True, slots=True)
class Earlier:
    """An application for the same opening, or for one that looks the same."""

    application_id: UUID
    exact: bool


def same_opening(user_id: UUID, opening: Opening, *, but_run: UUID) -> Earlier | None:
    """Return an earlier application for this opening that may have arrived; exact ones first."""
    arrived = Application.objects.of(user_id).that_may_have_arrived().exclude(run_id=but_run)
    exact = arrived.filter(opening__exact_keys__overlap=opening.exact_keys).first()
    if exact is not None:
        return Earlier(exact.id, exact=True)
    if not opening.soft_key:
        return None
    soft = arrived.filter(opening__soft_key=opening.soft_key).first()
    return Earlier(soft.id, exact=False) if soft is not None else None
