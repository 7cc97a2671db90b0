"""What a person settles after sending."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from agent_service.applications import submission
from agent_service.applications.models import Application
from agent_service.runs import actions as runs
from agent_service.runs.models import Run
from common.contracts.agent import ApplicationState
from common.errors import ServiceError


class NothingToSettle(ServiceError):
    """The outcome is known."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "nothing-to-settle"
    title: ClassVar[str] = "The outcome of this application is known"


@transaction.atomic(savepoint=False)
def settle(application: Application, *, arrived: bool, at: datetime, again: bool = False) -> None:
    """Store what the person found out; let the run end, or fill the form and ask once more.

    Args:
        application: whose outcome is unknown.
        arrived: the employer has it.
        at: now.
        again: it did not arrive, and the person wants it sent after another look.

    Raises:
        NothingToSettle: the outcome is not unknown.
    """
    Run.objects.select_for_update(no_key=True).get(id=application.run_id)
    row = Application.objects.select_for_update().get(id=application.id)
    if row.state != ApplicationState.OUTCOME_UNKNOWN:
        raise NothingToSettle(f"It is {row.state.replace('_', ' ')}.")
    if again and not arrived:
        submission.open_again(row, at=at)
        said = "You said that it did not arrive; the form is filled again."
        runs.go_back(row.run_id, "prepare", said, at=at)
        return
    submission.settle_by_person(row, arrived=arrived, at=at)
    runs.go_on(row.run_id, at=at)
