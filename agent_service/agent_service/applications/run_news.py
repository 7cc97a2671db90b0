"""What the end or a stop of a run means for its application, with a sentence in its timeline."""

from datetime import datetime

from agent_service.applications.models import Application
from agent_service.applications.timeline import note
from agent_service.runs.models import Run
from common.contracts.agent import ApplicationState

#: Entries that say already what a step going back would say again.
_SAID = ("form-changed", "approval-ended", "taken-over", "not-sent-by-hand", "send-again")
_OPEN = (ApplicationState.DRAFT, ApplicationState.APPROVED)


def say(run: Run, code: str, sentence: str, *, at: datetime) -> None:
    """Add a sentence about the run to its application's timeline, where there is one."""
    application = of(run)
    if application is not None and sentence:
        note(application, code[:60], sentence, at=at)


def went_back(run: Run, step: str, sentence: str, *, at: datetime) -> None:
    """Say why an earlier step is taken again, unless that stands there already."""
    application = of(run)
    if application is None:
        return
    newest = application.timeline.order_by("-id").first()
    if newest is None or newest.code not in _SAID:
        note(application, f"back-to-{step}"[:60], sentence, at=at)


def failed(run: Run, code: str, sentence: str, *, at: datetime) -> None:
    """Say why the run ended; what was approved and never sent is approved no longer."""
    application = of(run)
    if application is None or application.state not in _OPEN:
        return  # how it ended stands there
    if application.state == ApplicationState.APPROVED:
        application.state, application.approved_digest = ApplicationState.DRAFT, ""
        application.approval_rule_id = application.approval_rule_version = None
        application.updated_at = at
        application.save()
    note(application, code[:60], f"The agent stopped. {sentence}", at=at)


def cancelled(run: Run, *, at: datetime) -> None:
    """Withdraw what was never sent, with its run."""
    application = of(run)
    if application is None or application.state not in _OPEN:
        return
    application.state, application.approved_digest = ApplicationState.WITHDRAWN, ""
    application.approval_rule_id = application.approval_rule_version = None
    application.updated_at = at
    application.save()
    note(application, "cancelled", "You cancelled the run; nothing was sent.", at=at)


def of(run: Run) -> Application | None:
    """Return the run's application, locked; None before the form was looked at."""
    return Application.objects.select_for_update(no_key=True).filter(run_id=run.id).first()
