"""The shared cache: counters and memories that may be gone at any time."""

from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

#: What a cache that is away raises.
AWAY = (RedisError, OSError)


class _KeptClient(RedisCacheClient):
    """Django's client makes a new ``Redis`` for every call, which costs more than the call."""

    @cached_property
    def _kept(self) -> Redis:
        """One server is all there is; its pool notices a fork and is safe among threads."""
        client: Redis = super().get_client(write=True)
        return client

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """Return the one client."""
        return self._kept


class KeptRedisCache(RedisCache):
    """Django's Redis cache on one kept client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        """Take what ``CACHES`` says."""
        super().__init__(server, params)
        self._class = _KeptClient
