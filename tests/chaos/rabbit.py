"""A RabbitMQ of the tests' own, as an ordinary process, that can be killed and comes back."""

import os
import shutil
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from person import wait_for
from suite import free_port

#: The script behind the distribution's wrapper, which would change the user.
_SCRIPTS = ("/usr/lib/rabbitmq/bin/rabbitmq-server", "/opt/homebrew/sbin/rabbitmq-server")


def script() -> str | None:
    """Return what starts a RabbitMQ; None where none is installed."""
    found = [one for one in _SCRIPTS if Path(one).exists()]
    return found[0] if found else shutil.which("rabbitmq-server")


class Rabbit:
    """One node on ports of its own, with its data in a folder of the test."""

    def __init__(self, folder: Path) -> None:
        """Start it and wait until it takes connections."""
        self.folder, self.port = folder, free_port()
        self._epmd, self._dist = free_port(), free_port()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plugins").write_text("[].\n")
        (folder / "rabbitmq.conf").write_text("loopback_users = none\n")
        self._names = subprocess.Popen(
            ["epmd", "-port", str(self._epmd), "-address", "127.0.0.1"],
        )
        self.process = self._start()

    @property
    def url(self) -> str:
        """Return where it listens, as ``BROKER_URL`` has it."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def kill(self) -> None:
        """Kill it as a power cut would, and start it again with what it kept."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = self._start()

    def stop(self) -> None:
        """End it and what it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._names.kill()
        self._names.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        found = script()
        assert found is not None
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [found],
                env=self._environment(),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        wait_for(self._listens, f"RabbitMQ ({self.folder / 'log'})")
        return process

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1.0) as link:
            link.sendall(b"AMQP\x00\x00\x09\x01")
            return bool(link.recv(1))
        return False

    def _environment(self) -> dict[str, str]:
        folder = self.folder
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),  # the cookie of its nodes
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._epmd),
            "RABBITMQ_NODENAME": f"test{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._dist),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "logs"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1"
            ),
        }
