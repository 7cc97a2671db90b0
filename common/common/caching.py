"""The shared cache: counters and memories that may be gone at any time."""

from redis.exceptions import RedisError

#: What a cache that is away raises.
AWAY = (RedisError, OSError)
