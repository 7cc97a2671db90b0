"""One person's main job at a posting of its own, disturbed at one moment, judged from outside."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import processes
from journey import Journey, publish, received_by
from kombu import Connection
from person import Person, wait_for
from suite import Suite

from agent_service.practice.compare import mismatches
from common.celery_settings import of_broker

RESUME = Path(__file__).parents[1] / "e2e" / "fixtures" / "resume.md"
#: The stretches of the main job in which a part may die.
STAGES = ("reading", "fetching", "preparing", "sending")
#: Where only one stretch needs the part.
IN_BROWSER = ("preparing", "sending")
_OVER = ("finished", "failed", "needs_attention", "needs_person")
_PATIENCE = 420.0  # a lease of 60 s, a sweep every 30 s, and a busy machine


@dataclass
class Rehearsal:
    """A person, a posting that nobody else applies to, and what was done to the suite."""

    suite: Suite
    employer: str  # where its board is
    told: list[str] = field(default_factory=list)
    disturbances: dict[str, Callable[[], None]] = field(default_factory=dict)
    threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Publish the posting."""
        self.began = time.monotonic()
        self.url = publish(
            self.employer,
            {
                "title": f"Backend Engineer {uuid4().hex[:8]}",
                "company": f"Harbour {uuid4().hex[:8]}",
                "location": "Berlin, Germany",
                "text": "We build software for harbours.\n\nYou need Python and SQL.",
            },
        )
        self.journey = Journey(Person(self.suite.url, self.suite.data / "mail"), self.say)

    def say(self, line: str) -> None:
        """Print a step with the second in which it happened; pytest shows it on failure."""
        self.told.append(line)
        print(f"{time.monotonic() - self.began:6.1f} s  {line}")  # noqa: T201

    def during(self, stage: str, act: Callable[[], None]) -> None:
        """Do something to the suite in one stage of the job."""
        self.disturbances[stage] = act

    def kill_during(self, stage: str, part: str, dice: random.Random) -> None:
        """Kill the part at a seeded moment of the stage: all its processes, or one of them."""
        delay, alone = dice.uniform(0.0, 2.5), dice.random() < 0.3
        pick = dice.random()

        def act() -> None:
            found = wait_for(lambda: processes.of(part, self.suite.data), part, _PATIENCE)
            time.sleep(delay)
            found = processes.of(part, self.suite.data) or found
            victims = [found[int(pick * len(found))]] if alone else found
            self.say(f"KILLED {processes.kill(victims)} of {len(found)} processes of {part}")

        self.say(f"will kill {part} {delay:.2f} s into {stage}{', one process' if alone else ''}")
        self.during(stage, act)

    def prepare(self) -> None:
        """Do everything up to the manifest that waits for approval."""
        self.start()
        self.journey.prepare()

    def start(self) -> None:
        """Do everything up to the start of the run."""
        self.journey.person.join()
        self._enter("reading")
        self.journey.upload(RESUME)
        self.journey.fill_profile()
        self._enter("fetching")
        self.journey.add_opening(self.url)
        self._enter("preparing")
        self.journey.start()

    def send(self) -> None:
        """Approve, and follow the run to its end; approve again where the form changed."""
        self._enter("sending")
        self.journey.approve()
        self.follow()

    def follow(self) -> None:
        """Follow the run to its end; approve again where the form changed."""
        run = self.until_over()
        while run["code"] == "approval-needed":
            self.journey.approve()
            run = self.until_over()

    def move_to(self, suite: Suite) -> None:
        """Go on at the address of a suite that was started again."""
        self.suite = suite
        self.journey.person.http.close()
        self.journey.person.http = Person(suite.url, self.journey.person.mail).http
        self.journey.person.sign_in()

    def until_over(self) -> Any:
        """Return the run once it has ended, or stands still for another reason than before."""

        def look() -> Any:
            run = self.journey.run()
            state = self.journey.application()["state"]
            waits = run["code"] == "approval-needed" and state == "approved"
            return run if run["state"] in _OVER and not waits else None

        run = wait_for(look, "the run to end", _PATIENCE)
        self.say(f"run {run['state']} {run['code']}: {run['reason']}")
        return run

    def whole(self) -> None:
        """Do the whole job."""
        self.prepare()
        self.send()

    def ring(self, times: int) -> None:
        """Deliver the messages that wake the run again, and wait until they were taken."""
        from celery import Celery

        url = self.suite.variable("agent_service", "BROKER_URL")
        with Celery(broker=url, set_as_current=False) as bell:
            bell.config_from_object(of_broker(url), namespace="CELERY")
            for _ in range(times):
                for name, queue in _BELLS.items():
                    kwargs = {"run_id": self.journey.ids["run"]}
                    bell.send_task(name, kwargs=kwargs, queue=queue, ignore_result=True)
        wait_for(lambda: _drained(url), "the messages to be taken", _PATIENCE)

    def judge(self) -> str:
        """Return how it ended, after making sure that every promise was kept."""
        for thread in self.threads:
            thread.join(_PATIENCE)
        self._judge_once()
        self.ring(2)
        state = self._judge_once()
        if state == "submitted":
            wait_for(lambda: self.inbox("application_submitted"), "the message that it was sent")
            assert len(self.inbox("application_submitted")) == 1
        self.journey.person.http.close()
        return state

    def _judge_once(self) -> str:
        application, came = self.journey.application(), self.received()
        state = str(application["state"])
        posts = came["posts"]
        self.say(f"application {state}, employer counted {came['count']}, {posts} posts")
        assert state in ("submitted", "outcome_unknown"), application["reason"]
        assert came["count"] in ((1,) if state == "submitted" else (0, 1))
        assert came["posts"] <= 1
        assert len(application["attempts"]) == 1
        for one in came["applications"]:
            assert mismatches(application["manifest"]["body"], one) == []
        code = self.journey.run()["code"]
        assert code == ("outcome-unknown" if state == "outcome_unknown" else "")
        return state

    def received(self) -> Any:
        """Return what the employer's own process counted for this posting."""
        return received_by(self.employer, self.url.rsplit("/", 1)[-1])

    def inbox(self, kind: str) -> list[Any]:
        """Return the person's messages of a kind."""
        rows = self.journey.person.call("GET", "/notifications/messages/")["results"]
        return [row for row in rows if row["kind"] == kind]

    def misbehave(self, mode: str) -> None:
        """Let the employer answer this posting's form badly."""
        body = {"mode": mode, "job": self.url.rsplit("/", 1)[-1]}
        answer = httpx2.post(f"{self.employer}/_mode", json=body, trust_env=False, timeout=20)
        answer.raise_for_status()

    def _enter(self, stage: str) -> None:
        self.say(f"stage {stage}")
        if act := self.disturbances.pop(stage, None):
            self.threads.append(threading.Thread(target=act, daemon=True))
            self.threads[-1].start()


_BELLS = {
    "agent_service.advance_run": "agent_service",
    "agent_service.advance_in_browser": "agent_service.browser",
}


def _drained(broker_url: str) -> bool:
    """Return whether no message of the agent waits."""
    with Connection(broker_url) as connection:
        return not any(_waiting(connection, queue) for queue in _BELLS.values())


def _waiting(connection: Connection, queue: str) -> int:
    """Return how many messages wait in a queue; one that is not there holds none."""
    channel: Any = connection.default_channel
    try:
        declared = channel.queue_declare(queue, passive=True)
    except connection.channel_errors:
        return 0
    return int(declared.message_count)
