"""Each guard of the submission, broken alone, is found out by what the machine does and checks."""

import inspect
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest
from submission_machine import BOARDS, Submissions
from submission_world import open_world

from agent_service.applications import policy, submission
from agent_service.steps import submit

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
Event = tuple[str, dict[str, Any]]
BOTH_BOARDS = (BOARDS[0], BOARDS[2])


def works(at: int, mode: str = "ok", meanwhile: str = "", when: str = "refilled") -> Event:
    return "work", {"at": at, "mode": mode, "meanwhile": meanwhile, "when": when}


DIES: tuple[Event, ...] = (
    ("die", {"at": 0, "mode": "ok", "point": "submit:after_click"}),
    ("expire", {"at": 0}),
)


AGAIN: Event = ("start_over", {"at": 0})


@dataclass(frozen=True)
class Breach:
    """A line of a guard, what stands there once it is broken, and what happens then."""

    module: Any
    function: str
    line: str
    broken: str
    events: tuple[Event, ...]
    boards: tuple[str, ...] = BOTH_BOARDS
    allowed: bool = False  # the person allowed two applications at this employer

    def open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put the broken line in the place of the one that guards."""
        function = getattr(self.module, self.function)
        source = textwrap.dedent(inspect.getsource(function))
        assert source.count(self.line) == 1, "the guard reads otherwise by now"
        names = dict(inspect.unwrap(function).__globals__)
        exec(source.replace(self.line, self.broken), names)
        monkeypatch.setattr(self.module, self.function, names[self.function])

    def play(self) -> None:
        """Let it happen, and check after each event what the machine checks."""
        machine = Submissions()
        machine.meet(boards=list(self.boards), allowed=self.allowed)
        for name, given in self.events:
            getattr(machine, name)(**given)
            machine.at_most_one()
            machine.no_doubt_is_clicked_away()
            machine.nobody_sends_who_may_not()
        machine.teardown()


BEGIN = "attempt = submission.begin(application, context)"
BREACHES = {
    "no lease is checked": Breach(
        submission, "begin", "context.check_lease()", "pass", (works(0, meanwhile="taken"),)
    ),
    "another version is sent than was approved": Breach(
        submission, "begin",
        'raise NotApproved("It was changed or withdrawn in the meantime; nothing was sent.")',
        "pass", (works(0, meanwhile="changed"),), allowed=True,
    ),
    "no keys are taken": Breach(
        submission, "begin", "_take_keys(row)", "pass", (works(0), works(1)), allowed=True
    ),
    "no other application is looked for": Breach(
        submission, "begin", "policy.check(row, at=now, planned=False)", "pass",
        (works(0), works(1)),
    ),
    "an application in doubt counts as none": Breach(
        policy, "others", "(*_ON_ITS_WAY, ApplicationState.APPROVED) if planned else _ON_ITS_WAY",
        "(ApplicationState.SUBMITTING,)", (works(0, "lost_reply"), works(1)),
    ),
    "keys are released in doubt": Breach(
        submission, "_settle", "if state == ApplicationState.REFUSED", "if True",
        (works(0, "lost_reply"), works(1)), allowed=True,
    ),
    "what a crash left is left so": Breach(
        submission, "lose", "row.state != ApplicationState.SUBMITTING", "True", DIES
    ),
    "what a crash left is sent again": Breach(
        submit.Submit, "run", "submission.lose(application, at=context.at)",
        "application.guards.all().delete(); "
        "Application.objects.filter(id=application.id).update(state='approved')",
        (*DIES, works(0)),
    ),
    "a lost answer counts as a refusal": Breach(
        submission, "finish", "ApplicationState(outcome.state)", "ApplicationState.REFUSED",
        (works(0, "lost_reply"), AGAIN, ("approve_again", {"at": 0}), works(0)),
    ),
    "the click comes before the commit": Breach(
        submit.Submit, "_send", BEGIN,
        f"early = session.submit(); session.submit = lambda: early; {BEGIN}",
        (works(0, meanwhile="taken"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREACHES)
def test_a_broken_guard_is_found_out(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.MonkeyPatch.context() as whole, open_world(whole):
        BREACHES[name].play()
    BREACHES[name].open(monkeypatch)
    with open_world(monkeypatch), pytest.raises(AssertionError):
        BREACHES[name].play()
