"""Links to employer and database that break around the click, in Chromium: never sent twice."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import sending
from django.db import connection
from faultproxy import Action, FaultProxy, fault_proxy
from practice_posting import Practice

from agent_service.applications.models import Application
from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext

pytestmark = [
    pytest.mark.browser,
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
]
#: What goes over a link at each moment: the form is read, it is sent; the attempt is written and
#: committed, so is its outcome.
EMPLOYER = {"read": (b"GET /jobs/",), "sent": (b"POST /jobs/",)}
_ATTEMPT, _OUTCOME = b'INSERT INTO "applications_attempt"', b'UPDATE "applications_attempt"'
DATABASE = {
    "begin": (_ATTEMPT,),
    "begun": (_ATTEMPT, b"COMMIT"),
    "end": (_OUTCOME,),
    "ended": (_OUTCOME, b"COMMIT"),
}
SENT, UNKNOWN = "submitted", "outcome_unknown"
#: What is true in the end, and how many applications went over the link to the employer.
TRUTH: dict[tuple[str, Action], tuple[str, int]] = {
    ("read", "reset"): (SENT, 1),
    ("read", "lose_reply"): (SENT, 1),
    ("read", "half_open"): (SENT, 1),
    ("read", "delay"): (SENT, 1),
    ("sent", "reset"): (UNKNOWN, 0),
    ("sent", "lose_reply"): (UNKNOWN, 1),
    ("sent", "cut_reply"): (UNKNOWN, 1),
    ("sent", "half_open"): (UNKNOWN, 0),
    ("sent", "delay"): (SENT, 1),
    ("begin", "reset"): (SENT, 1),
    ("begin", "lose_reply"): (SENT, 1),
    ("begin", "half_open"): (SENT, 1),
    ("begun", "reset"): (SENT, 1),
    ("begun", "lose_reply"): (UNKNOWN, 0),
    ("begun", "half_open"): (SENT, 1),
    ("begun", "delay"): (SENT, 1),
    ("end", "reset"): (UNKNOWN, 1),
    ("end", "lose_reply"): (UNKNOWN, 1),
    ("end", "half_open"): (UNKNOWN, 1),
    ("ended", "reset"): (UNKNOWN, 1),
    ("ended", "lose_reply"): (SENT, 1),
    ("ended", "half_open"): (UNKNOWN, 1),
    ("ended", "delay"): (SENT, 1),
}
#: In the short run: where a retry would send it twice, or doubt would be lost.
SHORT: list[tuple[str, Action]] = [("sent", "lose_reply"), ("begun", "lose_reply")]


@dataclass
class Links:
    """The links of a worker, each with a proxy on it, and the application that it sends."""

    employer: FaultProxy
    database: FaultProxy
    application: Application
    told: dict[str, str]  # the worker's environment

    def at(self, moment: str) -> tuple[FaultProxy, tuple[bytes, ...]]:
        """Return the link on which something goes at the moment, and what."""
        if moment in EMPLOYER:
            return self.employer, EMPLOYER[moment]
        return self.database, DATABASE[moment]


@pytest.fixture
def links(
    practice: Practice, session: Session, person: Candidate, job: JobContext, user_id: UUID
) -> Iterator[Links]:
    at = urlsplit(practice.url)
    database = int(connection.settings_dict["PORT"])
    with fault_proxy(at.port or 0) as near, fault_proxy(database) as below:
        url = f"http://127.0.0.1:{near.port}{at.path}"
        draft = sending.approve(session, person, job, user_id, url)
        yield Links(
            near, below, draft, sending.environment(practice, near.port, database=below.port)
        )


@pytest.mark.parametrize(("moment", "action"), SHORT if "SHORT" in os.environ else list(TRUTH))
def test_a_link_that_breaks_sends_one_application_at_most(
    links: Links, practice: Practice, moment: str, action: Action
) -> None:
    link, patterns = links.at(moment)
    link.when(*patterns, do=action)
    first = sending.worker(links.application, links.told)
    assert link.fired.wait(60), "nothing went over the link"
    outlast(first, hangs=action == "half_open" and link is links.database)
    came = practice.posts()
    sending.ring_again(links.application, links.told)
    assert (links.application.state, practice.posts()) == TRUTH[moment, action]
    assert came in (0, practice.posts())
    assert links.application.attempts.count() == 1


def outlast(worker: subprocess.Popen[bytes], *, hangs: bool) -> None:
    """Wait for a worker's end; one that waits for ever is ended as the queue's limit would."""
    try:
        if hangs:
            with pytest.raises(subprocess.TimeoutExpired):
                worker.wait(5)
        else:
            worker.wait(120)
    finally:
        worker.kill()
        worker.wait()
