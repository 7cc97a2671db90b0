"""What the benches share: one suite at rest, a person in it, and one table at the end."""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import suite
from person import Person, wait_for
from suite import Suite
from uploads import pdf, upload


@dataclass(frozen=True)
class Row:
    """One measurement beside its target."""

    what: str
    measured: str
    target: str
    met: bool | None


ROWS: list[Row] = []
#: How the suite started: seconds from the start to each line that the supervisor printed.
STARTED: dict[str, float] = {}


class Table:
    """Collects what is printed at the end."""

    def add(self, what: str, measured: str, target: str = "", *, met: bool | None = None) -> None:
        """Add a row; ``met`` is None where there is no target."""
        ROWS.append(Row(what, measured, target, met))

    def at_most(self, what: str, value: float, limit: float, unit: str = "") -> None:
        """Add a row whose value should not exceed the limit."""
        shown = f"{value:.3g}{unit}"
        self.add(what, shown, f"<= {limit:g}{unit}", met=value <= limit)

    def at_least(self, what: str, value: float, limit: float, unit: str = "") -> None:
        """Add a row whose value should reach the limit."""
        shown = f"{value:,.0f}{unit}" if value >= 100 else f"{value:.3g}{unit}"
        self.add(what, shown, f">= {limit:g}{unit}", met=value >= limit)


@pytest.fixture(scope="session")
def table() -> Table:
    return Table()


@pytest.fixture(scope="session")
def running() -> Iterator[Suite]:
    began = time.monotonic()

    def say(line: str) -> None:
        STARTED[line.split(" ")[0]] = time.monotonic() - began

    names = ("ANONYMOUS", "WRITES", "SIGN_IN", "SIGN_IN_ACCOUNT")
    room = {f"THROTTLE_{name}": "100000/min" for name in names}
    with suite.running(say, variables=room) as found:
        threading.Event().wait(5.0)  # what starts also settles
        yield found


@pytest.fixture(scope="session")
def person(running: Suite) -> Iterator[Person]:
    found = Person(running.url, running.data / "mail")
    found.join()
    yield found
    found.http.close()


@pytest.fixture(scope="session")
def uploaded(person: Person) -> Person:
    """Return the person after twenty résumés of theirs were read."""
    for number in range(20):
        upload(person, pdf(f"first {number}"))
    wait_for(lambda: not pending(person), "twenty documents to be read")
    return person


def pending(person: Person) -> bool:
    """Return whether a document still waits to be read."""
    rows = person.call("GET", "/ats/parses/?page_size=100")["results"]
    return any(row["state"] == "pending" for row in rows)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    if not ROWS:
        return
    load = "/".join(f"{value:.1f}" for value in os.getloadavg())
    terminalreporter.section(f"measured, load {load} on {os.cpu_count()} cores")
    wide = max(len(row.what) for row in ROWS)
    for row in ROWS:
        verdict = {True: "met", False: "MISSED", None: ""}[row.met]
        terminalreporter.write_line(
            f"{row.what:<{wide}}  {row.measured:>14}  {row.target:>12}  {verdict}"
        )
