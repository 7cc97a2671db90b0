"""One suite for all of these tests, with everything that one person can have in it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))

import belongings
import callers
import operations
import ownership
import suite as suites
from person import Person

#: Rates under which no test is held up; that they hold is tested in the services.
_RATES = ("ANONYMOUS", "WRITES", "SIGN_IN", "SIGN_IN_ACCOUNT")


@pytest.fixture(scope="session")
def allowed_port() -> int:
    """Return a port of this machine that the suite may call, as an operator allowed it."""
    return suites.free_port()


@pytest.fixture(scope="session")
def suite(allowed_port: int) -> Iterator[suites.Suite]:
    """Run the suite in a fresh data directory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPERATOR_ALLOWED_HOSTS", f"127.0.0.1:{allowed_port}")
        for name in _RATES:
            patch.setenv(f"THROTTLE_{name}", "1000000/min")
        with suites.running(lambda line: None) as running:
            yield running
            callers.close()


@pytest.fixture(scope="session")
def nobody(suite: suites.Suite) -> callers.Caller:
    """Return a caller without a token."""
    return callers.Caller(suite.url)


@pytest.fixture(scope="session")
def all_operations(nobody: callers.Caller) -> list[operations.Operation]:
    """Return every operation of the four services."""
    return operations.fetch(nobody.http)


@pytest.fixture(scope="session")
def owner(suite: suites.Suite) -> belongings.Belongings:
    """Return the person who has one of everything."""
    return belongings.owner_of_everything(suite, whole="ACCESS_LIGHT" not in os.environ)


@pytest.fixture(scope="session")
def other(suite: suites.Suite) -> belongings.Belongings:
    """Return another person, with things of their own."""
    return belongings.owner_of_everything(suite, whole=False)


@pytest.fixture(scope="session")
def gone(suite: suites.Suite) -> Person:
    """Return an erased person, whose token would still be good for minutes."""
    return callers.erased(suite)


@pytest.fixture(scope="session")
def forger(suite: suites.Suite, owner: belongings.Belongings) -> callers.Forger:
    """Return who can sign anything with the suite's own keys."""
    return callers.Forger(suite, owner.person.tokens["access"])


@pytest.fixture(scope="session")
def owners() -> dict[str, str]:
    """Return who may call each operation, as it was decided."""
    found: dict[str, str] = ownership.read()["operations"]
    return found
