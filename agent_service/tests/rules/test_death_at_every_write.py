"""A process that dies at any write of a decision: all of it is stored or nothing; never twice."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from makers import NOON, stand_still, step_context
from rulings import draft, judged, rule

from agent_service.applications import actions, by_hand, outcomes, policy, submission
from agent_service.applications.models import Application
from agent_service.consents import actions as consents
from common.errors import ServiceError

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif("SHORT" in os.environ, reason="SHORT leaves these to the whole run"),
    pytest.mark.django_db(transaction=True),
]
SITE = "e1.example"
Act = Callable[[], Any]


class Death(BaseException):
    """The process is gone at this statement."""


@contextmanager
def dying_at(number: int, *, after: bool) -> Iterator[None]:
    """Die at the write of this number, before or after the database did it."""
    writes = count(1)

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        hit = sql.startswith(("INSERT", "UPDATE", "DELETE")) and next(writes) == number
        if hit and not after:
            raise Death
        done = execute(sql, params, many, context)
        if hit:
            raise Death
        return done

    with connection.execute_wrapper(wrapper):
        yield


def stored() -> dict[str, list[Any]]:
    """Return every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if not model._meta.label.startswith(("auth.", "contenttypes.", "django_celery"))
    }


def sizes() -> dict[str, int]:
    """Return how many rows each table has."""
    return {label: len(rows) for label, rows in stored().items()}


def parked(code: str = "form-captcha") -> Application:
    """Return an application whose run waits for its person about something."""
    found = draft(uuid4())
    obstacle = {"code": code, "why": "Look.", "site": SITE, "url": f"https://{SITE}/apply"}
    actions.stop_at(found, obstacle, at=NOON)
    stand_still(found.run, code)
    return found


def reporting(ending: by_hand.Ending) -> Act:
    found = parked()
    by_hand.take_over(found.id, found.user_id, at=NOON)
    return lambda: by_hand.report(found.id, found.user_id, ending, at=NOON)


def taking_over() -> Act:
    found = parked()
    return lambda: by_hand.take_over(found.id, found.user_id, at=NOON)


def consenting() -> Act:
    user_id: UUID = parked(consents.SITE_NEEDED).user_id
    return lambda: consents.grant(user_id, SITE, at=NOON)


def taking_back() -> Act:
    consent = consents.grant(parked().user_id, SITE, at=NOON)
    return lambda: consents.revoke(consent, at=NOON)


def turning_on() -> Act:
    user_id = parked(consents.KIND_NEEDED).user_id
    return lambda: consents.switch(user_id, "generic", on=True, at=NOON)


def excepting() -> Act:
    found = parked(policy.EmployerTaken.code)
    return lambda: policy.allow(found.id, found.user_id, at=NOON)


def judging() -> Act:
    found = draft(uuid4())
    rule(found.user_id)
    return lambda: judged(found)


def declining() -> Act:
    found = draft(uuid4())
    rule(found.user_id)
    return lambda: judged(found, score=0.1)


def beginning() -> Act:
    found = draft(uuid4())
    rule(found.user_id)
    judged(found)
    found.refresh_from_db()
    return lambda: submission.begin(found, step_context(found.run))


def settling() -> Act:
    found = draft(uuid4())
    rule(found.user_id)
    judged(found)
    found.refresh_from_db()
    submission.begin(found, step_context(found.run))
    submission.lose(found, at=NOON)
    stand_still(found.run, "outcome-unknown", step="submit")
    return lambda: outcomes.settle(found, arrived=False, again=True, at=NOON)


DECISIONS: dict[str, Callable[[], Act]] = {
    "go on by hand": taking_over,
    "sent by hand": lambda: reporting(by_hand.Ending.SENT),
    "not sent by hand": lambda: reporting(by_hand.Ending.NOT_SENT),
    "given up by hand": lambda: reporting(by_hand.Ending.GIVEN_UP),
    "consent to a site": consenting,
    "consent taken back": taking_back,
    "a kind turned on": turning_on,
    "an employer excepted": excepting,
    "a rule that approves": judging,
    "a rule that declines": declining,
    "begun under a rule": beginning,
    "settled and sent again": settling,
}


def twice(act: Act) -> None:
    """Do it twice, as a message that comes again does; the second may be refused."""
    act()
    with suppress(ServiceError):
        act()


def at_once(act: Act) -> None:
    """Let two workers do it at the same moment."""

    def work() -> None:
        try:
            with suppress(ServiceError):
                act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work) for _ in range(2)]:
            done.result()


def added(do: Callable[[Act], None], act: Act) -> dict[str, int]:
    """Return how many rows a table got more."""
    before = sizes()
    do(act)
    return {label: now - before[label] for label, now in sizes().items() if now != before[label]}


@pytest.mark.parametrize("name", DECISIONS)
def test_a_death_at_any_write_leaves_nothing_and_the_repeat_does_it_once(name: str) -> None:
    expected = added(lambda act: act(), DECISIONS[name]())
    assert added(at_once, DECISIONS[name]()) == expected
    for number in count(1):
        for after in (False, True):
            act = DECISIONS[name]()
            before = stored()
            try:
                with dying_at(number, after=after):
                    act()
            except Death:
                assert stored() == before
                assert added(twice, act) == expected
            else:
                assert number > 1
                return
