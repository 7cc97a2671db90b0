"""How fast many people are told, beside a bare loop that sends the same mails."""

import resource
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from conftest import NOON, Statements
from django.utils import timezone
from uuid_utils.compat import uuid7

from notification_service.channels import Channel, Letter, TransportError
from notification_service.contacts.models import Contact
from notification_service.delivery import actions, bundles, lanes, sending
from notification_service.delivery.decide import decide
from notification_service.delivery.letters import letter_of
from notification_service.delivery.models import Delivery, State
from notification_service.preferences import actions as preferences
from notification_service.preferences.actions import channels
from notification_service.preferences.models import Habits, Preference

PEOPLE = 10_000
FACTS = {"step": "prepare", "code": "form-unreadable"}


class Away:
    """A mail server in a process of its own."""

    def __init__(self, how: str) -> None:
        """Start it."""
        here = Path(__file__).parent
        self.process = subprocess.Popen(
            [sys.executable, str(here / "sink_process.py"), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.port = int(self.process.stdout.readline())

    def taken(self) -> tuple[int, int]:
        """Return how many mails came since the last call, and of how many ids."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        count, ids = self.process.stdout.readline().split()
        return int(count), int(ids)


@pytest.fixture(params=["plain", "pipelining"])
def away(settings: Any, request: pytest.FixtureRequest) -> Iterator[Away]:
    """Return a server that the mail settings point to; it lets us hurry, or does not."""
    found = Away(request.param)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
    yield found
    assert found.process.stdin
    assert found.process.stdout
    found.process.stdin.close()
    found.process.wait(timeout=20)
    found.process.stdout.close()


def deliveries(count: int, *, channel: str = "email") -> list[Delivery]:
    """Insert so many people, each with one message that is due; return the messages."""
    now, people = timezone.now(), [uuid4() for _ in range(count)]
    Contact.objects.bulk_create(
        Contact(
            user_id=one,
            version=1,
            email=f"p{number}@example.org",
            email_verified=True,
            name="Ada Lovelace",
            zone="Europe/Berlin",
            language=("en", "de", "fr", "es")[number % 4],
            fetched_at=NOON,
        )
        for number, one in enumerate(people)
    )
    Habits.objects.bulk_create(
        Habits(user_id=one, quiet_from=None, quiet_to=None, updated_at=NOON) for one in people
    )
    return Delivery.objects.bulk_create(
        Delivery(
            id=uuid7(),
            user_id=one,
            kind="run_failed",
            subject=str(one),
            channel=channel,
            facts={**FACTS, "run_id": str(one), "occurred_at": NOON.isoformat()},
            occurred_at=NOON,
            created_at=now,
            next_attempt_at=now,
        )
        for one in people
    )


def bare(rows: list[Delivery], port: int, *, built: bool) -> float:
    """Return mails a second of a loop that sends the same bytes over a connection kept open.

    Args:
        rows: what the mails are about.
        port: of the server.
        built: whether the bytes are there before the clock starts.
    """
    people, email = sending.people_of(rows), channels()["email"]

    def bytes_of(row: Delivery) -> bytes:
        letter = letter_of(row, people[str(row.user_id)])
        found: bytes = email.message(letter).octets()
        return found

    made: Iterable[bytes] = [bytes_of(row) for row in rows] if built else map(bytes_of, rows)
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for content in made:
            server.sendmail("agent@localhost", ["p@example.org"], content)
    return len(rows) / (time.perf_counter() - began)


def fan_out() -> float:
    """Return the seconds that the lane needs for all that is due."""
    lane = lanes.Lane("email", width=channels()["email"].width)
    began = time.perf_counter()
    for _ in range(channels()["email"].width):
        lane.ring()
    lane.join()
    return time.perf_counter() - began


@pytest.mark.bench
@pytest.mark.django_db(transaction=True)
def test_fan_out_to_ten_thousand_beside_a_bare_loop(
    away: Away, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(lanes, "LINGER_SECONDS", 0.0)
    rows = deliveries(PEOPLE)
    some = rows[:2000]
    quick, whole = (bare(some, away.port, built=built) for built in (True, False))
    away.taken()
    before, spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    rate = PEOPLE / fan_out()
    spent = (time.process_time() - spent) / PEOPLE * 1000
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert away.taken() == (PEOPLE, PEOPLE)
    assert Delivery.objects.filter(state=State.SENT).count() == PEOPLE
    quick = (quick + bare(some, away.port, built=True)) / 2  # who else uses the machine changes
    print(  # noqa: T201
        f"\nfan-out: {rate:.0f} mails/s, {spent:.2f} ms of CPU each; a bare loop that sends "
        f"finished bytes: {quick:.0f}/s (ratio {rate / quick:.2f}, wanted 0.6); that writes and "
        f"sends the same: {whole:.0f}/s (ratio {rate / whole:.2f}); memory grew by {grown:.1f} "
        f"MB; a server that takes {request.node.callspec.id} SMTP"
    )
    assert grown < 50
    assert rate >= 0.6 * quick


class Slow(Channel):
    """A provider that takes its time."""

    label = "Slow"

    def send(self, letter: Letter) -> None:
        time.sleep(0.5)


class Dead(Channel):
    """A provider that takes a second to fail."""

    label = "Dead"

    def send(self, letter: Letter) -> None:
        time.sleep(1.0)
        raise TransportError("timed out")


def latencies(rows: list[Delivery]) -> float:
    """Return within how many seconds 95 % of some mails went out."""
    lane, began, ended = lanes.Lane("email", width=1), time.perf_counter(), list[float]()
    email = channels()["email"]
    with pytest.MonkeyPatch.context() as patch:
        write = email.message

        def note(letter: Letter) -> Any:
            ended.append(time.perf_counter() - began)
            return write(letter)

        patch.setattr(email, "message", note)
        lane.ring()
        lane.join()
    assert len(ended) == len(rows)
    return sorted(ended)[int(len(ended) * 0.95)]


@contextmanager
def beside(*names: str) -> Iterator[None]:
    """Keep lanes of channels busy for the block."""
    running = [lanes.Lane(name, width=2) for name in names]
    for name, lane in zip(names, running, strict=True):
        rows = deliveries(24, channel=name)
        Preference.objects.bulk_create(
            Preference(
                user_id=row.user_id, kind=row.kind, channel=name, enabled=True, updated_at=NOON
            )
            for row in rows
        )
        lane.ring()
    yield
    for lane in running:
        lane.stop()
    for lane in running:
        lane.join()


@pytest.mark.bench
@pytest.mark.parametrize("away", ["plain"], indirect=True)
@pytest.mark.django_db(transaction=True)
def test_a_slow_or_dead_provider_delays_no_other(
    away: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "LINGER_SECONDS", 0.0)
    known = {**channels(), "slow": Slow(), "dead": Dead()}
    for module in (sending, bundles, lanes, preferences):
        monkeypatch.setattr(module, "channels", lambda: known)
    alone, others = list[float](), list[float]()
    for _ in range(3):  # in turn, as who else uses the machine changes
        alone.append(latencies(deliveries(1000)))
        with beside("slow", "dead"):
            others.append(latencies(deliveries(1000)))
    assert Delivery.objects.filter(channel="slow", state=State.SENT).exists()
    assert Delivery.objects.filter(channel="dead", reason="transport-error").exists()
    print(  # noqa: T201
        f"\np95 of 1,000 mails: {min(alone):.2f} s; beside a slow and a dead provider: "
        f"{min(others):.2f} s (ratio {min(others) / min(alone):.2f}, wanted 1.2)"
    )
    assert min(others) <= 1.2 * min(alone)


@pytest.mark.django_db
def test_deciding_costs_three_statements_for_fifty_people(statements: Statements) -> None:
    rows = deliveries(50)
    with statements() as made:
        people = sending.people_of(rows)
        decisions = [
            decide(row, channels()["email"], people[str(row.user_id)], at=timezone.now())
            for row in rows
        ]
    assert {one.do for one in decisions} == {"send"}
    assert len(made) == 3  # choices and habits, contacts, suppressed addresses


@pytest.mark.django_db
def test_sending_a_batch_costs_a_fixed_number_of_statements(
    statements: Statements, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    costs = list[int]()
    for count in (1, 50):
        deliveries(count)
        with statements() as made:
            assert actions.deliver_next(at=timezone.now() + timedelta(seconds=1)) == count
        costs.append(len([one for one in made if "provider" not in one]))
    assert costs[0] == costs[1]
