"""Watches and holds the traffic of one browser context, and remembers all of it.

Requests, routes and responses are Playwright's; nothing of it is imported here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from agent_service.forms.departures import departure
from agent_service.forms.holdback import Ask, Holdback, site_of
from agent_service.forms.manifest import Manifest, SentRequest

_REPLAYED = frozenset({"xhr", "fetch", "script", "stylesheet", "image", "font"})
#: Headers that the browser writes by itself, the same before the form is filled and after.
_USUAL = frozenset({"accept", "accept-language", "user-agent"})
_LARGEST_REPLAY = 2_000_000  # bytes of one kept answer: protects our memory from a page's


class Traffic:
    """The record of what left and what was held, and the judge at the door."""

    def __init__(
        self, consent: bool, permit: Callable[[str], None], sites: tuple[str, ...] = ()
    ) -> None:
        """Start in the stage ``reading``.

        Args:
            consent: lets this site's own requests leave.
            permit: called with the address of each request that may leave, before it does.
            sites: those that the consent is for; none: the form's own.
        """
        self.holdback = Holdback(consent=consent, consented=sites)
        self._permit = permit
        self._log: list[SentRequest] = []
        self._at: dict[int, int] = {}  # id of a live request: place in the log
        self._left_at: dict[int, float] = {}  # place in the log: when it left
        self._alive: list[Any] = []  # keeps those ids from being reused
        self._answers: dict[str, Any] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self._usual: set[str] = set()  # headers as they stood in requests of an empty form
        self.approved: Manifest | None = None  # what may be sent, once something may

    def log(self) -> tuple[SentRequest, ...]:
        """Return everything, oldest first."""
        return tuple(self._log)

    def owed(self, kinds: Collection[str], *, at_most: float) -> bool:
        """Return whether a request of these kinds that left not longer ago has no answer yet."""
        since = time.monotonic() - at_most
        return any(
            self._log[at].kind in kinds and self._log[at].is_owed
            for at, left_at in reversed(self._left_at.items())
            if left_at > since
        )

    def own(self, *urls: str) -> None:
        """Say which sites are the form's own."""
        self.holdback.hosts = tuple({site_of(u) for u in urls if u.startswith("http")})

    def route(self, route: Any) -> None:
        """Let a request leave, hold it, or answer it from what was read before.

        A document that is held is told to be aborted, so that the page stays where it is.
        """
        request = route.request
        kept = self._kept.get(request.url) if self._is_plain(request) else None
        if kept and self.holdback.stage == "held":
            route.fulfill(**kept)
            return
        ask = self._ask(request)
        why = self.holdback.judge(ask)
        if kept and why:
            route.fulfill(**kept)
            return
        departs = "" if why else self._departure(request)
        why = why or departs
        self._note(request, ask, why, departs=bool(departs))
        if why:
            route.abort("aborted" if ask.kind == "document" else "blockedbyclient")
        else:
            self._permit(ask.url)
            route.continue_()

    def redirected(self, request: Any) -> None:
        """Let a redirect reach its new place, or note that it may not.

        Interception does not see it: where the wire is not told of the place, it ends there.
        """
        if request.redirected_from is None:
            return
        ask = self._ask(request)
        why = self.holdback.judge_redirect(ask)
        self._note(request, ask, why)
        if not why:
            self._permit(request.url)

    def websocket(self, socket: Any) -> None:
        """Keep a web socket from connecting: the page talks to nobody."""
        ask = Ask("GET", str(socket.url), "websocket")
        self._note(socket, ask, "web sockets are no part of a form")

    def answered(self, response: Any) -> None:
        """Note the status of an answer, and keep what may be asked for again."""
        request = response.request
        self._update(request, {"status": int(response.status)})
        if self.holdback.stage == "reading" and self._is_plain(request):
            self._answers[request.url] = response

    def failed(self, request: Any) -> None:
        """Note that a request got no answer."""
        self._update(request, {"failed": str(request.failure or "failed")})

    def keep_answers(self) -> None:
        """Fetch the bodies read so far, so that they can be replayed while all is held."""
        for url, response in self._answers.items() if self.holdback.stage == "reading" else ():
            if response.request.resource_type not in _REPLAYED or url in self._kept:
                continue
            try:
                body = response.body()
            except Exception:  # gone from the browser's buffer: then it cannot be replayed
                continue
            if len(body) <= _LARGEST_REPLAY:
                self._kept[url] = {
                    "status": response.status,
                    "headers": _replayable(response.headers),
                    "body": body,
                }

    def refused(self, target: str) -> None:
        """Note what got past interception and was stopped at the wire."""
        self._log.append(
            SentRequest(method="", url=target, kind="wire", state="held", why="the wire was shut")
        )

    @staticmethod
    def _is_plain(request: Any) -> bool:
        return bool(request.method == "GET")

    def _ask(self, request: Any) -> Ask:
        return Ask(
            request.method,
            request.url,
            request.resource_type,
            _size(request),
            "\n".join(self._told(request.headers)),
        )

    def _told(self, headers: Mapping[str, str]) -> list[str]:
        """Return the headers that may say something of the person.

        The browser's own would be taken for their words: it names “mobile” and its system. No
        script may set those that begin with ``sec-``.
        """
        lines = {f"{k}: {v}": k for k, v in headers.items() if not k.startswith("sec-")}
        if self.holdback.stage == "reading":
            self._usual |= {line for line, name in lines.items() if name in _USUAL}
        return [line for line in lines if line not in self._usual]

    def _departure(self, request: Any) -> str:
        """Return how a submission says something else than what was approved."""
        if self.approved is None or self.holdback.stage != "submitting":
            return ""
        return departure(self.approved, request.url, _body(request), _content_type(request))

    def _note(self, request: Any, ask: Ask, why: str, *, departs: bool = False) -> None:
        self._at[id(request)] = len(self._log)
        self._left_at[len(self._log)] = time.monotonic()
        self._alive.append(request)
        self._log.append(
            SentRequest(
                method=ask.method,
                url=ask.url,
                kind=ask.kind,
                body_bytes=ask.body_bytes,
                content_type=_content_type(request),
                carries=ask.body_bytes > 0 or self.holdback.carries(ask),
                state="held" if why else "sent",
                why=why,
                departs=departs,
            )
        )

    def _update(self, request: Any, news: Mapping[str, int | str]) -> None:
        at = self._at.get(id(request))
        if at is not None and self._log[at].state == "sent":
            self._log[at] = self._log[at].model_copy(update=news)


def _size(request: Any) -> int:
    """Return the size of a body in bytes; 1 stands for one whose bytes are not shown."""
    if body := _body(request):
        return len(body)
    return 0 if request.method in ("GET", "HEAD", "OPTIONS") else 1


def _body(request: Any) -> bytes:
    """Return the body as far as the browser shows it."""
    try:
        return bytes(request.post_data_buffer or b"")
    except Exception:  # a body that is no text and cannot be shown is a body all the same
        return b"?"


def _content_type(request: Any) -> str:
    headers = getattr(request, "headers", {})
    return str(headers.get("content-type", "")).split(";")[0]


def _replayable(headers: Mapping[str, str]) -> dict[str, str]:
    gone = {"content-encoding", "content-length", "transfer-encoding", "connection"}
    return {k: v for k, v in headers.items() if k.lower() not in gone}
