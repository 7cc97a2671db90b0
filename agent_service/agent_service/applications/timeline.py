"""The timeline of an application: a sentence for every decision, and the events that tell it."""

from datetime import datetime

from agent_service.applications.models import Application, TimelineEntry
from common.events import Message
from common.outbox.actions import emit


def note(application: Application, code: str, sentence: str, *, at: datetime) -> None:
    """Add a sentence to the timeline."""
    TimelineEntry.objects.create(
        user_id=application.user_id, application=application, code=code, sentence=sentence, at=at
    )


def tell(application: Application, message: Message) -> None:
    """Emit an event about the application, in the caller's transaction."""
    emit(message, user_id=application.user_id, subject_id=application.id)
