"""Two browser workers with doubled messages; one of them, their broker or database is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import psutil
import pytest
import sending
from celery import Celery
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now
from django.utils import timezone
from faultproxy import FaultProxy, fault_proxy
from practice_posting import Practice

from agent_service.applications.models import Application
from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.runs.models import Run
from common.celery_settings import of_broker
from common.launch.datadir import DataDirectory
from common.launch.processes import Child, until_ended, until_ready
from common.launch.valkey import Valkey

pytestmark = [
    pytest.mark.browser,
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
]
#: Held until the harm is done: a request of the form, the form itself, the outcome's row.
MOMENTS = {
    "read": b"GET /jobs/",
    "sent": b"POST /jobs/",
    "known": b'UPDATE "applications_attempt"',
}
HARMS = ("worker", "broker", "database", "broker-reset", "broker-silent")
CASES = [(moment, harm) for moment in MOMENTS for harm in HARMS]
SHORT = [("sent", "broker"), ("known", "database")]
_PATIENCE = 300.0  # seconds until everything is settled, on a busy machine
_LONG = 40.0  # seconds after which a lease is taken to be left behind
_COPIES = 3  # of each message


@dataclass
class Scene:
    """An approved application, those who take its messages, and what can be done to them."""

    application: Application
    employer: FaultProxy
    database: FaultProxy
    broker: FaultProxy
    valkey: Child
    bell: Celery
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    held_since: dict[int, float] = field(default_factory=dict)  # by the number of the lease

    def held_at(self, moment: str) -> FaultProxy:
        """Hold what goes at the moment, and return the link on which it does."""
        link = self.database if moment == "known" else self.employer
        link.when(MOMENTS[moment], do="hold")
        return link

    def ring(self) -> None:
        """Send the message that wakes the run, more than once."""
        for _ in range(_COPIES):
            self.bell.send_task(
                "agent_service.advance_in_browser",
                kwargs={"run_id": str(self.application.run_id)},
                queue=settings.BROWSER_QUEUE,
                ignore_result=True,
            )

    def harm(self, what: str) -> None:
        """Kill, or break the link to, what is named; what is killed is started again."""
        acts: dict[str, Callable[[], None]] = {
            "worker": self.kill_worker,
            "broker": self.kill_broker,
            "database": kill_database,
            "broker-reset": self.broker.cut,
            "broker-silent": self.broker.silence,
        }
        acts[what]()

    def kill_worker(self) -> None:
        """Kill the worker that has the run, with all it started."""
        owner = Run.objects.values_list("lease_owner", flat=True).get(id=self.application.run_id)
        group = os.getpgid(int(owner.split(":")[1]))
        assert group in {one.pid for one in self.workers}
        os.killpg(group, signal.SIGKILL)

    def kill_broker(self) -> None:
        """Kill Valkey and start it again with what its file holds."""
        self.valkey.signal_group(signal.SIGKILL)
        while self.valkey.ready:
            self.valkey.tick(time.monotonic())
        until_ready([self.valkey], pause=time.sleep)

    def settled(self) -> bool:
        """Return whether no machine has anything left to do in the browser."""
        self.application.refresh_from_db()
        run = Run.objects.get(id=self.application.run_id)
        known = self.application.state in ("submitted", "outcome_unknown")
        return known and (run.state == "needs_person" or run.step == "track")

    def recover(self) -> None:
        """Ring as the sweep does until everything is settled; a dead worker has no lease.

        A living one keeps its lease for so long as it may need on a busy machine.
        """
        until, mine = time.monotonic() + _PATIENCE, Run.objects.filter(id=self.application.run_id)
        time.sleep(3)  # whoever lives may end what it does
        while not self.settled():
            assert time.monotonic() < until, (self.application.state, mine.values().get())
            mine.filter(state="waiting").update(due_at=timezone.now())
            self.expire_what_is_left_behind(mine.get())
            with suppress(Exception):  # the broker may be on its way up
                self.ring()
            time.sleep(3)

    def expire_what_is_left_behind(self, run: Run) -> None:
        """End the lease of a worker that is dead, or that nobody released for long."""
        since = self.held_since.setdefault(run.fencing, time.monotonic())
        if run.lease_expires_at is None:
            return
        holder = int(run.lease_owner.split(":")[1])
        if not psutil.pid_exists(holder) or time.monotonic() > since + _LONG:
            Run.objects.filter(id=run.id, fencing=run.fencing).update(lease_expires_at=Now())


def kill_database() -> None:
    """Kill a process of Postgres: all connections end, and it recovers from its log."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' LIMIT 1"
        )
        os.kill(cursor.fetchone()[0], signal.SIGKILL)
    until = time.monotonic() + 60
    while answers():  # it may take connections until it has seen that one of its own is dead
        assert time.monotonic() < until
        time.sleep(0.05)
    while not answers():
        connection.close()
        assert time.monotonic() < until
        time.sleep(0.2)


def answers() -> bool:
    """Return whether the database answers over the connection that is open."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return False
    return True


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[tuple[Child, Valkey]]:
    """Run a broker of the test's own, which keeps what it holds in a file."""
    data = DataDirectory(tmp_path / "broker")
    server = Valkey(data)
    child = Child(server.recipe(), lambda part, line: None)
    child.start(time.monotonic())
    until_ready([child], pause=time.sleep)
    yield child, server
    child.request_stop(time.monotonic())
    until_ended([child], pause=time.sleep)
    data.close()


@pytest.fixture
def scene(
    practice: Practice, session: Session, person: Candidate, job: JobContext, user_id: UUID,
    valkey: tuple[Child, Valkey], tmp_path: Path,
) -> Iterator[Scene]:  # fmt: skip
    with connection.cursor() as cursor:  # as in production: what is committed outlives a kill
        cursor.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" SET '
                       "synchronous_commit = on")  # fmt: skip
    child, server = valkey
    at, below = urlsplit(practice.url), int(connection.settings_dict["PORT"])
    with ExitStack() as stack:
        near, database, broker = (
            stack.enter_context(fault_proxy(port)) for port in (at.port or 0, below, server.port)
        )
        draft = sending.approve(
            session, person, job, user_id, f"http://127.0.0.1:{near.port}{at.path}"
        )
        url = server.broker_url
        bell = stack.enter_context(Celery(broker=url, set_as_current=False))
        bell.config_from_object(of_broker(url), namespace="CELERY")
        told = sending.environment(practice, near.port, database=database.port)
        told["BROKER_URL"] = url.replace(f":{server.port}/", f":{broker.port}/")
        workers = [stack.enter_context(worker(told, tmp_path / name)) for name in "ab"]
        yield Scene(draft, near, database, broker, child, bell, workers)


@contextmanager
def worker(told: dict[str, str], room: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker of the browser's queue, as the supervisor starts it, until it is ready."""
    room.mkdir()
    options = (
        f"-P prefork -c 1 -Q {settings.BROWSER_QUEUE} -n {room.name}@%h"
        " --without-gossip --without-mingle --loglevel WARNING"
    )
    command = [sys.executable, "-m", "celery", "-A", "agent_service.celery", "worker"]
    process = subprocess.Popen(
        [*command, *options.split()],
        env={**told, "READY_FILE": str(room / "ready")},
        cwd=room,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 60
        while not (room / "ready").exists():
            assert time.monotonic() < until, "the worker did not start"
            time.sleep(0.1)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(("moment", "what"), SHORT if "SHORT" in os.environ else CASES)
def test_a_kill_around_the_click_sends_one_application_at_most(
    scene: Scene, practice: Practice, moment: str, what: str
) -> None:
    link = scene.held_at(moment)
    scene.ring()
    assert link.fired.wait(90), f"nobody came to {moment}"
    scene.harm(what)
    link.release()
    scene.recover()
    state, posts = scene.application.state, practice.posts()
    assert posts <= 1
    assert (moment, state, posts) in {
        ("read", "submitted", 1),
        ("sent", "submitted", 1),
        ("sent", "outcome_unknown", posts),
        ("known", "submitted", 1),
        ("known", "outcome_unknown", 1),
    }
    scene.ring()  # and once more, now that all is known
    time.sleep(2)
    assert (scene.settled(), practice.posts()) == (True, posts)
    assert scene.application.attempts.count() == 1
