"""Lists while documents are read, and the memory after all of it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Table, pending
from person import Person
from suite import Suite
from uploads import pdf, upload

from common.launch.datadir import launch_id
from common.launch.leftovers import memory

pytestmark = pytest.mark.bench
LISTS = ("/users/documents/", "/ats/parses/")


@pytest.mark.parametrize("path", LISTS)
def test_lists_while_twenty_documents_are_read(table: Table, uploaded: Person, path: str) -> None:
    idle = [latency(uploaded, path) for _ in range(150)]
    files = [pdf(f"{path} {number}") for number in range(20)]
    busy: list[tuple[float, bool]] = []
    with ThreadPoolExecutor(20) as crowd:
        began = time.monotonic()
        sent = [crowd.submit(upload, uploaded, content) for content in files]
        while pending(uploaded) or not all(one.done() for one in sent):
            for _ in range(10):
                arriving = not all(one.done() for one in sent)
                busy.append((latency(uploaded, path), arriving))
        seconds = time.monotonic() - began
    reading = [taken for taken, arriving in busy if not arriving]
    every = [taken for taken, _arriving in busy]
    what = f"{path} p95 during 20 uploads / idle ({p95(every):.0f} / {p95(idle):.0f} ms)"
    table.at_most(what, p95(every) / p95(idle), 2)
    what = f"  the same while they are read only ({p95(reading):.0f} ms)"
    table.add(what, f"{p95(reading) / p95(idle):.2g}")
    table.add(f"  20 were read in, {len(busy)} lists meanwhile", f"{seconds:.1f} s")


def latency(person: Person, path: str) -> float:
    """Return the milliseconds of one list."""
    began = time.perf_counter()
    person.call("GET", path)
    return (time.perf_counter() - began) * 1000


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[int(len(values) * 0.95)]


def test_memory_after_use(running: Suite, table: Table) -> None:
    usages = memory(launch_id(running.data), supervisor=running.process.pid)
    table.add("PSS after all of this", f"{sum(one.megabytes for one in usages):.0f} MB")
