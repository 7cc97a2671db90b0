"""A mail server in a process of its own, which counts: ``sink_process.py plain|pipelining``.

Prints its port; prints "messages ids" for each line that it reads.
"""

import sys
from typing import Any

from mailserver import Loopback, Sink


class Counter(Sink):
    """Counts mails and by which Message-ID they came; keeps none."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.ids = set[bytes]()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.count += 1
        _, _, rest = envelope.content.partition(b"Message-ID: <")
        self.ids.add(rest[:36])
        return "250 OK"


if __name__ == "__main__":
    counter = Counter()
    counter.hurries = sys.argv[1:] == ["pipelining"]
    controller = Loopback(counter, hostname="127.0.0.1", port=0)
    controller.start()
    sys.stdout.write(f"{controller.port}\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        sys.stdout.write(f"{counter.count} {len(counter.ids)}\n")
        sys.stdout.flush()
        counter.count, counter.ids = 0, set()
    controller.stop()
