"""What the chaos of messages does inside of the services, and what it reads there."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7


def person(number: int) -> UUID:
    """Return the id of one of the people."""
    return uuid5(NAMESPACE_URL, f"person {number}")


def measure(what: str, count: str) -> Any:
    """Do what is named with so many people."""
    return {"join": join, "apply": apply, "look": look}[what](int(count))


def join(count: int) -> int:
    """Make people reachable at any hour, in notification_service."""
    from notification_service.contacts.models import Contact
    from notification_service.preferences.models import Habits

    now, people = timezone.now(), [person(number) for number in range(count)]
    Contact._default_manager.bulk_create(
        Contact(
            user_id=one,
            version=1,
            email=f"{one}@example.org",
            email_verified=True,
            fetched_at=now,
        )
        for one in people
    )
    Habits._default_manager.bulk_create(
        Habits(user_id=one, quiet_from=None, quiet_to=None, updated_at=now) for one in people
    )
    return count


def apply(count: int) -> int:
    """Announce a submitted application of each, in agent_service."""
    from common.contracts.agent import ApplicationSubmitted
    from common.outbox.models import OutboxEvent

    now = timezone.now() - timedelta(seconds=1)
    with transaction.atomic():
        OutboxEvent.objects.bulk_create(
            OutboxEvent(
                id=uuid7(),
                name=ApplicationSubmitted.name,
                audience=list(ApplicationSubmitted.audience),
                user_id=person(number),
                subject_id=person(number),
                payload=ApplicationSubmitted(
                    application_id=person(number), run_id=person(number), submitted_at=now
                ).model_dump(mode="json"),
                occurred_at=now,
                next_attempt_at=now,
            )
            for number in range(count)
        )
    return count


def look(count: int) -> dict[str, Any]:
    """Return what became of everything, in notification_service."""
    from django.db.models import Count

    from common.outbox.models import InboxEvent
    from notification_service.delivery.models import Delivery
    from notification_service.inbox.models import Message

    mails = Delivery.objects.filter(channel="email")
    states = mails.values_list("state", "reason").annotate(n=Count("id")).order_by("state")
    return {
        "handled": InboxEvent.objects.filter(handled_at__isnull=False).count(),
        "parked": InboxEvent.objects.filter(parked_at__isnull=False).count(),
        "people": Message.objects.values("user_id").distinct().count(),
        "messages": Message.objects.count(),
        "states": {f"{state} {reason}".strip(): n for state, reason, n in states},
        "mails": sorted(str(one) for one in mails.values_list("id", flat=True)),
    }
