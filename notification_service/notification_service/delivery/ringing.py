"""Has somebody look at what waits, after the commit.

A worker has its own lanes look: no message travels for that. Everybody else asks the workers. A
ring that is lost costs half a minute, as the tick looks anyway.
"""

from collections.abc import Callable
from functools import partial

from celery.signals import worker_shutdown
from django.db import transaction

from common.outbox.actions import enqueue
from notification_service.delivery.models import Delivery

DELIVER = "notification_service.deliver"
Ring = Callable[[str], None]
_own: list[Ring] = []


def ring_here(own: Ring) -> None:
    """Have this process look by itself from now on; a worker says so when it starts."""
    _own[:] = [own]


@worker_shutdown.connect
def ring_elsewhere(**_: object) -> None:
    """Ask the workers again."""
    _own.clear()


def ring(*rows: Delivery) -> None:
    """Have the channels of some deliveries looked at, each once."""
    for channel, row in {row.channel: row for row in rows}.items():
        if _own:
            transaction.on_commit(partial(_own[0], channel))
        else:
            enqueue(DELIVER, delivery_id=str(row.id), channel=channel)
