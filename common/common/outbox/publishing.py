"""Hands messages to the broker: bounded in time, and over a link that works.

A link that broke is made anew once. A broker that takes a message and never confirms it (a
quorum queue without a leader) is not waited for longer than the caller can afford; nor is the
broken link closed in due form, since that waits for the same broker.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app
from kombu import Producer

from common.celery_settings import CONFIRM_SECONDS


@contextmanager
def producing() -> Iterator[Any]:
    """Yield a ``kombu.Producer`` of the pool; its link is cut off where the block fails."""
    with current_app.producer_or_acquire() as producer:
        try:
            yield producer
        except BaseException:
            producer.connection.collect()
            raise


def send(
    task: str,
    kwargs: dict[str, Any],
    *,
    producer: Producer,
    queue: str | None = None,
    **options: Any,
) -> None:
    """Send one message; repeated once over a new link where the old one is broken.

    Args:
        task: whom it is for.
        kwargs: what it says: ids.
        producer: as :func:`producing` yields it.
        queue: where it goes; the service's own where none is named.
        options: of Celery's ``send_task``.

    Raises:
        Exception: whatever the transport raises; the message may have arrived all the same.
    """
    current_app.send_task(
        task,
        kwargs=kwargs,
        queue=queue,
        producer=producer,
        confirm_timeout=CONFIRM_SECONDS,
        ignore_result=True,
        **options,
    )
