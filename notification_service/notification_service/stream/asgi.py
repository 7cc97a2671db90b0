"""The stream's own process: granian serves ``application`` over ASGI.

It needs Django's settings and nothing else of it.
"""

import asyncio
import logging.config
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notification_service.settings")

from django.conf import settings
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from common import errors
from common.errors import ServiceError
from common.observability import HEADER, request_id
from notification_service.stream import tickets
from notification_service.stream.client import Client
from notification_service.stream.hub import Hub, HubAway
from notification_service.stream.tickets import TicketsAway

logging.config.dictConfig(settings.LOGGING)
log = logging.getLogger(__name__)
_REFUSALS = {
    404: ("no-such-path", "There is nothing at this address"),
    405: ("method-not-allowed", "The stream is only read"),
    500: ("internal-error", "The service failed"),
}
#: A reader who takes nothing for this long is gone, whatever its socket says.
_SECONDS_TO_SEND = 30.0
#: A stream ends by itself after an hour, so that who may read is asked again.
_SECONDS_OPEN = 3600.0


class EventStream(Response):
    """Writes one reader's events until either side ends."""

    def __init__(self, hub: Hub, client: Client, frames: list[bytes]) -> None:
        """Keep whose events they are and what is sent first."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(None, headers=headers, media_type="text/event-stream")
        del self.headers["content-length"]
        self._hub, self._client, self._frames = hub, client, frames

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write until the reader leaves, lags, is signed out or the hour is over."""
        parts = [
            asyncio.create_task(part)
            for part in (self._write(send), _left(receive), self._client.ended.wait())
        ]
        try:
            await asyncio.wait(parts, timeout=_SECONDS_OPEN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hub.dismiss(self._client)
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
        if parts[1].cancelled() and self._client.why != "slow":
            await self._finish(send)

    async def _write(self, send: Send) -> None:
        """Send headers, what was missed, and then event by event."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        await _body(send, b"".join(self._frames))
        while True:
            await _body(send, await self._client.take())

    async def _finish(self, send: Send) -> None:
        """End the answer properly; without it the server cuts the connection."""
        try:
            async with asyncio.timeout(1):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except Exception as error:  # whatever the server raises for a socket that is gone
            log.debug("a reader was gone before its stream ended: %r", error)


async def _body(send: Send, data: bytes) -> None:
    async with asyncio.timeout(_SECONDS_TO_SEND):
        await send({"type": "http.response.body", "body": data, "more_body": True})


async def _left(receive: Receive) -> None:
    """Return when the reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _last_id(request: Request) -> int | None:
    """Return the last event the reader has seen, from the header or, in a new tab, the query."""
    given = request.headers.get("last-event-id") or request.query_params.get("last_event_id", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


async def stream(request: Request) -> Response:
    """Open the stream of the person whose ticket is shown."""
    if request.method != "GET":  # a HEAD would stay open
        raise HTTPException(405, headers={"Allow": "GET"})
    hub: Hub = request.app.state.hub
    with request_id(request.headers.get(HEADER, "")):
        try:
            ticket = request.query_params.get("ticket", "")
            grant = await tickets.redeem(request.app.state.cache, ticket)
            client, frames = await hub.admit(grant, _last_id(request))
        except HubAway:
            return _problem(TicketsAway("Ask for a new ticket in a moment.", retry_after=2))
        except ServiceError as error:
            return _problem(error)
    return EventStream(hub, client, frames)


def _problem(error: ServiceError) -> JSONResponse:
    retry = error.extra.get("retry_after")
    return JSONResponse(
        errors.of(error),
        status_code=error.status,
        headers={"Retry-After": str(retry)} if retry else None,
        media_type=errors.CONTENT_TYPE,
    )


async def refuse(request: Request, error: Exception) -> Response:
    """Answer as a problem what the router refuses, or what is broken."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code, title = _REFUSALS.get(status, _REFUSALS[500])
    return JSONResponse(
        errors.problem(status=status, code=code, title=title),
        status_code=status,
        headers=getattr(error, "headers", None),
        media_type=errors.CONTENT_TYPE,
    )


async def livez(request: Request) -> Response:
    """Answer as long as the loop turns."""
    return PlainTextResponse("alive")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    app.state.hub, app.state.cache = Hub(), tickets.async_client()
    listening = asyncio.create_task(app.state.hub.run())
    try:
        yield
    finally:
        listening.cancel()
        await app.state.cache.aclose()


application = Starlette(
    routes=[
        Route("/api/v1/notifications/stream/", stream),
        Route("/livez", livez),
    ],
    exception_handlers={HTTPException: refuse, 500: refuse},
    lifespan=_lifespan,
)
