"""The parent's side of :mod:`notification_service.couriers.apprise_courier`.

A batch has one child; it ends with the batch, so that nothing of it stays in memory. A child that
hangs is killed and costs one message.
"""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from common.http import FilteringProxy
from notification_service.channels import TransportError
from notification_service.channels._answers import refusal, seconds_of

_SECONDS = 60.0
#: What a child inherits: nothing of our settings, only where certificates are.
_KEPT = ("PATH", "LANG", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "TMPDIR")


class Courier:
    """One child and its pipe."""

    def __init__(self, proxy_url: str) -> None:
        """Start nothing yet."""
        self._proxy_url = proxy_url
        self._child: subprocess.Popen[bytes] | None = None

    def carry(self, url: str, *, title: str, body: str) -> None:
        """Hand one message to the service of an apprise address.

        Raises:
            TransportError: it was not taken.
        """
        told = self._ask({"url": url, "title": title, "body": body})
        if told["ok"]:
            return
        if told["status"] in range(200, 300):
            raise TransportError(f"{told['status']} with an error in its body")
        if not told["status"]:
            raise TransportError(f"no answer: {told['said']}"[:200])
        wait = seconds_of(str(told["retry_after"]))
        raise refusal(told["status"], retry_after=wait, said=told["said"])

    def _ask(self, order: dict[str, str]) -> dict[str, Any]:
        child = self._started()
        assert child.stdin
        assert child.stdout
        try:
            child.stdin.write(json.dumps(order).encode() + b"\n")
            child.stdin.flush()
            ready, _, _ = select.select([child.stdout], [], [], _SECONDS)
            line = child.stdout.readline() if ready else b""
        except OSError:
            line = b""
        if not line:
            self.close()
            raise TransportError("the service took too long, or its courier ended")
        told: dict[str, Any] = json.loads(line)
        return told

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is None:
            program = [sys.executable, "-m", "notification_service.couriers.apprise_courier"]
            proxies = dict.fromkeys(("http_proxy", "https_proxy"), self._proxy_url)
            kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
            self._child = subprocess.Popen(
                program,
                env={**kept, **proxies, "no_proxy": ""},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._child

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


@contextmanager
def courier() -> Iterator[Courier]:
    """Yield a courier behind a filtering proxy of its own."""
    with FilteringProxy() as proxy:
        found = Courier(proxy.url)
        try:
            yield found
        finally:
            found.close()
