"""The proxy between browser and network, spoken to with plain sockets."""

import socket
import threading
from collections.abc import Iterator

import pytest

from agent_service.forms.wire import Wire


class Server:
    """Answers each connection with the next of ``answers``; an empty one breaks it."""

    def __init__(self, *answers: bytes) -> None:
        self.asked: list[bytes] = []
        self._answers = list(answers)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            with client:
                self.asked.append(client.recv(65536))
                if answer:
                    client.sendall(answer)

    def close(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        finally:
            self._socket.close()
            self._thread.join()


@pytest.fixture
def wire() -> Iterator[Wire]:
    opened = Wire(None, lambda target: None)
    yield opened
    opened.close()


def ask(wire: Wire, text: str) -> bytes:
    port = int(wire.address.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(text.encode())
        found = b""
        try:
            while part := client.recv(65536):
                found += part
        except ConnectionError:
            pass
        return found


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nhi"


def test_a_permitted_request_is_carried_and_its_connection_ends() -> None:
    server, wire = Server(OK), Wire(None, lambda target: None)
    url = f"http://127.0.0.1:{server.port}/a?b=1"
    wire.permit(url)
    answer = ask(wire, f"GET {url} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n")
    wire.close()
    server.close()
    assert answer == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
    assert server.asked == [b"GET /a?b=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]


def test_a_shut_wire_carries_nothing_and_says_what_wanted_through() -> None:
    refused: list[str] = []
    server, wire = Server(), Wire(None, refused.append)
    url = f"http://127.0.0.1:{server.port}/"
    wire.permit(url)
    wire.shut()
    answer = ask(wire, f"GET {url} HTTP/1.1\r\n\r\n")
    wire.close()
    server.close()
    assert answer.startswith(b"HTTP/1.1 503")
    assert (server.asked, refused) == ([], [f"127.0.0.1:{server.port}"])


@pytest.mark.parametrize("tunnel", [False, True])
def test_a_submission_that_broke_off_is_not_sent_again(wire: Wire, tunnel: bool) -> None:
    server = Server(b"", OK)
    url = f"http://127.0.0.1:{server.port}/apply"
    wire.reopen(once=True)
    wire.permit(url)
    post = "POST /apply HTTP/1.1\r\nContent-Length: 1\r\n\r\nx"
    text = (
        f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n\r\n{post}"
        if tunnel
        else post.replace("/apply", url)
    )
    first, second = ask(wire, text), ask(wire, text)
    server.close()
    assert b"hi" not in first + second
    assert second.startswith(b"HTTP/1.1 503")
    assert len(server.asked) == 1


def test_a_place_of_the_reading_is_no_place_of_the_submission(wire: Wire) -> None:
    server = Server()
    url = f"http://127.0.0.1:{server.port}/"
    wire.permit(url)
    wire.reopen(once=True)
    answer = ask(wire, f"GET {url} HTTP/1.1\r\n\r\n")
    server.close()
    assert (answer[:12], server.asked) == (b"HTTP/1.1 503", [])
