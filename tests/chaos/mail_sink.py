"""A mail server that may be killed: ``python mail_sink.py PORT FILE``.

It writes the Message-ID of each mail into the file before it says that it took it.
"""

import os
import sys
import threading
from typing import Any

from aiosmtpd.controller import Controller


class Ledger:
    """Takes every mail and writes down its id."""

    def __init__(self, file: str) -> None:
        """Go on where a killed one stopped."""
        self.lines = os.open(file, os.O_APPEND | os.O_CREAT | os.O_WRONLY)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Write the id down, then take the mail."""
        found = envelope.content.partition(b"Message-ID: <")[2].partition(b"@")[0]
        os.write(self.lines, found[:36] + b"\n")
        return "250 OK"


if __name__ == "__main__":
    controller = Controller(Ledger(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    threading.Event().wait()
