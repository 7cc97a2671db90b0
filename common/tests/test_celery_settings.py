"""Every service declares the queues of its peers as the peers do."""

from typing import Any

import pytest
from celery import Celery

from common.celery_settings import of_broker


def app_of(service: str, url: str) -> Celery:
    """Return the Celery app of a service at the broker."""
    app = Celery(service, broker=url, set_as_current=False)
    settings: dict[str, Any] = {"CELERY_TASK_DEFAULT_QUEUE": service, **of_broker(url)}
    app.config_from_object(settings, namespace="CELERY")
    return app


def declared(app: Celery, queue: str) -> tuple[Any, ...]:
    """Return what the broker is told of a queue; another telling of it is refused."""
    found = app.amqp.queues[queue]
    return (found.exchange.name, found.exchange.type, found.routing_key, found.queue_arguments)


@pytest.mark.parametrize("url", ["amqp://127.0.0.1//", "redis://127.0.0.1/0"])
def test_sender_and_receiver_say_the_same_of_a_queue(url: str) -> None:
    sender, receiver = app_of("user_service", url), app_of("ats_service", url)
    assert declared(sender, "ats_service") == declared(receiver, "ats_service")


def test_queues_at_rabbitmq_survive_the_loss_of_a_node() -> None:
    app = app_of("agent_service", "amqp://127.0.0.1//")
    kinds = [declared(app, name)[3] for name in ("agent_service", "agent_service.browser")]
    assert kinds == [{"x-queue-type": "quorum"}] * 2
