"""What a person settles after sending."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from agent_service.applications import submission
from agent_service.applications.models import Application
from agent_service.runs import actions as runs
from common.contracts.agent import ApplicationState
from common.errors import ServiceError


class NothingToSettle(ServiceError):
    """The outcome is known."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "nothing-to-settle"
    title: ClassVar[str] = "The outcome of this application is known"


@transaction.atomic(savepoint=False)
def settle(application: Application, *, arrived: bool, at: datetime) -> None:
    """Store what the person found out and let the run end.

    Raises:
        NothingToSettle: the outcome is not unknown.
    """
    if application.state != ApplicationState.OUTCOME_UNKNOWN:
        raise NothingToSettle(f"It is {application.state.replace('_', ' ')}.")
    submission.settle_by_person(application, arrived=arrived, at=at)
    runs.go_on(application.run_id, at=at)
