"""A mailbox that programs reach by POP3 or IMAP, with or without TLS."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Postbox:
    """One mail, and what was done with it."""

    def __init__(self, mail: bytes) -> None:
        self.mail, self.read = mail, False
        self.heard: list[str] = []

    def pop3(self, line: str) -> bytes:
        """Return the answer to a command of POP3."""
        word = line.split(" ")[0].upper()
        if word == "STAT":
            return b"+OK %d 1000\r\n" % (not self.read)
        if word == "TOP":
            return b"+OK\r\n" + self.mail.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n"
        self.read = self.read or word == "DELE"
        return b"+OK\r\n"

    def imap(self, line: str) -> bytes:
        """Return the answer to a command of IMAP."""
        tag, _, rest = line.partition(" ")
        said = b""
        if rest.upper().startswith("CAPABILITY"):
            said = b"* CAPABILITY IMAP4rev1\r\n"
        elif rest.upper().startswith("UID SEARCH"):
            said = b"* SEARCH%s\r\n" % (b"" if self.read else b" 7")
        elif rest.upper().startswith("UID FETCH"):
            said = b"* 1 FETCH (UID 7 BODY[]<0> {%d}\r\n%s)\r\n" % (len(self.mail), self.mail)
        elif "STORE" in rest.upper():
            self.read = True
        return said + tag.encode() + b" OK done\r\n"


@contextmanager
def serving(box: Postbox, scheme: str, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve a mailbox for the block and yield its address.

    Args:
        box: the mailbox.
        scheme: imap, imaps, pop3 or pop3s.
        tls: what the server shows, with the schemes that end in s.
    """
    answer = box.imap if scheme.startswith("imap") else box.pop3
    greeting = b"* OK hello\r\n" if scheme.startswith("imap") else b"+OK hello\r\n"

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(greeting)
            for line in self.rfile:
                box.heard.append(line.decode().strip())
                self.wfile.write(answer(box.heard[-1]))
                if line.strip().upper().endswith((b"QUIT", b"LOGOUT")):
                    return

    class Server(socketserver.ThreadingTCPServer):
        def get_request(self) -> Any:
            found, address = super().get_request()
            if tls:  # shaken hands with in the thread of whoever came
                found = tls.wrap_socket(found, server_side=True, do_handshake_on_connect=False)
            return found, address

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of those who hang up, as who trusts us not."""

    server = Server(("127.0.0.1", 0), Talk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"{scheme}://user:p%40ss@127.0.0.1:{server.server_address[1]}/INBOX"
    server.shutdown()
    server.server_close()
