"""Readers that lag, and silence."""

import asyncio
import socket
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from streams import PATH

from notification_service.stream import actions, client, tickets, wire
from notification_service.stream.client import Client
from notification_service.stream.tickets import Grant


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_takes_nothing_is_disconnected(origin: str, user_id: UUID) -> None:
    ticket = tickets.issue(Grant(user_id=user_id, auth_time=0))
    where = urlsplit(origin)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(20)
        slow.connect((where.hostname, where.port))
        slow.sendall(f"GET {PATH}?ticket={ticket} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        got = slow.recv(10)
        for number in range(400):
            with transaction.atomic():
                actions.tell(user_id, ("run", {"number": number, "much": "x" * 64_000}))
        while more := slow.recv(1 << 20):
            got += more
    assert got.startswith(b"HTTP/1.1 200")
    assert 10 < got.count(b"event: run") < 400 - client.QUEUE


def test_a_full_queue_ends_the_stream() -> None:
    async def fill() -> Client:
        reader = Client(Grant(user_id=uuid4(), auth_time=0))
        for number in range(1, client.QUEUE + 2):
            reader.offer(number, b"")
        return reader

    reader = asyncio.run(fill())
    assert reader.ended.is_set()
    assert reader.why == "slow"


def test_a_silence_is_filled_with_heartbeats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "HEARTBEAT_SECONDS", 0.01)

    async def take() -> list[bytes]:
        reader = Client(Grant(user_id=uuid4(), auth_time=0))
        silence = await reader.take()
        reader.offer(1, b"one")
        return [silence, await reader.take(), await reader.take()]

    assert asyncio.run(take()) == [wire.HEARTBEAT, b"one", wire.HEARTBEAT]
    assert wire.HEARTBEAT.startswith(b":")


def test_what_a_reader_has_already_is_not_sent_again() -> None:
    async def take() -> bytes:
        reader = Client(Grant(user_id=uuid4(), auth_time=0))
        reader.offer(5, b"five")
        reader.begin(7)
        reader.offer(6, b"six")
        reader.offer(8, b"eight")
        reader.offer(8, b"eight once more")
        return await reader.take()

    assert asyncio.run(take()) == b"eight"
