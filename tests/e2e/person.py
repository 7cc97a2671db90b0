"""A person who uses the suite through its public REST API alone."""

import email
import email.policy
import re
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

#: How long the person waits for anything (seconds).
PATIENCE = 180.0
PASSWORD = "a long enough pass phrase"


class Refused(RuntimeError):
    """The suite answered with a problem."""

    def __init__(self, answer: httpx2.Response) -> None:
        """Keep the problem."""
        super().__init__(f"{answer.request.method} {answer.request.url}: {answer.text[:1500]}")
        self.status = answer.status_code
        self.code = answer.json().get("code", "") if answer.text.startswith("{") else ""


class Person:
    """Registers, signs in, and calls the four services with one token."""

    def __init__(self, url: str, mail: Path) -> None:
        """Know the suite's address and the folder that stands for the person's mailbox."""
        self.address = f"{uuid.uuid4().hex[:10]}@example.org"
        self.mail = mail
        self.tokens: dict[str, str] = {}
        self.http = httpx2.Client(base_url=f"{url}/api/v1", timeout=60, trust_env=False)

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Return the body of an answer; a POST carries an Idempotency-Key of its own.

        A gateway that restarts its upstream answers 502 for a moment, and who asks too often is
        told how long to wait: a call that is safe to repeat is repeated.

        Raises:
            Refused: the answer is a problem.
        """
        headers = dict(options.pop("headers", {}))
        if method == "POST":
            headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
        for wait in (0.5, 1, 2, 4, 8, 16, 0):
            if self.tokens:
                headers["Authorization"] = f"Bearer {self.tokens['access']}"
            answer = self._send(method, path, headers, options)
            if answer is not None and answer.status_code not in (429, 502, 503, 504):
                break
            told = answer.headers.get("Retry-After") if answer is not None else None
            time.sleep(float(told or wait))
        if answer is None:
            raise ConnectionError(f"{method} {path}: nobody answers")
        if answer.status_code >= 400:
            raise Refused(answer)
        if answer.headers.get("content-type", "").startswith("application/json"):
            return answer.json()
        return answer.content

    def _send(
        self, method: str, path: str, headers: dict[str, str], options: dict[str, Any]
    ) -> httpx2.Response | None:
        try:
            return self.http.request(method, path, headers=headers, **options)
        except httpx2.TransportError:
            return None

    def join(self) -> None:
        """Register, prove the address with the code that was mailed, and sign in."""
        about = {"email": self.address, "password": PASSWORD, "name": "Demo Person"}
        self.call("POST", "/users/registrations/", json=about)
        code = wait_for(self._mailed_code, "the mail with the code")
        self.call("POST", "/users/verifications/", json={"code": code})
        self.sign_in()
        awake = {"quiet_from": None, "quiet_to": None}  # so that mails come at any hour
        self.call("PUT", "/notifications/habits/", json=awake)

    def sign_in(self) -> None:
        """Get a pair of tokens."""
        self.tokens = {}
        secret = {"email": self.address, "password": PASSWORD}
        self.tokens = self.call("POST", "/users/tokens/", json=secret)

    def _mailed_code(self) -> str | None:
        """Return the code of the newest mail to this person."""
        for file in sorted(self.mail.rglob("*.log"), reverse=True):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if self.address not in str(message["To"]):
                continue
            body = message.get_body(("plain",))
            text = body.get_content() if body else ""
            if hit := re.search(r"^ {4}([A-Za-z0-9_-]{6,})\s*$", text, re.MULTILINE):
                return hit.group(1)
        return None


def wait_for(look: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Return the first result of ``look`` that is not None or False.

    Raises:
        TimeoutError: there was none in time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.2)
    raise TimeoutError(f"waited {seconds:.0f} s for {what}")
