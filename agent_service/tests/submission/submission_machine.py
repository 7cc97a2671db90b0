"""A person, two addresses of one job, workers that die, and an employer that counts.

``Submissions`` does anything in any order; its invariants say what may never be.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar
from uuid import uuid4

from clicker import MODES, Clicker, Employer, Mode
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
from makers import manifest, opening, run, stand_still

from agent_service.applications import actions, outcomes
from agent_service.applications.models import Application, Attempt
from agent_service.forms.manifest import Manifest, Value
from agent_service.runs import actions as runs
from agent_service.runs import engine
from agent_service.runs.models import Run
from agent_service.steps import IN_BROWSER
from common import leases
from common.contracts.agent import ApplicationState, RunState
from common.errors import ServiceError

#: Addresses of one job: on one board under two, which are known for one, and on another.
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
    late: ClassVar[list[Attempt]]  # begun by a worker that had lost its run

    @initialize(boards=st.permutations(BOARDS), allowed=st.booleans())
    def meet(self, boards: list[str], allowed: bool) -> None:
        """Approve the job under two addresses before anybody knows that it is one.

        Where the person ``allowed`` two applications there, only the keys of the board stand
        between them.
        """
        boards = list(BOARDS) if allowed else boards
        self.user, number, self.allowed = uuid4(), uuid4().int % 10_000 + 10_000, allowed
        self.rejected: list[Application] = []
        self.late.clear()
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
        draft = actions.begin(found.id, found.opening, at=timezone.now(), allowed=self.allowed)
        shown = manifest(url=f"{self.employer.origin}{self.path}")
        actions.keep_manifest(draft, shown, questions=[], screenshot=b"", at=timezone.now())
        stand_still(found, "approval-needed", step="approve")
        return draft

    @rule(at=st.integers(0, 1))
    def approve_again(self, at: int) -> None:
        """The person approves once more."""
        self.approve(at)

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
        meanwhile=st.sampled_from(
            ("", "again", "stolen", "taken", "other", "rejected", "changed")
        ),
        when=st.sampled_from(("refilled", "clicked")),
    )
    def work(self, at: int, mode: Mode, meanwhile: str, when: str) -> None:
        """A worker takes the run; others may do anything in the middle."""
        acts = {
            "again": self.ring,
            "stolen": self.steal,
            "taken": self.take,
            "other": self.ring_other,
            "rejected": self.reject,
            "changed": self.change,
        }
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
        for _ in range(3):
            due = Run.objects.due(timezone.now()).filter(leases.free(), id=run_id)
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

    def take(self, at: int) -> None:
        """Another worker has just claimed the run of one that was frozen for too long."""
        Run.objects.filter(id=self.applications[at].run_id).update(
            lease_owner=f"other:{uuid4()}", fencing=F("fencing") + 1,
            lease_expires_at=Now() + timedelta(seconds=60),
        )  # fmt: skip

    def reject(self, at: int) -> None:
        """The person decides not to apply, at the last moment."""
        with suppress(ServiceError):
            actions.reject(self.applications[at].id, self.user, at=timezone.now())
            self.rejected.append(self.applications[at])

    def change(self, at: int) -> None:
        """The person writes another answer and approves that, at the last moment."""
        found = self.applications[at]
        found.refresh_from_db()
        with suppress(ServiceError):
            now: dict[str, Value] = {"city": f"Paris {uuid4()}"}
            digest = found.manifest.digest if found.manifest else ""
            actions.edit(found.id, self.user, digest=digest, answers=now, at=timezone.now())
            self.approve(at)

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

    @invariant()
    def nobody_sends_who_may_not(self) -> None:
        """Only what is approved is sent, and only by the worker that has the run."""
        assert not Attempt.objects.filter(application__in=self.rejected).exists()
        assert not self.late
        approved = Attempt.objects.filter(user_id=self.user).values_list("digest", flat=True)
        assert set(self.clicker.digests[self.before :]) <= set(approved)

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
