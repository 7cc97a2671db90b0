"""Every kind of message about what really causes it, as tests and pictures show it."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events import EVENTS, NOON, STAFF_EVENTS

from common.contracts import agent
from notification_service.channels import Step
from notification_service.messages import rendering
from notification_service.messages.kinds import KINDS
from notification_service.messages.languages import words_of

CAUSES = {type(event): event for event in (*EVENTS, *STAFF_EVENTS)}
#: What this service itself gives to kinds that no event causes.
OWN: dict[str, dict[str, Any]] = {
    "follow_up_due": CAUSES[agent.ApplicationSubmitted].model_dump(mode="json"),
    "interview_tomorrow": {
        "starts_at": (NOON + timedelta(days=1)).isoformat(),
        "employer": "Crumb & Sons",
        "place": "Baker Street 1",
    },
    "interview_planned": {
        "starts_at": (NOON + timedelta(days=1)).isoformat(),
        "employer": "Crumb & Sons",
        "place": "Baker Street 1",
        "change": "moved",
    },
    "weekly_report": {
        **{"submitted": 3, "approvals": 1, "matches": 2, "unknown": 1, "failed": 2},
        **{"from_day": "2026-02-23", "to_day": "2026-03-01"},
    },
    "channel_paused": {"channel": "Slack", "reason": "410 gone"},
    "test_message": {"label": "Slack"},
    "webhook_disabled": {"host": "hooks.example.org"},
}


def facts_of(kind: str) -> dict[str, Any]:
    """Return what a real cause of the kind gives its templates."""
    cause = KINDS[kind].event
    facts = OWN[kind] if cause is None else CAUSES[cause].model_dump(mode="json")
    facts |= {"event_id": "e", "occasion": "o", "occurred_at": NOON.isoformat()}
    return {**facts, "name": "Ada", "count": 1, "group": [dict(facts)]}


def shown(kind: str, language: str, **more: Any) -> rendering.Rendered:
    """Return a kind as a mail of that language."""
    return rendering.render(
        kind,
        {**facts_of(kind), **more},
        url="http://x.test/open/",
        language=language,
        zone=ZoneInfo("Europe/Berlin"),
        unsubscribe_url="http://x.test/u",
        steps=[Step("approve", words_of(language)["approve"], "http://x.test/yes/")],
    )
