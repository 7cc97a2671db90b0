"""A browser for one application, on a thread of its own.

Playwright's objects live on one thread, so that the caller's thread keeps its database
connection and can watch its lease while a page hangs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from agent_service.browser.live import LivePage
from agent_service.forms import chromium
from agent_service.forms import prepare as preparing
from agent_service.forms import submit as submitting
from agent_service.forms.adapter import Adapter, best_for, consented_sites
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.chromium import BrowserMissing
from agent_service.forms.draft import Draft, SubmitOutcome
from agent_service.forms.manifest import Manifest, Value
from agent_service.forms.scripts import source
from agent_service.forms.traffic import Traffic
from agent_service.forms.wire import Wire

T = TypeVar("T")

_BEAT = 5.0  # seconds between two calls of the heartbeat
_ACTION = 5_000  # milliseconds for one click or fill
_LOAD = 30_000  # milliseconds for a page


class BrowserHung(Exception):
    """The browser did not finish in time and was ended; what it did last is not known."""


@contextmanager
def session(
    *,
    proxy_url: str | None = None,
    timeout: float = 180.0,
    heartbeat: Callable[[], None] = lambda: None,
) -> Iterator[Session]:
    """Open a browser for one application and end it afterwards, hung or not.

    Args:
        proxy_url: the filtering proxy that all traffic goes through.
        timeout: seconds that one call may take.
        heartbeat: called about every five seconds, on the caller's thread, while a call runs;
            what it raises ends the call and the browser.

    Raises:
        BrowserMissing: no browser is installed; the message says the command that installs one.
    """
    opened = Session(proxy_url, timeout, heartbeat)
    try:
        opened.start()
        yield opened
    finally:
        opened.close()


def _shut_wire() -> Wire:
    wire = Wire(None, lambda target: None)
    wire.shut()
    return wire


@dataclass(frozen=True)
class _Ready:
    """A refilled form: what stood in it, where, and who knows where it goes and how it thanks."""

    page: LivePage
    seen: Manifest
    frame: str
    hosts: tuple[str, ...]
    adapter: Adapter


def _ready(page: LivePage, seen: Manifest) -> _Ready:
    adapter, frame = best_for(page), seen.fields[0].frame
    url = next((f.url for f in page.frames() if f.name == frame), page.url)
    return _Ready(page, seen, frame, adapter.goes_to(url), adapter)


class Session:
    """One browser; its methods are called from the caller's thread and run on the browser's."""

    def __init__(
        self, proxy_url: str | None, timeout: float, heartbeat: Callable[[], None]
    ) -> None:
        """Make nothing yet; ``start`` does."""
        self._timeout, self._heartbeat = timeout, heartbeat
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._folder = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        self._proxy_url = proxy_url
        self._wire = _shut_wire()  # of the browser's own errands; each form has its own
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._line: Wire | None = None
        self._live: LivePage | None = None
        self._ready: _Ready | None = None

    def start(self) -> None:
        """Start the browser."""
        self._call(self._launch)

    def prepare(
        self,
        url: str,
        candidate: Candidate,
        job: JobContext,
        *,
        edits: Mapping[str, Value] | None = None,
        site_consent: bool = False,
        sites: tuple[str, ...] = (),
    ) -> Draft:
        """Return the filled form and what has to be asked; nothing about the person leaves.

        Args:
            url: the posting or its form.
            candidate: the person.
            job: the opening.
            edits: what the person said to single fields, by the manifest's field key.
            site_consent: the person lets this site be sent to while preparing.
            sites: those that the consent is for; none: the form's own.

        Raises:
            NeedsPerson: captcha, login, code, wizard or no form; it may carry the draft.
            PageError: the page cannot be opened.
            BrowserHung: it took too long.
        """

        def work() -> Draft:
            page = self._fresh(url, site_consent, sites)
            return preparing.prepare(
                page,
                url,
                candidate,
                job,
                edits=edits or {},
                consent=site_consent,
                at=datetime.now(UTC),
            )

        return self._call(work)

    def refill(self, manifest: Manifest, files: Mapping[str, Path]) -> Manifest:
        """Open the form again, fill in what was approved, and return what stands there now.

        Compare with ``manifest.differences(approved, seen)``; only an empty list may be sent.
        ``files`` holds the bytes by document id.

        Raises:
            NeedsPerson, PageError, BrowserHung: as ``prepare``.
        """

        def work() -> Manifest:
            sites = consented_sites(manifest.final_url, manifest.adapter)
            page = self._fresh(manifest.url, manifest.site_consent, sites)
            seen = preparing.refill(page, manifest, files, at=datetime.now(UTC))
            if seen.fields:
                self._ready = _ready(page, seen)
            return seen

        return self._call(work)

    def submit(self, *, timeout: float = 60.0) -> SubmitOutcome:
        """Click once on the form that was refilled, and say what is proved.

        A session submits once: the form is gone afterwards.

        Raises:
            RuntimeError: nothing was refilled, or it was submitted already.
            BrowserHung: the outcome is unknown.
        """
        ready, self._ready = self._ready, None
        if ready is None:
            raise RuntimeError("refill a form first; a session submits a refilled form once")
        return self._call(
            lambda: submitting.submit(
                ready.page,
                ready.seen,
                ready.hosts,
                timeout=timeout,
                confirms=ready.adapter.confirms,
            )
        )

    def close(self) -> None:
        """End the browser; a hung one is killed."""
        with contextlib.suppress(Exception):  # whatever the browser says, it ends
            self._thread.submit(self._quit).result(timeout=10)
        self._kill()
        for wire in (self._wire, self._line):
            if wire:
                wire.close()
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._folder.cleanup()

    def _call(self, work: Callable[[], T]) -> T:
        """Run ``work`` on the browser's thread and wait, with the heartbeat going."""
        future: Future[T] = self._thread.submit(work)
        until = time.monotonic() + self._timeout
        while True:
            try:
                return future.result(timeout=_BEAT)
            except StillRunning:
                if future.done():
                    raise
            try:
                self._heartbeat()
            except BaseException:
                self._kill()
                raise
            if time.monotonic() > until:
                self._kill()
                raise BrowserHung(f"no answer from the browser in {self._timeout:.0f} s")

    def _launch(self) -> None:
        driver = self._driver = sync_playwright().start()
        whole = Path(driver.chromium.executable_path)
        path = chromium.find_installed() or chromium.find_downloaded(whole)
        if path is None:
            raise chromium.missing()
        try:
            self._browser = driver.chromium.launch(
                executable_path=chromium.write_launcher(path, Path(self._folder.name)),
                chromium_sandbox=True,
                args=list(chromium.QUIET_FLAGS),
                proxy={"server": self._wire.address},
            )
        except PlaywrightError as error:
            raise BrowserMissing(f"{path} does not start: {str(error)[:500]}") from error

    def _quit(self) -> None:
        if self._browser:
            self._browser.close()
        if self._driver:
            self._driver.stop()

    def _fresh(self, url: str, consent: bool, sites: tuple[str, ...]) -> LivePage:
        """Return a tab without history, with the traffic of ``url``'s site watched."""
        if self._browser is None:
            raise RuntimeError("the browser was not started")
        self._forget()
        traffic = Traffic(consent, lambda url: wire.permit(url), sites)
        wire = self._line = Wire(self._proxy_url, traffic.refused)
        context = self._browser.new_context(
            proxy={"server": wire.address},
            accept_downloads=False,
            service_workers="block",
            viewport={"width": 1280, "height": 1600},
        )
        context.set_default_timeout(_ACTION)
        context.set_default_navigation_timeout(_LOAD)
        context.add_init_script(source("doors"))
        context.add_init_script(source("work"))
        self._live = LivePage(context, wire, traffic, url)
        return self._live

    def _forget(self) -> None:
        """End the form before; what it still sends by and by ends in a wire that is shut."""
        self._ready = None
        if self._line:
            self._line.close()
        for old in self._browser.contexts if self._browser else ():
            old.close()

    def _kill(self) -> None:
        """End the browser's own process group: its pid was noted when it started."""
        with contextlib.suppress(OSError, ValueError):
            os.killpg(int((Path(self._folder.name) / "pid").read_text()), signal.SIGKILL)
