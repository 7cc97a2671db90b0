"""Real HTTP receivers for tests: a webhook's, a push service's and apprise's targets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Heard:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Answers as it is told and remembers what it heard."""

    port: int = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    answers_challenge: bool = True
    verdict: str = "ok"
    heard: list[Heard] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)  # a slow one answers when this is set

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    def answer(self, heard: Heard) -> bytes:
        kind = heard.headers.get("content-type", "")
        given = heard.json if kind.startswith("application/json") else {}
        if given.get("type") == "webhook.challenge" and self.answers_challenge:
            return json.dumps(given["data"]).encode()
        if heard.path == "/jsonrpc/sms":  # a gateway of one's own: each message has a verdict
            return json.dumps({"result": [{"message_id": 1, "status": self.verdict}]}).encode()
        return b"{}"


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Yield a receiver on a port of its own."""
    found = Receiver()
    found.go_on.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            names = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(self.path, names, self.rfile.read(length))
            found.heard.append(heard)
            found.go_on.wait(30)
            body = found.answer(heard)
            self.send_response(found.status)
            for name, value in {**found.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        found.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
