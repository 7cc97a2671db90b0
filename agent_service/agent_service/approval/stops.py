"""Where a run stands still on the review page: why, and what its person can allow there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agent_service.applications import by_hand, outcomes, policy
from agent_service.applications.models import Application
from agent_service.applications.obstacles import where
from agent_service.consents import actions as consents
from agent_service.consents.models import SiteConsent
from agent_service.runs import actions as runs
from common.contracts.agent import RunState

Act = Callable[[Application, datetime], None]
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
    return SiteConsent.objects.standing(application.user_id, site_of(application)).first()


def site_of(application: Application) -> str:
    """Return the site of the application's form; empty before it was opened."""
    return consents.site_or_none(where(application))


def _allow_site(application: Application, at: datetime) -> None:
    consents.grant(application.user_id, where(application), at=at)


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


def _take_over(application: Application, at: datetime) -> None:
    by_hand.take_over(application.id, application.user_id, at=at)


def _ended(ending: by_hand.Ending) -> Act:
    def act(application: Application, at: datetime) -> None:
        by_hand.report(application.id, application.user_id, ending, at=at)

    return act


def _settled(*, arrived: bool, again: bool = False) -> Act:
    def act(application: Application, at: datetime) -> None:
        outcomes.settle(application, arrived=arrived, again=again, at=at)

    return act


#: What a button of the page does, by the value that it posts.
ACTS: dict[str, Act] = {
    "allow-site": _allow_site,
    "take-back-site": _take_back_site,
    "allow-kind": _allow_kind,
    "allow-employer": _allow_employer,
    "try-again": _try_again,
    "take-over": _take_over,
    "sent-by-hand": _ended(by_hand.Ending.SENT),
    "not-sent": _ended(by_hand.Ending.NOT_SENT),
    "give-up": _ended(by_hand.Ending.GIVEN_UP),
    "it-arrived": _settled(arrived=True),
    "send-again": _settled(arrived=False, again=True),
    "drop": _settled(arrived=False),
}
