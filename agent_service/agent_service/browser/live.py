"""The live page as the form modules want it: Playwright's objects behind their small shapes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, pairwise
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, FloatRect, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from agent_service.browser.elements import ElementsOf, LateElements, LiveElement, elements, mended
from agent_service.forms.manifest import Manifest, SentRequest
from agent_service.forms.reader import is_foreign
from agent_service.forms.scripts import source
from agent_service.forms.traces import Traces
from agent_service.forms.traffic import Traffic
from agent_service.forms.wire import Wire

#: Requests of these kinds may still change what the page shows.
_CHANGES = frozenset({"script", "xhr", "fetch", "document"})
#: Frames may not call themselves by the names of ours.
_RESERVED = ("main", "popup")
_LOADED = 5_000  # milliseconds that pictures and the like are waited for
_PICTURE = 20_000  # milliseconds for a picture of the page, on a busy machine
_TALLEST = 16_000  # pixels of a picture: protects from a page without end
_OWED = 3.0  # seconds that such a request is waited for


class LiveFrame:
    """One document of the live page."""

    def __init__(self, frame: Frame, name: str) -> None:
        """Wrap Playwright's frame under the name that manifests use."""
        self._frame, self.name = frame, name

    @property
    def url(self) -> str:
        """The document's address."""
        return self._frame.url

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """Return the value of ``script``."""
        with mended():
            return self._frame.evaluate(script, arg)

    def find(self, script: str, arg: Any = None) -> list[LiveElement]:
        """Return the elements of the array that ``script`` gives."""
        with mended():
            return elements(self._frame.evaluate_handle(script, arg), self._frame.page.keyboard)

    def read(self, script: str) -> tuple[dict[str, Any], list[Sequence[LiveElement]]]:
        """Return what the reader script gives, and apart from it the elements in its ``nodes``.

        The elements are asked for when the first one is used: a form that is only looked at
        once more needs none.
        """
        with mended():
            found = self._frame.evaluate_handle(script)
            told = found.evaluate("r => ({ ...r, nodes: r.nodes.map(n => n.length) })")
        every = LateElements(found, self._frame.page.keyboard)
        ends = [0, *accumulate(told.pop("nodes"))]
        return told, [ElementsOf(every, slice(a, b)) for a, b in pairwise(ends)]


class LivePage:
    """One tab in a context of its own."""

    def __init__(self, context: BrowserContext, wire: Wire, traffic: Traffic, url: str) -> None:
        """Open a tab whose traffic is judged from its first request; ``url`` names its site."""
        self.traffic = traffic
        self._context, self._wire = context, wire
        traffic.own(url)
        context.route("**/*", traffic.route)
        context.route_web_socket("**/*", traffic.websocket)
        context.on("request", traffic.redirected)
        context.on("response", traffic.answered)
        context.on("requestfailed", traffic.failed)
        self._page: Page = context.new_page()

    @property
    def url(self) -> str:
        """The address in the address bar."""
        return self._page.url

    def goto(self, url: str) -> None:
        """Open ``url`` and wait for its document."""
        with mended():
            self._page.goto(url, wait_until="domcontentloaded")
        with contextlib.suppress(PlaywrightError):  # a picture that never comes is no hindrance
            self._page.wait_for_load_state("load", timeout=_LOADED)

    def frames(self) -> list[LiveFrame]:
        """Return the main frame, the iframes, and the documents of tabs it opened."""
        pages = [self._page, *(p for p in self._context.pages if p is not self._page)]
        return [
            LiveFrame(frame, _name(frame, popup=at > 0))
            for at, page in enumerate(pages)
            for frame in page.frames
            if _is_there(frame)
        ]

    def settle(self, *, quiet: float = 0.4, limit: float = 8.0, horizon: float = 0.7) -> bool:
        """Wait until the page is idle, or stood still for ``quiet`` seconds; True if idle."""
        end = time.monotonic() + limit
        while True:
            idle = [self._settled(f, quiet, end - time.monotonic(), horizon) for f in self._own()]
            left = end - time.monotonic()
            if left <= 0 or not self.traffic.owed(_CHANGES, at_most=min(_OWED, limit)):
                return all(idle) and left > 0
            self.wait(0.02)

    def _own(self) -> list[Frame]:
        """Return the documents that may hold the form: those of its own tabs that load."""
        frames = [f for page in self._context.pages for f in page.frames if _is_there(f)]
        return [f for f in frames if f.parent_frame is None or not is_foreign(f.url)]

    def _settled(self, frame: Frame, quiet: float, left: float, horizon: float) -> bool:
        try:
            span = [quiet * 1000, max(0.0, left) * 1000, horizon * 1000]
            return bool(frame.evaluate(source("settle"), span))
        except PlaywrightError:  # it went to another document: wait for that one
            if frame.parent_frame is None:
                with mended():
                    self._page.wait_for_load_state()
            return False

    def wait(self, seconds: float) -> None:
        """Let the page work."""
        with mended():
            self._page.wait_for_timeout(seconds * 1000)

    def screenshot(self) -> bytes:
        """Return the whole page as PNG; only its beginning where it has no end."""
        with mended():
            wide, tall = self._page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
            return self._page.screenshot(
                full_page=True,
                animations="disabled",
                timeout=_PICTURE,
                clip=FloatRect(x=0, y=0, width=wide, height=_TALLEST) if tall > _TALLEST else None,
            )

    def press(self, key: str) -> None:
        """Press a key wherever the focus is."""
        with mended():
            self._page.keyboard.press(key)

    def hold_all(self, values: Sequence[str], *, at: str = "main") -> None:
        """Let nothing leave from now on; with consent, only what goes to the form's site."""
        holdback = self.traffic.holdback
        self.traffic.own(self._place(at))
        self.traffic.keep_answers()
        holdback.values = holdback.values or Traces(values)
        holdback.stage = "held"
        if holdback.consent and values:
            self._wire.reopen()
        else:
            self._wire.shut()

    @contextmanager
    def turning(self) -> Iterator[None]:
        """Let the form go to its next page meanwhile."""
        self.traffic.holdback.turning = True
        try:
            yield
        finally:
            self.traffic.holdback.turning = False

    def let_go(self, hosts: Sequence[str], approved: Manifest) -> None:
        """Let the page's own submission leave, over connections of its own."""
        holdback = self.traffic.holdback
        self.traffic.approved = approved
        self.traffic.own(self._place(approved.fields[0].frame))
        holdback.hosts = (*holdback.hosts, *hosts)
        holdback.stage = "submitting"
        self._wire.reopen(once=True)

    def _place(self, frame: str) -> str:
        """Return the address of the document in a frame."""
        return next((f.url for f in self.frames() if f.name == frame), self.url)

    def requests(self) -> tuple[SentRequest, ...]:
        """Return what left and what was held back, oldest first."""
        return self.traffic.log()


def _is_there(frame: Frame) -> bool:
    """Return whether a frame has a document; one whose address is refused never answers."""
    return not frame.is_detached() and bool(frame.url)


def _name(frame: Frame, *, popup: bool) -> str:
    """Return how a manifest names a frame; addresses lose their query, which changes."""
    if frame.parent_frame is None:
        return "popup" if popup else "main"
    parts = urlsplit(frame.url)
    named = "" if frame.name in _RESERVED else frame.name
    return named or f"{parts.hostname or ''}{parts.path}"
