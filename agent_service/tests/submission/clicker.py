"""An employer that counts, and a plain HTTP client that clicks in a browser's place."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from agent_service.forms.draft import SubmitOutcome
from agent_service.forms.manifest import Manifest

#: How the employer answers: kept and said so, kept and not said, not kept.
Mode = Literal["ok", "lost_reply", "500_after", "500", "reset", "refuse"]
MODES: tuple[Mode, ...] = ("ok", "lost_reply", "500_after", "500", "reset", "refuse")
_KEEPS = frozenset({"ok", "lost_reply", "500_after"})
_STATUS = {"ok": 200, "500": 500, "500_after": 500, "refuse": 422}


class Employer(ThreadingHTTPServer):
    """Keeps applications by the path of their job; ``modes`` says how it answers the next ones."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: Counter[str] = Counter()
        self.posts: Counter[str] = Counter()
        self.modes: dict[str, Mode] = {}

    @property
    def origin(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Employer

    def log_message(self, format: str, *args: object) -> None: ...

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        mode = self.server.modes.get(self.path, "ok")
        self.server.posts[self.path] += 1
        self.server.kept[self.path] += mode in _KEEPS
        if mode not in _STATUS:  # the connection ends without a word
            self.close_connection = True
            return
        self.send_response(_STATUS[mode])
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def open_employer() -> Iterator[Employer]:
    """Run an employer for the block."""
    with Employer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@dataclass
class Clicker:
    """What ``browser.session`` gives, without a browser: it posts the approved manifest once.

    ``on_refilled`` and ``on_clicked`` are called in the middle: after the form is filled, and
    after the employer got it but before anybody here knows.
    """

    on_refilled: Callable[[Manifest], None] = lambda manifest: None
    on_clicked: Callable[[Manifest], None] = lambda manifest: None
    clicks: list[str] = field(default_factory=list)  # addresses, one for each click
    digests: list[str] = field(default_factory=list)  # of what was sent at each click
    seen: Callable[[Manifest], Manifest] = lambda manifest: manifest

    @contextmanager
    def session(self, **_: Any) -> Iterator[_Session]:
        """Stand in for ``browser.session``."""
        yield _Session(self)


class _Session:
    def __init__(self, clicker: Clicker) -> None:
        self._clicker = clicker

    def refill(self, manifest: Manifest, files: Mapping[str, Path]) -> Manifest:
        """Return what stands in the form: what was approved, unless the test says otherwise."""
        self._manifest = manifest
        self._clicker.on_refilled(manifest)
        now = tuple(f.model_copy(update=_bytes_of(files[f.document_id])) for f in manifest.files)
        return self._clicker.seen(manifest.model_copy(update={"files": now}))

    def submit(self, **_: Any) -> SubmitOutcome:
        """Post once and judge the answer as the browser would."""
        self._clicker.clicks.append(self._manifest.url)
        self._clicker.digests.append(self._manifest.digest())
        status = _post(self._manifest)
        self._clicker.on_clicked(self._manifest)
        return _outcome(status)


def _bytes_of(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"sha256": sha256(data).hexdigest(), "size": len(data)}


def _post(manifest: Manifest) -> int | None:
    """Return the status of the answer; None where none came."""
    parts = urlsplit(manifest.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("POST", parts.path, json.dumps(manifest.digest()))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _outcome(status: int | None) -> SubmitOutcome:
    if status == 200:
        return SubmitOutcome("submitted", "answered 200, and the page confirms", "", b"")
    if status is not None and status < 500:
        return SubmitOutcome("refused", f"the server refused it ({status})", "", b"")
    return SubmitOutcome("outcome_unknown", f"answered {status}", "", b"")
