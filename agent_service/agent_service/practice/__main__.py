"""Start the practice employer: ``python -m agent_service.practice --port N --store DIR``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from agent_service.practice.postings import publish_first
from agent_service.practice.server import Employer
from agent_service.practice.store import Store


def main() -> int:
    """Serve until told to stop; return the exit status."""
    parser = argparse.ArgumentParser(prog="agent_service.practice", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="on 127.0.0.1; 0 for any")
    parser.add_argument("--store", type=Path, required=True, help="folder for what it keeps")
    given = parser.parse_args()
    if os.environ.get("ENVIRONMENT", "local") == "production":
        print("The practice employer does not run in production.", file=sys.stderr)
        return 2
    store = Store(given.store)
    publish_first(store, at=datetime.now(UTC).isoformat(timespec="seconds"))
    with Employer(given.port, store) as employer:
        print(employer.origin, flush=True)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: threading.Thread(target=employer.shutdown).start())
        employer.serve_forever(poll_interval=0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
