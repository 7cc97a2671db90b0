"""The suite before anybody used it: how long it took to start, and its memory."""

import pytest
from conftest import STARTED, Table
from suite import Suite

from common.launch.datadir import launch_id
from common.launch.leftovers import memory

pytestmark = pytest.mark.bench


def test_the_first_start(running: Suite, table: Table) -> None:
    table.at_most("API ready after the first start", STARTED["gateway"], 15, " s")
    workers = max(at for part, at in STARTED.items() if part.endswith(".worker"))
    table.at_most("workers ready after the first start", workers, 25, " s")


def test_memory_at_rest_with_the_browser_closed(running: Suite, table: Table) -> None:
    usages = memory(launch_id(running.data), supervisor=running.process.pid)
    assert "agent_service.browser" not in {one.part for one in usages}
    for one in usages:
        table.add(f"  PSS of {one.part} ({one.processes})", f"{one.megabytes:.0f} MB")
    table.at_most("PSS at rest", sum(one.megabytes for one in usages), 1250, " MB")
