"""What the tests of notification_service share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoDbBlocker
from uuid_utils.compat import uuid7

from common.events import Envelope, Message

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def envelope(
    message: Message, user_id: UUID, *, at: datetime = NOON, version: int = 0
) -> Envelope:
    """Return the event as it travels."""
    return Envelope(
        id=uuid7(),
        name=message.name,
        occurred_at=at,
        user_id=user_id,
        subject_id=uuid4(),
        subject_version=version,
        payload=message.model_dump(mode="json"),
    )


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin every test a second after noon of the same Monday: nobody sleeps, nothing is late.

    The stream's process has a clock of its own, and those who test it go by that.
    """
    from django.utils import timezone

    if "stream" in request.path.name:
        return
    began = monotonic() - 1
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(seconds=monotonic() - began))


@pytest.fixture(autouse=True)
def _peers_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin every test without knowing whether agent_service answers."""
    from notification_service.messages import minting

    monkeypatch.setitem(minting._away, "until", 0.0)


@pytest.fixture
def hear(user_id: UUID) -> Callable[..., Envelope]:
    """Return what lets this service hear an event as a worker would."""
    from common.outbox import actions

    def receive(message: Message, *, of: UUID = user_id, **about: Any) -> Envelope:
        heard = envelope(message, of, **about)
        assert actions.receive(heard), "the handler failed"
        return heard

    return receive


@pytest.fixture
def contact(user_id: UUID, db: None) -> Any:
    """Return the reachable contact of the test's person, who never sleeps."""
    from notification_service.contacts.models import Contact
    from notification_service.preferences.models import Habits

    Habits.objects.create(user_id=user_id, quiet_from=None, quiet_to=None, updated_at=NOON)
    return Contact.objects.create(
        user_id=user_id,
        version=1,
        email="ada@example.org",
        email_verified=True,
        name="Ada Lovelace",
        zone="Europe/Berlin",
        language="en",
        fetched_at=NOON,
    )


def sweep(at: datetime | None = None) -> int:
    """Send whatever is due at a moment, now by default; return how many were tried."""
    from django.utils import timezone

    from notification_service.delivery import actions

    moment = at or timezone.now() + timedelta(milliseconds=1)
    return sum(iter(lambda: actions.deliver_next(at=moment), 0))


Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def statements() -> Statements:
    """Return what collects the SQL of a block, without the savepoints that the test adds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def collect() -> Iterator[list[str]]:
        made: list[str] = []
        with CaptureQueriesContext(connection) as captured:
            yield made
        made += [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]

    return collect


@pytest.fixture
def outbox() -> list[Any]:
    """Return the mails that were handed over."""
    from django.core import mail

    mail.outbox.clear()
    return mail.outbox


@pytest.fixture
def sink(settings: Any) -> Iterator[Any]:
    """Return a server that the mail settings point to."""
    from mailserver import Loopback, Sink

    found = Sink()
    controller = Loopback(found, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield found
    controller.stop()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Any]:
    """Return a receiver of HTTP that the operator admits."""
    from receivers import receiving

    with receiving() as found:
        settings.OPERATOR_ALLOWED_HOSTS = [found.host]
        yield found


@pytest.fixture(scope="session")
def origin(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> Iterator[str]:
    """Return where one stream process for all tests listens."""
    from streams import serving

    log: Path = tmp_path_factory.mktemp("stream") / "log"
    with django_db_blocker.unblock(), serving(log) as found:
        yield found


@pytest.fixture
def read(origin: str, api: Any) -> Iterator[Callable[..., Any]]:
    """Return what opens a stream, of the test's person by default."""
    from streams import Reader, ticket_of

    readers: list[Reader] = []

    def open_stream(client: Any = api, **query: Any) -> Reader:
        readers.append(Reader(origin, ticket_of(client), **query))
        return readers[-1]

    yield open_stream
    for reader in readers:
        with reader:
            pass
