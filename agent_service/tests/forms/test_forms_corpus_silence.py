"""While the corpus's forms are prepared, their server receives not one byte of the person."""

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

import forms_corpus as corpus
import pytest
from disguises import leaks, words_of

from agent_service import browser
from agent_service.forms.candidate import Candidate, JobContext
from common.http import FilteringProxy

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.chaos,
    pytest.mark.skipif(not corpus.HOME.exists(), reason="CORPUS_DIR is not set"),
]


@dataclass
class Tap:
    """Carries bytes to a server of this machine and keeps all that go there."""

    port: int
    heard: list[bytes] = field(default_factory=list)
    ends: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for end in (self._server, *self.ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.port))
            self.ends += [client, far]
            threading.Thread(target=self._carry, args=(client, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, client, False), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket, kept: bool) -> None:
        try:
            while part := near.recv(65536):
                if kept:
                    self.heard.append(part)
                far.sendall(part)
            far.shutdown(socket.SHUT_WR)
        except OSError:
            return


@pytest.fixture(scope="module")
def tap() -> Iterator[Tap]:
    """Stand between the browser and the corpus's own server."""
    command = [sys.executable, str(corpus.HOME / "tools" / "forms_server.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with Tap(int(process.stdout.readline().strip().rsplit(":", 1)[1])) as between:
            yield between
        process.terminate()


def test_preparing_tells_no_server_of_the_corpus_anything_of_the_person(
    tap: Tap, capsys: pytest.CaptureFixture[str]
) -> None:
    person = corpus.candidate()
    words, prepared = words_of(person), 0
    with (
        FilteringProxy(allowed_hosts=[tap.host]) as proxy,
        browser.session(proxy_url=proxy.url) as session,
    ):
        words -= noise(session, tap)
        for page, path in corpus.pages().items():
            tap.heard.clear()
            try:
                draft = session.prepare(f"http://{tap.host}/f/{path}", person, JobContext())
            except browser.NeedsPerson as error:
                prepared += bool(error.draft and error.draft.manifest.fields)
            else:
                prepared += bool(draft.manifest.fields)
            assert (page, leaks(b"".join(tap.heard), words)) == (page, set())
    assert len(words) > 40
    assert prepared > len(corpus.pages()) * 0.8


def noise(session: browser.Session, tap: Tap) -> set[str]:
    """Return the words that headers and the pages' addresses hold, whoever fills the form."""
    nobody, path = Candidate(profile={}), next(iter(corpus.pages().values()))
    with contextlib.suppress(browser.NeedsPerson):
        session.prepare(f"http://{tap.host}/f/{path}", nobody, JobContext())
    addresses = "\n".join(corpus.pages().values()).encode()
    return leaks(b"".join(tap.heard) + addresses, words_of(corpus.candidate()))
