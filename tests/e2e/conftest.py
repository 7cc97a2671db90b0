"""One running suite for all end-to-end tests."""

from collections.abc import Iterator

import pytest
from suite import Suite, running


@pytest.fixture(scope="session")
def suite() -> Iterator[Suite]:
    """Start the suite in a fresh data directory on free ports."""
    with running(print) as found:
        yield found
