"""Two thousand messages while parts are killed, and while the broker forgets what it holds."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import processes
import pytest
import suite
from person import wait_for
from rabbit import Rabbit
from redis import Redis
from suite import Suite, free_port

pytestmark = pytest.mark.chaos
whole_run = pytest.mark.skipif("SHORT" in os.environ, reason="SHORT leaves these to the whole run")
HERE = Path(__file__).parent
SHORT = "SHORT" in os.environ
PEOPLE = 500 if SHORT else 2_000
#: What a killed worker held is fetched from its publisher after two to three minutes.
KILLS, PATIENCE = 6 if SHORT else 14, 900.0
SEED = os.environ.get("SEED") or str(random.SystemRandom().randrange(10**6))
_INSIDE = (
    f"import sys; sys.path.insert(0, {str(HERE)!r}); import django; django.setup(); "
    "import json, in_messages; print(); "
)
VICTIMS = ("notification_service.worker", "agent_service.worker", "postgres", "valkey")


class Sink:
    """A mail server that is killed and comes back at the same place."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self.port, self.file = free_port(), folder / "ids"
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(HERE / "mail_sink.py"), str(self.port), str(self.file)]
        return subprocess.Popen(command)

    def kill(self) -> None:
        """Kill it; it stays away for a moment."""
        self.process.kill()
        self.process.wait()
        time.sleep(2.0)
        self.process = self._start()

    def ids(self) -> Counter[str]:
        """Return how often each Message-ID came."""
        return Counter(self.file.read_text().split() if self.file.exists() else [])


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    found = Sink(tmp_path)
    yield found
    found.process.kill()
    found.process.wait()


@pytest.fixture
def running(sink: Sink) -> Iterator[Suite]:
    mail = {"MAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with suite.running(print, variables=mail) as found:
        yield found


@pytest.fixture
def over_rabbitmq(sink: Sink, rabbit: Rabbit) -> Iterator[Suite]:
    mail = {"MAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with suite.running(print, variables={**mail, "BROKER_URL": rabbit.url}) as found:
        yield found


def inside(running: Suite, service: str, what: str) -> Any:
    """Do or read something as a service would; again while its database is away."""
    environment = {
        **os.environ,
        "DATA_DIR": str(running.data),
        "DJANGO_SETTINGS_MODULE": f"{service}.settings",
        "LOG_LEVEL": "ERROR",
    }
    code = f"{_INSIDE}print(json.dumps(in_messages.measure({what!r}, '{PEOPLE}')))"
    for attempt in range(20):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1])
        time.sleep(1.0 + attempt)
    raise AssertionError(done.stderr[-2000:])


def test_no_message_is_lost_and_none_comes_twice_in_the_app(running: Suite, sink: Sink) -> None:
    _judge(running, sink, {})


@whole_run
def test_nor_with_rabbitmq_between_the_services(
    over_rabbitmq: Suite, sink: Sink, rabbit: Rabbit
) -> None:
    _judge(over_rabbitmq, sink, {"rabbitmq": rabbit.kill})


def _judge(running: Suite, sink: Sink, kill: dict[str, Callable[[], None]]) -> None:
    """Kill parts while everybody gets a message; ``kill`` are those the suite does not start."""
    dice = random.Random(SEED)
    print(f"SEED={SEED}")  # noqa: T201
    inside(running, "notification_service", "join")
    inside(running, "agent_service", "apply")
    kill = {"sink": sink.kill, **kill}
    for _ in range(KILLS):
        time.sleep(dice.uniform(1.0, 6.0))
        victim = dice.choice((*VICTIMS, *kill))
        if victim in kill:
            kill[victim]()
        else:
            processes.kill(processes.of(victim, running.data)[:1])
        print(f"killed {victim}; {sum(sink.ids().values())} mails so far")  # noqa: T201
    found = _settled(running)
    assert (found["people"], found["messages"]) == (PEOPLE, PEOPLE), "in the app, exactly once"
    assert found["states"] == {"sent sent": PEOPLE}
    came = sink.ids()
    assert set(came) == set(found["mails"]), "each mail came, and nothing else did"
    repeats = sum(came.values()) - PEOPLE
    print(f"{repeats} repeats, each under the Message-ID of the first")  # noqa: T201


@whole_run
def test_what_the_broker_forgets_is_fetched_from_its_publisher(running: Suite, sink: Sink) -> None:
    inside(running, "notification_service", "join")
    inside(running, "agent_service", "apply")
    with Redis.from_url(running.variable("agent_service", "BROKER_URL")) as broker:
        wait_for(
            lambda: broker.llen("notification_service") > PEOPLE // 4, "messages on their way"
        )
        forgotten = broker.llen("notification_service")
        broker.flushall()
    print(f"the broker forgot {forgotten} of {PEOPLE} messages")  # noqa: T201
    found = _settled(running)
    assert (found["people"], found["messages"]) == (PEOPLE, PEOPLE), "in the app, exactly once"
    assert found["states"] == {"sent sent": PEOPLE}
    assert sink.ids() == Counter(found["mails"]), "each mail came once"


def _settled(running: Suite) -> dict[str, Any]:
    """Return what became of everything once nothing waits any more."""
    ends = time.monotonic() + PATIENCE
    while True:
        found: dict[str, Any] = inside(running, "notification_service", "look")
        shown = {name: value for name, value in found.items() if name != "mails"}
        print(shown)  # noqa: T201
        waiting = [state for state in found["states"] if state.startswith("pending")]
        if (found["messages"] >= PEOPLE and not waiting) or time.monotonic() > ends:
            return found
        time.sleep(10.0)
