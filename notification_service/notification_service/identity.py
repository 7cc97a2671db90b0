"""Ids that are the same whoever makes them."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID


def id_of(at: datetime, *names: object) -> UUID:
    """Return the UUIDv7 of a moment whose random bits are the hash of some names.

    The same event, heard twice or in another order, makes the same rows.

    Source: RFC 9562, section 5.7.
    """
    digest = sha256("\n".join(map(str, names)).encode()).digest()
    noise = int.from_bytes(digest[:10])
    milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
    high, low = noise >> 62 & 0xFFF, noise & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
