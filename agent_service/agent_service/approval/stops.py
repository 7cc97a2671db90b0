"""Where a run stands still on the review page: why, and what its person can allow there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agent_service.applications import policy
from agent_service.applications.models import Application
from agent_service.consents import actions as consents
from agent_service.consents.models import SiteConsent
from agent_service.runs import actions as runs
from common.contracts.agent import RunState

#: Codes of a stop about which the rest of the page says everything.
_ELSEWHERE = ("approval-needed", "outcome-unknown")


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the run stands still."""

    code: str
    why: str
    held: tuple[str, ...] = ()


def stop(application: Application) -> Stop | None:
    """Return why the run waits for its person, where there is more to it than their approval."""
    run = application.run
    if run.state != RunState.NEEDS_PERSON or run.code in _ELSEWHERE:
        return None
    return Stop(run.code, run.reason, tuple((application.obstacle or {}).get("held", ())))


def consent_of(application: Application) -> SiteConsent | None:
    """Return the person's standing consent for the site of the application's form."""
    where = _where(application)
    if not where:
        return None
    return SiteConsent.objects.standing(application.user_id, consents.site(where)).first()


def site_of(application: Application) -> str:
    """Return the site of the application's form; empty before it was opened."""
    where = _where(application)
    return consents.site(where) if where else ""


def _where(application: Application) -> str:
    known = (application.obstacle or {}).get("url", "")
    return str(known or (application.manifest.body["final_url"] if application.manifest else ""))


def _allow_site(application: Application, at: datetime) -> None:
    consents.grant(application.user_id, _where(application), at=at)


def _take_back_site(application: Application, at: datetime) -> None:
    if consent := consent_of(application):
        consents.revoke(consent, at=at)


def _allow_kind(application: Application, at: datetime) -> None:
    kind = consents.kind_of(application)
    consents.switch(application.user_id, kind, on=True, at=at)


def _try_again(application: Application, at: datetime) -> None:
    runs.resume(application.run, at=at)


def _allow_employer(application: Application, at: datetime) -> None:
    policy.allow(application.id, application.user_id, at=at)


#: What a button of the page does, by the value that it posts.
ACTS: dict[str, Callable[[Application, datetime], None]] = {
    "allow-site": _allow_site,
    "take-back-site": _take_back_site,
    "allow-kind": _allow_kind,
    "allow-employer": _allow_employer,
    "try-again": _try_again,
}
