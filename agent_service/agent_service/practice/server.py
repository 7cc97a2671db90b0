"""The practice employer over HTTP: a board, a feed, a form, and a count of what came."""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
import json
import socket
import struct
import threading
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from agent_service.practice import pages
from agent_service.practice.postings import BOARD, country_of
from agent_service.practice.questions import as_feed, questions
from agent_service.practice.store import Posting, Store

#: Ways to misbehave; those that end in ``_after`` keep the application first.
MODES = frozenset(
    {"ok", "500", "500_after", "hang_after", "reset", "reset_after"}
    | {"drop_confirm", "validation", "slow"}
)
_LARGEST_BODY = 30 * 1024 * 1024  # bytes
_SLOW = 2.0  # seconds


class Employer(ThreadingHTTPServer):
    """The server; it listens on 127.0.0.1 only."""

    daemon_threads = True

    def __init__(self, port: int, store: Store) -> None:
        """Listen on ``port``, 0 for any free one."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.store = store
        self.modes: dict[str, str] = {}  # by posting number; "" for all
        self.posts: Counter[str] = Counter()  # applications that arrived, kept or not
        self.ending = threading.Event()

    @property
    def origin(self) -> str:
        """The address of the board."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def server_close(self) -> None:
        """Let hanging answers go, then close."""
        self.ending.set()
        super().server_close()
        self.store.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that went away in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Employer

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what came is in the store."""

    def do_GET(self) -> None:
        """Answer a reader."""
        url = urlsplit(self.path)
        match url.path.strip("/").split("/"):
            case [""]:
                self._html(pages.board(self.server.store.postings()))
            case ["livez" | "readyz"]:
                self._json({"status": "ok"})
            case ["forms", name] if name in (*pages.KINDS, *pages.INSIDE):
                self._html(pages.asset(f"forms/{name}.html"))
            case ["style.css" | "forms.css" | "form.js" as name]:
                kind = "text/css" if name.endswith(".css") else "text/javascript"
                self._send(200, pages.asset(name).encode(), kind)
            case ["jobs", number]:
                self._posting(number)
            case ["jobs", number, "apply"]:
                self._form(number, url.query)
            case ["v1", "boards", token, "jobs", *rest] if token == BOARD:
                self._feed(rest, parse_qs(url.query))
            case ["_received"]:
                self._received(parse_qs(url.query).get("job", [""])[0])
            case _:
                self._html(pages.plain("Not found"), 404)

    def do_POST(self) -> None:
        """Take an application, a posting or a mode."""
        size = int(self.headers.get("Content-Length") or 0)
        if size > _LARGEST_BODY:
            self.close_connection = True
            return self._html(pages.plain("Too large"), 413)
        body = self.rfile.read(size)
        url = urlsplit(self.path)
        match url.path.strip("/").split("/"):
            case ["jobs", number, "apply"]:
                return self._apply(number, url.query, body)
            case ["_publish"]:
                return self._publish(body)
            case ["_mode"]:
                return self._set_mode(body)
        return self._html(pages.plain("Not found"), 404)

    def _posting(self, number: str) -> None:
        if job := self._job(number):
            self._html(pages.posting(job, f"{self.server.origin}/jobs/{job.id}"))

    def _form(self, number: str, query: str) -> None:
        if job := self._job(number):
            self._html(pages.form(job, questions(job), query))

    def _job(self, number: str) -> Posting | None:
        found = self.server.store.posting(number)
        if found is None:
            self._html(pages.plain("This job is closed"), 404)
        return found

    def _feed(self, rest: list[str], query: dict[str, list[str]]) -> None:
        if not rest:
            jobs = [self._listed(job) for job in self.server.store.postings()]
            return self._json({"jobs": jobs, "meta": {"total": len(jobs)}})
        job = self.server.store.posting(rest[0])
        if job is None:
            return self._json({"status": 404, "error": "Job not found"}, 404)
        asked = {"questions": as_feed(questions(job))} if "questions" in query else {}
        return self._json({**self._listed(job), **asked})

    def _listed(self, job: Posting) -> dict[str, Any]:
        content = "".join(f"<p>{escape(part)}</p>" for part in job.text.split("\n\n"))
        return {
            "id": job.id,
            "title": job.title,
            "company_name": job.company,
            "location": {"name": job.location},
            "absolute_url": f"{self.server.origin}/jobs/{job.id}",
            "updated_at": job.published_at,
            "first_published": job.published_at,
            "content": escape(content),
        }

    def _received(self, number: str) -> None:
        came = self.server.store.received(number)
        self._json(
            {
                "job": number,
                "count": len(came),
                "posts": self.server.posts[number],
                "applications": came,
            }
        )

    def _publish(self, body: bytes) -> None:
        try:
            given = json.loads(body)
            texts = {k: str(given[k]) for k in ("title", "company", "location", "text")}
        except (ValueError, KeyError, TypeError) as error:
            return self._json({"error": f"title, company, location, text: {error}"}, 422)
        country = str(given.get("country") or country_of(texts["location"]))
        job = self.server.store.publish(**texts, country=country, at=_now())
        url = f"{self.server.origin}/jobs/{job.id}"
        return self._json({"id": job.id, "url": url, "apply_url": f"{url}/apply"}, 201)

    def _set_mode(self, body: bytes) -> None:
        try:
            given = json.loads(body)
            mode, job = str(given["mode"]), str(given.get("job", ""))
        except (ValueError, KeyError, TypeError):
            return self._json({"error": "mode is missing"}, 422)
        if mode not in MODES:
            return self._json({"error": f"mode is one of {', '.join(sorted(MODES))}"}, 422)
        self.server.modes[job] = mode
        return self._json({"mode": mode})

    def _apply(self, number: str, query: str, body: bytes) -> None:
        self.server.posts[number] += 1
        job = self._job(number)
        if job is None:
            return
        modes = self.server.modes
        mode = parse_qs(query).get("mode", [modes.get(number, modes.get("", "ok"))])[0]
        fields, files = _parts(self.headers.get("Content-Type", ""), body)
        if mode == "500":
            return self._html(pages.plain("Something went wrong"), 500)
        if mode == "reset":
            return self._reset()
        errors = ["E-mail is invalid"] if mode == "validation" else _missing(job, fields, files)
        if errors:
            return self._html(pages.form(job, questions(job), query, errors), 422)
        stored = self.server.store.receive(job, fields, files, at=_now())
        return self._after(mode, job, stored)

    def _after(self, mode: str, job: Posting, stored: int) -> None:
        """Answer, well or badly, now that the application is kept."""
        if mode == "500_after":
            return self._html(pages.plain("Something went wrong"), 500)
        if mode == "reset_after":
            return self._reset()
        if mode == "hang_after":
            self.server.ending.wait(timeout=120)
            return self._reset()
        if mode == "drop_confirm":
            return self._send(200, b"", "text/html")
        if mode == "slow":
            self.server.ending.wait(timeout=_SLOW)
        return self._html(pages.thanks(job, stored))

    def _reset(self) -> None:
        """Break the connection without an answer."""
        with suppress(OSError):
            now = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
        self.close_connection = True
        self.connection.close()

    def _html(self, text: str, status: int = 200) -> None:
        self._send(status, text.encode(), "text/html")

    def _json(self, value: dict[str, Any], status: int = 200) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        with suppress(OSError):  # the reader may be gone
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _parts(kind: str, body: bytes) -> tuple[list[tuple[str, str]], list[dict[str, Any]]]:
    """Return the fields and files of a multipart body; an input without a file is none."""
    head = b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n"
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    fields: list[tuple[str, str]] = []
    files: list[dict[str, Any]] = []
    for part in message.iter_parts():
        name = str(part.get_param("name", "", header="content-disposition"))
        data = part.get_payload(decode=True)
        content = data if isinstance(data, bytes) else b""
        if part.get_filename() is None:
            fields.append((name, content.decode("utf-8", "replace")))
        elif part.get_filename():
            files.append(_file(name, str(part.get_filename()), content))
    return fields, files


def _file(field: str, name: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"field": field, "name": name, "size": len(content), "sha256": digest}


def _missing(
    job: Posting, fields: list[tuple[str, str]], files: list[dict[str, Any]]
) -> list[str]:
    given = {name for name, value in fields if value.strip()} | {f["field"] for f in files}
    return [f"{a.label} is required" for a in questions(job) if a.required and a.name not in given]
