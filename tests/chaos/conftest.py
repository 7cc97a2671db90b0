"""What the tests that kill share: an employer that nobody kills, and a suite with room."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from person import wait_for
from rabbit import Rabbit, script
from suite import free_port


@pytest.fixture(scope="session")
def employer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a practice employer beside the suite and yield where its board is."""
    origin, store = f"http://127.0.0.1:{free_port()}", tmp_path_factory.mktemp("employer")
    port = origin.rpartition(":")[2]
    command = [sys.executable, "-m", "agent_service.practice", "--port", port]
    process = subprocess.Popen([*command, "--store", str(store)])
    try:
        wait_for(lambda: answers(origin), "the employer")
        yield origin
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(origin: str) -> bool:
    """Return whether somebody answers at the address."""
    try:
        return httpx2.get(f"{origin}/livez", trust_env=False, timeout=5).is_success
    except httpx2.TransportError:
        return False


@pytest.fixture(scope="session")
def quick(employer: str) -> dict[str, str]:
    """Return variables of a suite that may reach the employer and that many people may join."""
    names = ("ANONYMOUS", "WRITES", "SIGN_IN", "SIGN_IN_ACCOUNT")
    throttles = {f"THROTTLE_{name}": "10000/min" for name in names}
    return {**throttles, "OPERATOR_ALLOWED_HOSTS": employer.removeprefix("http://")}


@pytest.fixture
def rabbit(tmp_path: Path) -> Iterator[Rabbit]:
    """Run a RabbitMQ of the test's own."""
    if not script():
        if "REQUIRE_RABBITMQ" in os.environ:
            pytest.fail("RabbitMQ is required here and is not installed")
        pytest.skip("RabbitMQ is not installed, on Debian: apt install rabbitmq-server")
    found = Rabbit(tmp_path / "rabbitmq")
    yield found
    found.stop()
