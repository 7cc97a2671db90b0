"""A mail server in a process of its own, which counts: ``python sink_process.py``.

Prints its port; prints "messages bytes" for each line that it reads.
"""

import sys
from typing import Any

from aiosmtpd.smtp import Envelope
from mailserver import Loopback


class Counter:
    """Counts mails and by which Message-ID they came."""

    def __init__(self) -> None:
        """Have seen none."""
        self.count = 0
        self.ids = set[bytes]()

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Take several commands in one piece, as every common server does."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """Take the mail."""
        self.count += 1
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        _, _, rest = content.partition(b"Message-ID: <")
        self.ids.add(rest[:36])
        return "250 OK"


if __name__ == "__main__":
    counter = Counter()
    controller = Loopback(counter, hostname="127.0.0.1", port=0)
    controller.start()
    sys.stdout.write(f"{controller.port}\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        sys.stdout.write(f"{counter.count} {len(counter.ids)}\n")
        sys.stdout.flush()
        counter.count, counter.ids = 0, set()
    controller.stop()
