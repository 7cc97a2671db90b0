"""Tickets: what a browser shows to open the stream, since it can send no token there.

A ticket opens one stream within a minute. It lies in the cache, under its hash, and is taken out
in one step, so that of two uses at the same time one fails.
"""

import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

import orjson
import redis
from django.conf import settings
from redis import asyncio as redis_async
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from common.errors import ServiceError

SECONDS = 60
_LONGEST = 100
_TIMEOUTS: dict[str, Any] = {"socket_timeout": 2, "socket_connect_timeout": 1}


class TicketRefused(ServiceError):
    """The ticket opens nothing (any more)."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "ticket-refused"
    title: ClassVar[str] = "The ticket is not accepted"


class TicketsAway(ServiceError):
    """The cache, where tickets lie, does not answer."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "tickets-away"
    title: ClassVar[str] = "No stream can be opened for the moment"
    permanent = False


@dataclass(frozen=True, slots=True)
class Grant:
    """Whose stream a ticket opens, and when that person had signed in."""

    user_id: UUID
    auth_time: float  # Unix time of the sign-in behind the token


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(settings.CACHE_URL, retry=Retry(NoBackoff(), 1), **_TIMEOUTS)


def async_client() -> redis_async.Redis:
    """Return a client for the stream's event loop."""
    again = AsyncRetry(NoBackoff(), 1)
    return redis_async.Redis.from_url(settings.CACHE_URL, retry=again, **_TIMEOUTS)


def _key(ticket: str) -> str:
    return f"jobapplier:stream-ticket:{sha256(ticket.encode()).hexdigest()}"


def issue(grant: Grant) -> str:
    """Return a new ticket.

    Raises:
        TicketsAway: the cache does not answer.
    """
    ticket = secrets.token_urlsafe(32)
    value = orjson.dumps({"user_id": grant.user_id, "auth_time": grant.auth_time})
    try:
        _client().set(_key(ticket), value, ex=SECONDS)
    except redis.RedisError as error:
        raise TicketsAway("Try again in a moment.", retry_after=5) from error
    return ticket


async def redeem(client: redis_async.Redis, ticket: str) -> Grant:
    """Take the ticket out of the cache and return what it grants.

    Raises:
        TicketRefused: it was used, has expired or never was.
        TicketsAway: the cache does not answer.
    """
    if not ticket or len(ticket) > _LONGEST:
        raise TicketRefused("Ask for a ticket and open the stream with it within a minute.")
    try:
        value = await client.getdel(_key(ticket))
    except redis.RedisError as error:
        raise TicketsAway("Try again in a moment.", retry_after=5) from error
    if value is None:
        raise TicketRefused("Ask for a new ticket: each opens one stream, within a minute.")
    found = orjson.loads(value)
    return Grant(user_id=UUID(found["user_id"]), auth_time=float(found["auth_time"]))
