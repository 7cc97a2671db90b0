"""Ports on 127.0.0.1: free ones for the parts, and the one the person asked for."""

import secrets
import socket

from common.launch import CannotStart

#: Below the range from which systems take ports for outgoing connections, so that no connection
#: can take a part's port while the part restarts.
_RANGE = range(20_000, 32_000)
_handed_out: set[int] = set()


def free_port() -> int:
    """Return a port that nobody listens on and that this process did not return before.

    Raises:
        CannotStart: none was found in many tries.
    """
    for _ in range(500):
        port = secrets.choice(_RANGE)
        if port not in _handed_out and _is_free(port):
            _handed_out.add(port)
            return port
    raise CannotStart("No free port between 20000 and 32000 on 127.0.0.1.")


def require_free(port: int) -> None:
    """Check that the suite can listen on ``port``.

    Raises:
        CannotStart: another process holds it, or this user may not listen there.
    """
    if not 1 <= port <= 65_535:
        raise CannotStart(f"PORT={port} is no port; choose one from 1024 to 65535.")
    if not _is_free(port):
        raise CannotStart(
            f"Port {port} on 127.0.0.1 is taken, or not yours to use. Stop what listens there "
            f"(`ss -ltnp 'sport = :{port}'` names it), or choose another: make run PORT={port + 1}"
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
