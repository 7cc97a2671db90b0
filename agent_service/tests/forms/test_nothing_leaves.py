"""A page that tries every way to send what is typed into it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext

pytestmark = pytest.mark.browser

PAGE = b"""<!doctype html><main>
<form method="post" action="/apply">
<label for="name">Full name</label><input id="name" name="name" required>
<label for="mail">E-mail</label><input id="mail" name="mail" required>
<label for="cv">Resume</label><input id="cv" type="file" name="cv">
<button>Submit application</button></form></main>
<script>
const ways = (text) => [
  () => fetch('/collect', {method: 'POST', body: text}),
  () => fetch('/collect?n=' + encodeURIComponent(text)),
  () => fetch('/collect/' + btoa(text)),
  () => fetch('/seen'),
  () => { const r = new XMLHttpRequest(); r.open('PUT', '/collect'); r.send(text); },
  () => navigator.sendBeacon('/collect', text),
  () => { new Image().src = '/collect?i=' + btoa(text); },
  () => new WebSocket('ws://' + location.host + '/socket?n=' + btoa(text)),
  () => new EventSource('/collect?e=' + btoa(text)),
  () => { const b = new Blob(["fetch('" + location.origin + "/worker?n=" + btoa(text) + "')"]);
          new Worker(URL.createObjectURL(b)); },
  () => { const b = new Blob(["fetch('" + location.origin + "/shared?n=" + btoa(text) + "')"]);
          new SharedWorker(URL.createObjectURL(b)); },
  () => navigator.serviceWorker.register('/sw.js?n=' + btoa(text)),
  () => { const l = document.createElement('link'); l.rel = 'prefetch';
          l.href = '/prefetch?n=' + btoa(text); document.head.append(l); },
  () => { const f = document.createElement('iframe'); f.src = '/frame?n=' + btoa(text);
          document.body.append(f); },
  () => { const a = document.createElement('a'); a.href = '/download?n=' + btoa(text);
          a.download = 'x'; document.body.append(a); a.click(); },
  () => { const s = document.createElement('style');
          s.textContent = "body{background:url('/style?n=" + btoa(text) + "')}";
          document.head.append(s); },
  () => window.open('/popup?n=' + btoa(text)),
  () => { document.cookie = 'n=' + btoa(text); fetch('/seen'); },
];
for (const box of document.querySelectorAll('input')) box.addEventListener('change', () => {
  for (const way of ways(box.value + (box.files?.[0]?.name || ''))) try { way(); } catch (e) {}
});
fetch('/seen');
fetch('/early', {method: 'POST', body: 'nothing about anybody'});
</script>"""


class Listener(ThreadingHTTPServer):
    """Notes every request line that reaches it, whatever it is."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heard: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def log_message(self, format: str, *args: object) -> None: ...

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_GET(self) -> None:
        self.server.heard.append(f"{self.command} {self.path}")
        body = PAGE if self.path == "/" else b"ok"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_no_way_out_is_open_while_a_form_is_prepared(
    session: Session, listener: Listener, person: Candidate, job: JobContext
) -> None:
    draft = session.prepare(f"http://127.0.0.1:{listener.server_address[1]}/", person, job)
    assert {f.label: f.value for f in draft.manifest.fields} == {
        "Full name": "Nadia van den Berg",
        "E-mail": "nadia@example.org",
        "Resume": "nadia.pdf",
    }
    assert set(listener.heard) <= {"GET /", "GET /seen", "GET /favicon.ico"}
    assert sum(h == "GET /seen" for h in listener.heard) == 1
    held = " ".join(r.url for r in draft.held_back)
    assert all(way in held for way in ("/collect", "/early", "/socket", "/frame"))
