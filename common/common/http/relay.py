"""Carries bytes and HTTP messages between two connections; the working half of the proxy."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

import h11

_PIECE = 64 * 1024
#: Headers that speak to the next hop only (RFC 9110, 7.6.1), and those meant for a proxy.
_HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"upgrade",
}


class Activity:
    """When something last moved on a pair of connections; an idle pair is closed."""

    def __init__(self, idle: float) -> None:
        """Start now; ``idle`` is in seconds."""
        self._idle = idle
        self._last = asyncio.get_running_loop().time()

    async def read(self, reader: asyncio.StreamReader) -> bytes:
        """Return the next bytes of one side; silence is fine while the other side moves.

        Raises:
            TimeoutError: neither side moved for the idle time.
        """
        loop = asyncio.get_running_loop()
        while (left := self._last + self._idle - loop.time()) > 0:
            with suppress(TimeoutError):
                data = await asyncio.wait_for(reader.read(_PIECE), left)
                self._last = loop.time()
                return data
        raise TimeoutError


class Peer:
    """One side of a relayed HTTP exchange."""

    def __init__(
        self,
        role: type[h11.CLIENT] | type[h11.SERVER],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        longest_header: int,
    ) -> None:
        """Wrap a connection; ``role`` is the part that we play on it."""
        self.reader, self.writer = reader, writer
        self._state = h11.Connection(role, max_incomplete_event_size=longest_header)

    @property
    def unread(self) -> bytes:
        """Return what arrived behind the last message."""
        return self._state.trailing_data[0]

    @property
    def may_answer(self) -> bool:
        """Return whether no part of an answer has been sent yet."""
        return self._state.our_state in (h11.IDLE, h11.SEND_RESPONSE)

    async def receive(self, activity: Activity) -> h11.Event | type[h11.PAUSED]:
        """Return the next part of a message.

        Raises:
            h11.RemoteProtocolError: the other side does not speak HTTP, or its header is too long.
            TimeoutError: the pair is idle.
        """
        while (event := self._state.next_event()) is h11.NEED_DATA:
            self._state.receive_data(await activity.read(self.reader))
        return event  # type: ignore[return-value]  # h11 types NEED_DATA as its own class

    async def send(self, *events: h11.Event) -> None:
        """Send parts of a message and wait until the other side keeps up."""
        for event in events:
            self.writer.write(self._state.send(event) or b"")
        await self.writer.drain()

    async def answer(self, status: int, message: str) -> None:
        """Send a short answer of our own."""
        body = message.encode()
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("content-length", str(len(body))),
            ("connection", "close"),
        ]
        response = h11.Response(status_code=status, headers=headers)
        await self.send(response, h11.Data(data=body), h11.EndOfMessage())


async def exchange(client: Peer, server: Peer, request: h11.Request, activity: Activity) -> None:
    """Carry one request, already read up to its body, to a server and its answer back."""
    await server.send(request)
    upload = asyncio.create_task(_copy(client, server, activity))
    try:
        await _copy(server, client, activity)
    finally:
        upload.cancel()
        with suppress(asyncio.CancelledError, OSError, TimeoutError, h11.ProtocolError):
            await upload


async def _copy(source: Peer, sink: Peer, activity: Activity) -> None:
    """Carry one message, or the rest of it."""
    while True:
        event = await source.receive(activity)
        if isinstance(event, h11.Response):
            event = h11.Response(
                status_code=event.status_code,
                headers=end_to_end(event.headers),
                reason=event.reason,
            )
        if not isinstance(
            event, h11.InformationalResponse | h11.Response | h11.Data | h11.EndOfMessage
        ):
            return
        await sink.send(event)
        if isinstance(event, h11.EndOfMessage):
            return


def end_to_end(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers meant for the far end, and that the connection closes afterwards."""
    named = {
        name.strip().lower()
        for key, value in headers
        if key == b"connection"
        for name in value.split(b",")
    }
    kept = [(key, value) for key, value in headers if key not in _HOP_BY_HOP | named]
    return [*kept, (b"connection", b"close")]


async def tunnel(client: Peer, server: Peer, activity: Activity) -> None:
    """Carry bytes both ways until both sides have ended, or nothing moves any more."""
    server.writer.write(client.unread)
    async with asyncio.TaskGroup() as both:
        both.create_task(_pump(client.reader, server.writer, activity))
        both.create_task(_pump(server.reader, client.writer, activity))


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, activity: Activity
) -> None:
    """Carry bytes one way, and then the end."""
    while data := await activity.read(reader):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
