"""A real web site on 127.0.0.1 that misbehaves on request, and a canary nobody may touch."""

import gzip
import socket
import socketserver
import ssl
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HTML = b"content-type: text/html\r\n"
PAGE = b"<title>A job</title><p>Zo\xc3\xab wants you.</p>"


@dataclass
class Visit:
    """One request, and the connection it came on."""

    socket: socket.socket
    head: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.head.split(b" ", 2)[1].decode("latin-1")).path

    def query(self, name: str) -> str:
        url = urlsplit(self.head.split(b" ", 2)[1].decode("latin-1"))
        return parse_qs(url.query).get(name, [""])[0]

    def header(self, name: str) -> str | None:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return None

    def answer(self, body: bytes = PAGE, headers: bytes = HTML, status: str = "200 OK") -> None:
        length = b"content-length: %d\r\n" % len(body)
        self.socket.sendall(b"HTTP/1.1 %s\r\n" % status.encode() + headers + length)
        self.socket.sendall(b"connection: close\r\n\r\n" + body)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def forever(
        self, piece: bytes, *, every: float | None = None, times: int = sys.maxsize
    ) -> None:
        """Send a piece again and again until the client has had enough."""
        self.socket.settimeout(every)
        for _ in range(times):
            if every is not None:
                try:
                    if not self.socket.recv(1024):
                        return
                except TimeoutError:
                    pass
            self.socket.sendall(piece)

    def hang(self) -> None:
        """Say nothing until the client goes away."""
        while self.socket.recv(1024):
            pass

    def reset(self) -> None:
        """Break the connection without a farewell."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.socket.close()


Route = Callable[[Visit], None]


def _to(visit: Visit, status: str, where: str) -> None:
    visit.answer(b"", b"location: " + where.encode("latin-1") + b"\r\n", status)


def _chain(visit: Visit) -> None:
    left = int(visit.path.rpartition("/")[2])
    if left:
        _to(visit, "302 Found", f"/redirect-chain/{left - 1}")
    else:
        visit.answer()


def _nowhere(visit: Visit) -> None:
    visit.answer(status="404 None")


def _packed(coding: str, body: bytes) -> Route:
    return lambda visit: visit.answer(body, HTML + f"content-encoding: {coding}\r\n".encode())


def _bomb(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n" + HTML + b"content-encoding: gzip\r\n\r\n")
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    while True:
        visit.send(packer.compress(bytes(2**20)) + packer.flush(zlib.Z_SYNC_FLUSH))


def _page(template: bytes) -> Route:
    return lambda visit: visit.answer(template % visit.query("to").encode())


def _start(headers: bytes, then: Route) -> Route:
    def route(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\n" + HTML + headers)
        then(visit)

    return route


ROUTES: dict[str, Route] = {
    "/page": lambda visit: visit.answer(),
    "/json": lambda visit: visit.answer(b'{"a": [1]}', b"content-type: application/json\r\n"),
    "/echo": lambda visit: visit.answer(visit.head, b"content-type: text/plain\r\n"),
    "/gzip": _packed("gzip", gzip.compress(PAGE)),
    "/deflate": _packed("deflate", zlib.compress(PAGE)),
    "/raw-deflate": _packed("deflate", zlib.compress(PAGE, wbits=-15)),
    "/broken-gzip": _packed("gzip", b"\x1f\x8bno"),
    "/cp1252": lambda visit: visit.answer(
        "“Zoë”".encode("cp1252"), b"content-type: text/html; charset=iso-8859-1\r\n"
    ),
    "/meta-charset": lambda visit: visit.answer(
        '<meta charset="shift_jis">求人'.encode("shift_jis")
    ),
    "/strange-charset": lambda visit: visit.answer(
        "Zoë".encode(), b"content-type: text/html; charset=punycode\r\n"
    ),
    "/status": lambda visit: visit.answer(status=visit.query("code") + " Because"),
    "/no-type": lambda visit: visit.answer(headers=b""),
    "/redirect": lambda visit: _to(visit, "302 Found", visit.query("to")),
    "/redirect307": lambda visit: _to(visit, "307 Temporary", visit.query("to")),
    "/redirect-loop": lambda visit: _to(visit, "302 Found", "/redirect-loop"),
    "/meta-refresh": _page(b'<meta http-equiv="refresh" content="0; url=%s">'),
    "/js-location": _page(b"<script>location='%s'</script>"),
    "/img": lambda visit: visit.answer(b"<img src=%s>" % visit.query("src").encode()),
    "/fetch": _page(b"<script>fetch('%s')</script>"),
    "/form": lambda visit: visit.answer(b"<form action=%s>" % visit.query("action").encode()),
    "/download": lambda visit: visit.answer(headers=HTML + b"content-disposition: attachment\r\n"),
    "/huge": _start(b"\r\n", lambda visit: visit.forever(b"x" * 65536)),
    "/huge-length": _start(b"content-length: 10000000000\r\n\r\n", Visit.hang),
    "/gzip-bomb": _bomb,
    "/br-bomb": _packed("br", b"\x81\x16\x00\x58" * 100),
    "/deflate-in-gzip": _packed("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
    "/slow-headers": lambda visit: visit.forever(b"H", every=0.02),
    "/slow-body": _start(b"\r\n", lambda visit: visit.forever(b"x", every=0.02)),
    "/hang": Visit.hang,
    "/reset": _start(b"content-length: 99\r\n\r\nhalf", Visit.reset),
    "/header-flood": _start(b"", lambda visit: visit.forever(b"x-a: b\r\n" * 500)),
    "/cookie-flood": lambda visit: visit.answer(
        headers=HTML + b"".join(b"set-cookie: n%d=%s\r\n" % (n, b"v" * 30) for n in range(5000))
    ),
    "/status-100-flood": lambda visit: visit.forever(b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "/bad-chunk": _start(b"transfer-encoding: chunked\r\n\r\nzz\r\nx", Visit.hang),
    "/wrong-type": lambda visit: visit.answer(b"\x89PNG\r\n\x1a\n\x00\x00"),
    "/basic-auth": lambda visit: visit.answer(
        headers=b"www-authenticate: Basic\r\n", status="401 Who"
    ),
}


class Handler(socketserver.BaseRequestHandler):
    """Reads the head of one request, notes it and answers."""

    server: "Site"

    def handle(self) -> None:
        head = b""
        try:
            if self.server.tls:  # here and not at accept: a failed handshake is this visitor's
                self.request = self.server.tls.wrap_socket(self.request, server_side=True)
            while b"\r\n\r\n" not in head:
                piece = self.request.recv(65536)
                if not piece:
                    return
                head += piece
            visit = Visit(self.request, head)
            self.server.visits.append(visit)
            if self.server.answers:
                self.server.answers.pop(0)(visit)
            elif visit.path.startswith("/redirect-chain/"):
                _chain(visit)
            else:
                ROUTES.get(visit.path, _nowhere)(visit)
        except OSError:
            return  # the client has had enough, as it should
        finally:
            self.request.close()


class Site(socketserver.ThreadingTCPServer):
    """The site; ``answers`` are given before any route is looked at."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.visits: list[Visit] = []
        self.answers: list[Route] = []
        self.tls: ssl.SSLContext | None = None
        self.port: int = self.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"


def _running(server: Site) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site() -> Iterator[Any]:
    yield from _running(Site())


@pytest.fixture
def canary() -> Iterator[Any]:
    """A server that nobody may call; its ``visits`` must stay empty."""
    yield from _running(Site())


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that the client connects to; those outside this machine never answer."""
    import httpcore2

    tried: list[str] = []
    connect = httpcore2.SyncBackend.connect_tcp

    def connect_tcp(self: Any, host: str, port: int, *rest: Any, **more: Any) -> Any:
        tried.append(host)
        if not host.startswith("127."):
            raise httpcore2.ConnectError("tests stay on this machine")
        return connect(self, host, port, *rest, **more)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect_tcp)
    return tried


@pytest.fixture
def secure_site(site: Any, tmp_path: Path) -> ssl.SSLContext:
    """Put the site behind TLS as jobs.example; return the trust that accepts it."""
    certificate = _certificate_for("jobs.example", tmp_path / "site.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.names = []
    context.sni_callback = lambda connection, name, _: site.names.append(name)
    site.tls = context
    return ssl.create_default_context(cafile=str(certificate))


def _certificate_for(name: str, path: Path) -> Path:
    """Write a self-signed certificate and its key."""
    key, subject = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name.from_rfc4514_string(f"CN={name}"),
    )
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
