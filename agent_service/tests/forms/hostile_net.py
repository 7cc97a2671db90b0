"""A page's own server, an attacker's, one inside, and the browser behind the filter."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from disguises import leaks, words_of
from recorder import Heard, Recorder, Reply

from agent_service.forms.candidate import Candidate

PAGES = Path(__file__).parent / "hostile"
#: What stands in place of QUESTIONS: the honest part of a form, and what its page can see of it.
QUESTIONS = """
<label for="name">Full name</label><input id="name" name="name" required>
<label for="mail">E-mail</label><input id="mail" name="mail" required>
<label for="phone">Phone</label><input id="phone" name="phone">
<label for="cv">Resume</label><input id="cv" type="file" name="cv">
<script>
  const typed = () => [...document.querySelectorAll('input,textarea')]
    .map((e) => e.value).join('|');
  const whenTyped = (act) => document.addEventListener('change', () => act(typed()), true);
  const whenSent = (act) => document.addEventListener('click', (e) => {
    if (e.isTrusted && e.target.matches('button')) act(typed());
  }, true);
  const safe = (text) => btoa(unescape(encodeURIComponent(text))).replace(/\\//g, '_');
</script>
"""


@dataclass
class Net:
    """Who could be sent something, and who must not be."""

    home: Recorder  # serves the page
    elsewhere: Recorder  # another site, reachable
    inside: Recorder  # on this machine, reachable by nobody
    words: set[str]
    udp: socket.socket  # where peer connections would call
    silence: threading.Event = field(default_factory=threading.Event)  # set: answers come late

    def datagrams(self) -> list[bytes]:
        """Return what came without any connection."""
        came = []
        with contextlib.suppress(BlockingIOError):
            while True:
                came.append(self.udp.recv(65536))
        return came

    def reply(self, heard: Heard) -> Reply:
        """Serve a page by its name; thank for what is sent to ``/apply``."""
        name = heard.path.split("?")[0].strip("/")
        if name == "apply":
            return Reply(b"<h1>Thank you for applying</h1>")
        if name == "apply-then-inside":
            return Reply(b"", "303 See Other", (("Location", f"{self.inside.origin}/thanks"),))
        if name == "apply-then-elsewhere":
            return Reply(
                b"", "307 Temporary Redirect", (("Location", f"{self.elsewhere.origin}/apply"),)
            )
        if name == "never":
            self.silence.wait(20)
        if name == "to-inside":
            return Reply(b"", "302 Found", (("Location", f"{self.inside.origin}/page"),))
        page = PAGES / f"{name}.html"
        if "/" in name or not page.is_file():
            return Reply()
        return Reply(self._filled(page.read_text("utf-8")), headers=self._headers(name))

    def _filled(self, text: str) -> bytes:
        for mark, server in (("ELSEWHERE", self.elsewhere), ("INSIDE", self.inside)):
            text = text.replace(f"{mark}_HOST", server.host).replace(mark, server.origin)
        text = text.replace("UDP", str(self.udp.getsockname()[1]))
        return text.replace("QUESTIONS", QUESTIONS).replace("VISIT", str(self.visits())).encode()

    def _headers(self, name: str) -> tuple[tuple[str, str], ...]:
        usual = (("Content-Type", "text/html; charset=utf-8"),)
        if name != "policy_reports":
            return usual
        policy = f"img-src 'none'; report-uri {self.elsewhere.origin}/report /report"
        return (*usual, ("Content-Security-Policy", policy))

    def visits(self) -> int:
        """Return how often a page was opened."""
        return sum(
            h.path.rstrip("?").count("/") == 1 and h.path != "/apply" for h in self.home.heard
        )

    def forget(self) -> None:
        """Begin anew."""
        self.datagrams()
        for server in (self.home, self.elsewhere, self.inside):
            server.heard.clear()
            server.connections = 0

    def url(self, page: str) -> str:
        """Return the address of one page."""
        return f"{self.home.origin}/{page}"

    def leaked(self) -> set[str]:
        """Return the person's words that anybody received."""
        servers = (self.home, self.elsewhere, self.inside)
        return {w for s in servers for h in s.heard for w in leaks(h.raw, self.words)}


@contextlib.contextmanager
def opened_net(person: Candidate) -> Iterator[Net]:
    """Open the servers that a person's words could come to."""
    with (
        Recorder() as home,
        Recorder("localhost") as elsewhere,
        Recorder() as inside,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        udp.bind(("127.0.0.1", 0))
        udp.setblocking(False)
        made = Net(home, elsewhere, inside, words_of(person), udp)
        home.reply = elsewhere.reply = made.reply
        yield made
