"""Events and tasks: latency, rates, and what they cost while nothing happens."""

import time
from pathlib import Path

import pytest
from conftest import Table
from inside import run
from suite import Suite

from common.launch.datadir import launch_id
from common.launch.leftovers import marked

pytestmark = pytest.mark.bench
SECONDS = 10.0


def test_from_commit_to_handler_on_an_idle_suite(running: Suite, table: Table) -> None:
    url = running.variable("notification_service", "NOTIFICATION_DATABASE_URL")
    found = run(running.data, "agent_service", "in_events", url)
    handled, arrived = found["handled"], found["arrived"]
    table.at_most("commit to arrival, p50", arrived[len(arrived) // 2], 20, " ms")
    table.at_most("commit to end of handler, p50", handled[len(handled) // 2], 20, " ms")
    table.add("commit to end of handler, p99", f"{handled[int(len(handled) * 0.99)]:.3g} ms")
    in_app = found["in_app"]
    table.add("commit to message in the app, p50", f"{in_app[len(in_app) // 2]:.3g} ms")
    table.at_most("commit to message in the app, p99", in_app[int(len(in_app) * 0.99)], 500, " ms")


def test_the_relay_drains_and_rests(running: Suite, table: Table) -> None:
    found = run(running.data, "notification_service", "in_relay")
    table.at_least("relay with confirmation", found["rate"], 1000, " events/s")
    table.at_most("idle relay, CPU", found["idle"] * 100, 0.5, " %")


def test_a_task_that_writes_beside_an_empty_one(
    running: Suite, table: Table, tmp_path: Path
) -> None:
    found = run(running.data, "agent_service", "in_tasks", str(tmp_path))
    table.add("empty tasks", f"{found['empty']:.0f} /s")
    table.at_least("tasks with a write / empty tasks", found["write"] / found["empty"], 0.6)
    ratio = found["write_anew"] / found["empty"]
    table.add("the same with a connection each", f"{ratio:.2f}", "about 0.17")


def test_workers_at_rest(running: Suite, table: Table) -> None:
    found = [one for one, part in marked(launch_id(running.data)) if part.endswith(".worker")]
    assert {one.nice() for one in found} == {5}  # they let the API run first
    before = {one: sum(one.cpu_times()[:2]) for one in found}
    time.sleep(SECONDS)
    after = {one: sum(one.cpu_times()[:2]) for one in found if one.is_running()}
    used = sum(after[one] - before[one] for one in after) / SECONDS
    table.add("idle workers, relays included, CPU each", f"{used / 4 * 100:.2g} %")
