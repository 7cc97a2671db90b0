"""Whatever happens in whatever order, the employer has at most one application."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from clicker import MODES, Clicker, Employer, Mode, open_employer
from django.db import OperationalError
from django.db.models.functions import Now
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from makers import manifest, opening, run, stand_still

from agent_service import browser
from agent_service.applications import actions, outcomes, submission
from agent_service.applications.models import Application, Attempt
from agent_service.forms.manifest import Manifest
from agent_service.runs import actions as runs
from agent_service.runs import engine
from agent_service.runs.models import Run
from agent_service.steps import IN_BROWSER, submit
from common import leases
from common.contracts.agent import ApplicationState, RunState
from common.errors import ServiceError

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
#: Addresses of one job: on one board under two, and on another.
BOARDS = (
    "https://boards.greenhouse.io/acme/jobs/{}",
    "https://job-boards.greenhouse.io/acme/jobs/{}?utm_source=x",
    "https://jobs.lever.co/acme/0000{}-1111-4222-8333-444455556666",
)
POINTS = ("step:submit", "submit:before_click", "submit:after_click", "submit:after_commit")
ENDED = (RunState.FINISHED, RunState.FAILED)
_now = timezone.now


class Crash(BaseException):
    """The process is gone at this line."""


class Submissions(RuleBasedStateMachine):
    """One person, one job under two addresses, workers that die, and an employer that counts."""

    employer: ClassVar[Employer]
    clicker: ClassVar[Clicker]
    clock: ClassVar[list[timedelta]]
    armed: ClassVar[list[str]]  # what fires next: a crash point, or a lost commit or its reply

    @initialize(boards=st.permutations(BOARDS))
    def meet(self, boards: list[str]) -> None:
        """Approve the job under two addresses before anybody knows that it is one."""
        self.user, number = uuid4(), uuid4().int % 10_000 + 10_000
        self.path = f"/jobs/{uuid4()}"
        self.openings = [opening(self.user, url.format(number)) for url in boards[:2]]
        self.before = len(self.clicker.clicks)
        self.clock[0] = timedelta()
        self.applications = [self.apply(at) for at in (0, 1)]
        self.approve(0)
        self.approve_at_the_same_moment(1)

    def approve_at_the_same_moment(self, at: int) -> None:
        """Approve what a look at the other address would have refused a moment later."""
        first, row = (Application.objects.get(id=self.applications[n].id) for n in (1 - at, at))
        assert row.manifest
        row.state, row.approved_digest = first.state, row.manifest.digest
        row.approved_at, row.approval_expires_at = first.approved_at, first.approval_expires_at
        row.save()
        runs.go_on(row.run_id, at=timezone.now())

    def apply(self, at: int) -> Application:
        """Return a draft that waits for its approval."""
        found = run(self.user, self.openings[at])
        draft = actions.begin(found.id, found.opening, at=timezone.now())
        shown = manifest(url=f"{self.employer.origin}{self.path}")
        actions.keep_manifest(draft, shown, questions=[], screenshot=b"", at=timezone.now())
        stand_still(found, "approval-needed", step="approve")
        return draft

    @rule(at=st.integers(0, 1))
    def approve(self, at: int) -> None:
        """The person approves; twice, or too late, is refused."""
        application = self.applications[at]
        application.refresh_from_db()
        digest = application.manifest.digest if application.manifest else ""
        with suppress(ServiceError):
            actions.approve(application.id, self.user, digest=digest, at=timezone.now())

    @rule(
        at=st.integers(0, 1),
        mode=st.sampled_from(MODES),
        meanwhile=st.sampled_from(("", "again", "stolen", "other")),
        when=st.sampled_from(("refilled", "clicked")),
    )
    def work(self, at: int, mode: Mode, meanwhile: str, when: str) -> None:
        """A worker takes the run; others may do anything in the middle."""
        acts = {"again": self.ring, "stolen": self.steal, "other": self.ring_other}
        self.click_in_the_middle_of(at, mode, when, acts.get(meanwhile, lambda at: None))

    @rule(
        at=st.integers(0, 1),
        mode=st.sampled_from(MODES),
        point=st.sampled_from((*POINTS, "refilled", "clicked", "commit", "reply")),
    )
    def die(self, at: int, mode: Mode, point: str) -> None:
        """A worker takes the run and dies, or loses the database."""

        def crash(_at: int) -> None:
            raise Crash

        self.armed[0] = point
        nothing = point not in ("refilled", "clicked")
        when = "clicked" if nothing else point
        self.click_in_the_middle_of(at, mode, when, (lambda at: None) if nothing else crash)

    def click_in_the_middle_of(
        self, at: int, mode: Mode, when: str, act: Callable[[int], None]
    ) -> None:
        """Let a worker take the run, and ``act`` once the form is filled, or was clicked."""
        self.employer.modes[self.path] = mode

        def middle(_manifest: Manifest) -> None:
            self.clicker.on_refilled = self.clicker.on_clicked = lambda manifest: None
            act(at)

        setattr(self.clicker, f"on_{when}", middle)
        self.advance(at)
        self.clicker.on_refilled = self.clicker.on_clicked = lambda manifest: None
        self.armed[0] = ""

    def advance(self, at: int) -> None:
        """Take the run as far as it goes in both kinds of worker; a dead one keeps its lease."""
        run_id = self.applications[at].run_id
        due = Run.objects.due(timezone.now()).filter(leases.free(), id=run_id)
        for _ in range(3):
            if (step := due.values_list("step", flat=True).first()) is None:
                return
            try:
                engine.advance(run_id, in_browser=step in IN_BROWSER)
            except Crash:
                Run.objects.filter(id=run_id).update(
                    lease_owner=f"dead:{uuid4()}", lease_expires_at=Now() + timedelta(seconds=60)
                )
                return

    def ring(self, at: int) -> None:
        """The message comes again, to another worker, while the first is at it."""
        self.advance(at)

    def steal(self, at: int) -> None:
        """The first worker is frozen for so long that another takes the run over."""
        self.expire(at)
        self.ring(at)

    def ring_other(self, at: int) -> None:
        """The job's other address is worked on at the same moment."""
        self.advance(1 - at)

    @rule(at=st.integers(0, 1))
    def duplicate(self, at: int) -> None:
        """The message comes three times."""
        for _ in range(3):
            self.advance(at)

    @rule(at=st.integers(0, 1))
    def expire(self, at: int) -> None:
        """A lease runs out."""
        rows = Run.objects.filter(id=self.applications[at].run_id).exclude(lease_expires_at=None)
        rows.update(lease_expires_at=Now() - timedelta(seconds=1))

    @rule(hours=st.sampled_from((-2, -1, 1, 2, 30)))
    def jump(self, hours: int) -> None:
        """The worker's clock jumps."""
        self.clock[0] += timedelta(hours=hours)

    @rule()
    def sweep(self) -> None:
        """Everything restarts: the sweep rings for what is due and free."""
        free = {found.id for found in engine.due(timezone.now())}
        for at, application in enumerate(self.applications):
            if application.run_id in free:
                self.advance(at)

    @rule(at=st.integers(0, 1), again=st.booleans())
    def settle(self, at: int, again: bool) -> None:
        """The person asks the employer and says how it ended."""
        arrived = self.employer.kept[self.path] > 0
        with suppress(ServiceError):
            outcomes.settle(self.applications[at], arrived=arrived, again=again, at=timezone.now())

    @rule(at=st.integers(0, 1))
    def start_over(self, at: int) -> None:
        """The person applies again where a run has ended."""
        if Run.objects.filter(id=self.applications[at].run_id, state__in=ENDED).exists():
            self.applications[at] = self.apply(at)

    @invariant()
    def at_most_one(self) -> None:
        """The employer has one application, or none."""
        assert self.employer.kept[self.path] <= 1

    @invariant()
    def no_doubt_is_clicked_away(self) -> None:
        """What may have arrived stands alone, and nobody clicked without writing it down."""
        attempts = Attempt.objects.filter(user_id=self.user)
        assert attempts.exclude(state="refused").count() <= 1
        assert len(self.clicker.clicks) - self.before <= attempts.count()

    def teardown(self) -> None:
        """Everything heals: nothing hangs, and what is said is true."""
        self.employer.modes[self.path] = "ok"
        self.armed[0] = ""
        self.clock[0] += timedelta(days=2)
        mine = Run.objects.filter(id__in=[one.run_id for one in self.applications])
        for _ in range(7):
            mine.exclude(lease_expires_at=None).update(lease_expires_at=Now())
            for at in range(len(self.applications)):
                self.advance(at)
            self.clock[0] += timedelta(minutes=20)
            if not mine.filter(state__in=[RunState.RUNNING, RunState.WAITING]).exists():
                break
        self.at_most_one()
        for application in self.applications:
            application.refresh_from_db()
            state = Run.objects.values_list("state", flat=True).get(id=application.run_id)
            assert state in (*ENDED, RunState.NEEDS_PERSON), state
            assert application.state != ApplicationState.SUBMITTING
        states = list(Application.objects.of(self.user).values_list("state", flat=True))
        assert states.count("submitted") <= self.employer.kept[self.path]
        if self.employer.kept[self.path]:
            assert {"submitted", "outcome_unknown"} & set(states)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the clicker in the browser's place and crashes at the crash points."""
    armed, clock = [""], [timedelta()]
    begin = submission.begin

    def crashpoint(name: str) -> None:
        if armed[0] == name:
            armed[0] = ""
            raise Crash

    def shaky(*given: Any) -> Any:
        lost, armed[0] = armed[0], ""
        if lost == "commit":
            raise OperationalError("the connection broke before the commit")
        armed[0] = lost if lost in POINTS else ""
        attempt = begin(*given)
        if lost == "reply":
            raise OperationalError("the connection broke after the commit")
        return attempt

    def now() -> datetime:
        return _now() + clock[0]

    Submissions.armed, Submissions.clock = armed, clock
    Submissions.clicker = Clicker()
    monkeypatch.setattr(browser, "session", Submissions.clicker.session)
    monkeypatch.setattr(submit, "FilteringProxy", lambda **_: nullcontext(SimpleNamespace(url="")))
    monkeypatch.setattr(submit, "crashpoint", crashpoint)
    monkeypatch.setattr(engine, "crashpoint", crashpoint)
    monkeypatch.setattr(submission, "begin", shaky)
    monkeypatch.setattr(timezone, "now", now)
    monkeypatch.setattr(leases, "_beat", lambda rows, done: None)
    with open_employer() as Submissions.employer:
        yield


def test_the_employer_counts_one_at_most_and_nothing_hangs(world: None) -> None:
    short = "SHORT" in os.environ
    run_state_machine_as_test(
        Submissions,
        settings=settings(
            max_examples=40 if short else 2000,
            stateful_step_count=12,
            derandomize=short,
            database=None,
            deadline=None,
            print_blob=True,
            phases=(Phase.generate,) if short else tuple(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )
