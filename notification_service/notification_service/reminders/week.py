"""What happened in a person's week, counted from what they were told."""

from datetime import date, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Count

from notification_service.contacts.zones import due_of
from notification_service.delivery.models import Delivery
from notification_service.messages.kinds import IN_APP

_COUNTED = {
    "application_submitted": "submitted",
    "approval_needed": "approvals",
    "match_found": "matches",
    "outcome_unknown": "unknown",
    "run_failed": "failed",
}


def week_before(user_id: UUID, day: date, zone: tzinfo) -> dict[str, Any]:
    """Return how often what happened in the seven days before a day; {} where nothing did.

    Every delivery counts once, whatever the person wanted to hear of it.
    """
    first = day - timedelta(days=7)
    rows = Delivery.objects.of(user_id).filter(
        kind__in=list(_COUNTED),
        channel=IN_APP,
        occurred_at__gte=due_of(first, time(0), zone),
        occurred_at__lt=due_of(day, time(0), zone),
    )
    counted = rows.values("kind").annotate(number=Count("id")).order_by("kind")
    numbers = {_COUNTED[row["kind"]]: row["number"] for row in counted}
    if not numbers:
        return {}
    last = day - timedelta(days=1)
    return {
        **dict.fromkeys(_COUNTED.values(), 0),
        **numbers,
        "from_day": first.isoformat(),
        "to_day": last.isoformat(),
    }
