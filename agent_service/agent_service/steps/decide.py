"""decide: may this application be made at all?"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from agent_service.applications import reads
from agent_service.openings.identity import soft_key
from agent_service.openings.models import Opening
from agent_service.steps._contract import Context, Done, Failed, NeedsPerson, Outcome
from common import internal
from common.contracts.agent import MatchFound
from common.events import Event


@dataclass(frozen=True)
class Decide:
    """Hold the opening against the person's own rules; say in words why it goes on or stops."""

    name: str = "decide"

    def run(self, context: Context) -> Outcome:
        """Return the decision with its reasons."""
        opening = Opening.objects.get(id=context.opening_id)
        path = f"/matches/{context.outputs['match']['match_id']}/"
        match = internal.call("ats_service", path, on_behalf_of=context.user_id).json()
        person = internal.call(
            "user_service", f"/profile/{context.profile_version}/", on_behalf_of=context.user_id
        ).json()
        if _never(opening.employer, person["preferences"]):
            return Failed("employer-excluded", f"You asked never to apply to {opening.employer}.")
        earlier = reads.same_opening(context.user_id, opening, but_run=context.run_id)
        if earlier and (earlier.exact or "similar-application" not in context.confirmed):
            return _applied_before(earlier)
        output = {"go": True, "score": match["score"], "reasons": _reasons(match)}
        return Done(output, news=_news(context.run_id, match))


def _news(run_id: UUID, match: dict[str, Any]) -> tuple[Event, ...]:
    """Return what the person is told where the posting suits them."""
    score, rows = match["score"], match.get("rows", [])
    if score is None or score < settings.MATCH_TOLD:
        return ()
    met = sum(row.get("status") == "met" for row in rows)
    missing = sum(row.get("status") == "missing" for row in rows)
    told = {"run_id": run_id, "match_id": match["id"], "score": score}
    return (MatchFound(**told, met=met, missing=missing),)


def _never(employer: str, preferences: dict[str, Any]) -> bool:
    """Return whether the employer is on the person's list, whatever its legal form."""
    names = preferences.get("employers_never") or []
    return bool(employer) and soft_key(employer, "x", ()) in {
        soft_key(name, "x", ()) for name in names
    }


def _applied_before(earlier: reads.Earlier) -> Outcome:
    if earlier.exact:
        return Failed(
            "already-applied",
            f"You applied for this opening before (application {earlier.application_id}).",
        )
    return NeedsPerson(
        "similar-application",
        "You applied for a job of the same name at this employer before "
        f"(application {earlier.application_id}). Go on only if this is another opening.",
    )


def _reasons(match: dict[str, Any]) -> list[str]:
    """Return the decision in words: how many requirements are met, and what stands out."""
    rows = match.get("rows", [])
    required = [row for row in rows if row.get("importance", "required") == "required"]
    met = sum(row.get("status") == "met" for row in required)
    said = [f"{met} of {len(required)} required points are met."] if required else []
    return said + [str(flag.get("reason", flag)) for flag in match.get("flags", []) if flag]


STEP = Decide()
