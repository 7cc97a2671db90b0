"""One LISTEN connection a process, fanned out to everyone who reads a stream here."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import psycopg

from common import database
from notification_service.stream import wire
from notification_service.stream.client import Client
from notification_service.stream.tickets import Grant, TicketRefused
from notification_service.stream.wire import Row

log = logging.getLogger(__name__)
#: A connection that died without a word is noticed this soon.
_SECONDS_BETWEEN_LOOKS = 15.0
_SECONDS_BETWEEN_TRIES = 0.5
#: Who missed more than this is told to look at the lists again.
_BACKLOG = 1000
#: One person's tabs and devices; the oldest stream makes room for a new one.
_MOST_OF_ONE_PERSON = 20

Connection = psycopg.AsyncConnection[tuple[Any, ...]]


class HubAway(Exception):
    """The database does not answer; the reader should come again in a moment."""


class Hub:
    """Holds the readers of this process and hands each what is theirs.

    Two database connections serve any number of readers: one listens, one reads. When they
    break, both are made anew and every reader gets what it missed in between.
    """

    def __init__(self) -> None:
        """Start with nobody."""
        self._clients: dict[UUID, set[Client]] = {}
        self._reader: Connection | None = None

    async def run(self) -> None:
        """Listen for as long as the process lives."""
        while True:
            try:
                await self._session()
            except (psycopg.Error, OSError) as error:
                log.warning("the stream lost its database, reconnecting: %r", error)
            self._reader = None
            await asyncio.sleep(_SECONDS_BETWEEN_TRIES)

    async def _session(self) -> None:
        """Connect, catch up and fan out until the connection breaks."""
        async with await _connect() as listener, await _connect() as reader:
            await listener.execute(f"LISTEN {wire.CHANNEL}")
            self._reader = reader
            await self._recheck(self._clients)
            await self._catch_up()
            log.info("the stream listens")
            while True:
                if rings := await _rings(listener):
                    await self._hand_out(rings)
                else:
                    await listener.execute("SELECT 1")

    async def admit(self, grant: Grant, last_id: int | None) -> tuple[Client, list[bytes]]:
        """Return a new reader and what it is sent first.

        Args:
            grant: whose stream it is.
            last_id: the last event the reader has seen; None where it begins now.

        Raises:
            TicketRefused: the person was signed out or erased in the meantime.
            HubAway: the database does not answer.
        """
        client = Client(grant)
        mine = self._clients.setdefault(grant.user_id, set())
        mine.add(client)
        try:
            await self._recheck([grant.user_id])
            if client.ended.is_set():
                raise TicketRefused("You were signed out: sign in again.")
            frames = await self._first_frames(client, last_id)
        except BaseException as error:
            self.dismiss(client)
            if isinstance(error, psycopg.Error | OSError):
                raise HubAway from error
            raise
        for oldest in sorted(mine, key=lambda each: each.opened_at)[:-_MOST_OF_ONE_PERSON]:
            oldest.end("replaced")
        return client, frames

    def dismiss(self, client: Client) -> None:
        """Forget a reader."""
        mine = self._clients.get(client.grant.user_id, set())
        mine.discard(client)
        if not mine:
            self._clients.pop(client.grant.user_id, None)

    async def _first_frames(self, client: Client, last_id: int | None) -> list[bytes]:
        """Return what the reader missed, or where it stands now if that cannot be told."""
        user_id = client.grant.user_id
        forgotten, newest, start = (await self._fetch(wire.BOUNDS, [user_id, user_id]))[0]
        unread = await self._unread([user_id])
        if last_id is not None and forgotten <= last_id <= newest:
            rows = await self._rows(wire.ROWS_AFTER, [user_id, last_id, _BACKLOG])
            if len(rows) < _BACKLOG:
                client.begin(rows[-1].id if rows else last_id)
                return [wire.OPENING, *(row.frame(unread) for row in rows)]
        client.begin(start)
        reset = [] if last_id is None else [wire.reset(start)]
        return [wire.OPENING, *reset, Row(start, user_id, "unread", {}).frame(unread)]

    async def _hand_out(self, rings: list[str]) -> None:
        """Give the events of a batch of rings to their readers."""
        known = [wire.read_ring(ring) for ring in rings]
        here = [(user_id, what) for user_id, what in known if user_id in self._clients]
        await self._recheck({user_id for user_id, what in here if what is None})
        if ids := [what for _, what in here if what is not None]:
            await self._offer(await self._rows(wire.ROWS_BY_ID, [ids]))

    async def _offer(self, rows: list[Row]) -> None:
        """Queue the rows for those they belong to."""
        counted = await self._unread({row.user_id for row in rows if row.kind == "unread"})
        for row in rows:
            frame = row.frame(counted)
            for client in tuple(self._clients.get(row.user_id, ())):
                client.offer(row.id, frame)

    async def _catch_up(self) -> None:
        """Give every reader what was written while nobody listened."""
        for user_id, mine in list(self._clients.items()):
            seen = min((client.seen for client in mine), default=0)
            await self._offer(await self._rows(wire.ROWS_AFTER, [user_id, seen, _BACKLOG]))

    async def _recheck(self, people: Iterable[UUID]) -> None:
        """End the streams of people who were erased or signed out everywhere."""
        asked = [user_id for user_id in people if user_id in self._clients]
        if not asked:
            return
        for user_id, before, erased in await self._fetch(wire.REVOCATIONS, [asked]):
            for client in tuple(self._clients.get(user_id, ())):
                if erased or client.grant.auth_time <= before.timestamp():
                    client.end("revoked")

    async def _unread(self, people: Iterable[UUID]) -> dict[UUID, int]:
        """Return the number of unread messages of each person who has any."""
        asked = list(people)
        return dict(await self._fetch(wire.UNREAD, [asked])) if asked else {}

    async def _rows(self, query: str, values: list[Any]) -> list[Row]:
        return [Row(*found) for found in await self._fetch(query, values)]

    async def _fetch(self, query: str, values: list[Any]) -> list[Any]:
        if self._reader is None:
            raise psycopg.OperationalError("the stream is reconnecting")
        cursor = await self._reader.execute(query, values)
        return await cursor.fetchall()


async def _connect() -> Connection:
    """Return a connection that tells sooner than others that the database is gone."""
    sooner = database.parameters(keepalives_idle=10, keepalives_interval=5)
    return await psycopg.AsyncConnection.connect(**sooner)


async def _rings(listener: Connection) -> list[str]:
    """Return what rang at the same time; nothing after a silence."""
    waiting = listener.notifies(timeout=_SECONDS_BETWEEN_LOOKS, stop_after=1)
    return [note.payload async for note in waiting]
