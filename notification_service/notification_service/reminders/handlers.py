"""What makes a reminder."""

from django.utils import timezone

from common.contracts.agent import ApplicationSubmitted
from common.events import Envelope, handles
from notification_service.reminders import actions


@handles(ApplicationSubmitted)
def plan_follow_up(event: ApplicationSubmitted, envelope: Envelope) -> None:
    """Plan to remind the person a week later."""
    if envelope.user_id:
        facts = event.model_dump(mode="json")
        actions.plan_follow_up(
            envelope.user_id, facts, submitted_at=event.submitted_at, at=timezone.now()
        )
