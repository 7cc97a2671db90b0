"""How fast a worker's relay drains, and what a relay costs while nothing happens."""

import time
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from celery import current_app
from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from common.outbox.models import OutboxEvent
from common.outbox.relay import Relay

COUNT, IDLE_SECONDS = 3000, 15.0
_SINK = "bench_sink"  # a queue that nobody takes from


def measure() -> dict[str, float]:
    """Return events a second of the real worker's relay, and the CPU share of an idle one."""
    rates = sorted(_drain() for _ in range(3))
    return {"rate": rates[1], "idle": _idle()}


def _drain() -> float:
    now = timezone.now()
    rows = [
        OutboxEvent(
            id=uuid7(),
            name="bench.nothing.v1",
            audience=[_SINK],
            subject_id=uuid4(),
            payload={"title": "Backend Engineer", "number": number},
            occurred_at=now,
            next_attempt_at=now,
        )
        for number in range(COUNT)
    ]
    with transaction.atomic():
        OutboxEvent.objects.bulk_create(rows)
    began = time.perf_counter()
    waiting = OutboxEvent.objects.filter(published_at=None)
    while waiting.exists():
        time.sleep(0.01)
    seconds = time.perf_counter() - began
    with current_app.connection_for_write() as connection:
        channel: Any = connection.default_channel
        channel.client.delete(_SINK)
    return COUNT / seconds


def _idle() -> float:
    """Return the share of a core that a relay of its own takes while nothing is written."""
    with patch.object(Relay, "_lock", lambda *_: True):
        relay = Relay()
        relay.start()
        time.sleep(2.0)
        began = time.process_time()
        time.sleep(IDLE_SECONDS)
        share = (time.process_time() - began) / IDLE_SECONDS
        relay.stop()
        relay.join()
    return share
