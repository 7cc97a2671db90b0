"""Keeping what must be used again but never shown: sealed under keys made of the secret.

A new SECRET_KEY seals; those of SECRET_KEY_FALLBACKS still open, so that it can be changed.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_INFO = b"notification_service.sealing"


class Unreadable(Exception):
    """It was sealed under a secret that is known no more, or was changed."""


def key_of(secret: str, info: bytes, *, length: int = 32) -> bytes:
    """Return a key for one purpose, made of a secret (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret.encode())


def seal(value: Mapping[str, Any]) -> str:
    """Return some JSON as text that only this installation can open."""
    return _box().encrypt(orjson.dumps(dict(value))).decode()


def unseal(sealed: str) -> dict[str, Any]:
    """Return what was sealed.

    Raises:
        Unreadable: no secret of this installation opens it.
    """
    try:
        opened: dict[str, Any] = orjson.loads(_box().decrypt(sealed.encode()))
    except InvalidToken:
        raise Unreadable("sealed under another secret") from None
    return opened


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(key_of(one, _INFO))) for one in secrets])
