"""The key by which push services know this installation (RFC 8292)."""

import time
from base64 import urlsafe_b64encode
from functools import cache
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from notification_service.sealing import key_of

_LASTS = 12 * 3600  # at most a day, section 2
_ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)


@cache
def _key(secret: str) -> ec.EllipticCurvePrivateKey:
    """Return the key made of the secret: every process has the same one."""
    number = int.from_bytes(key_of(secret, b"vapid", length=48))
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key() -> str:
    """Return what a browser needs to subscribe: the point, uncompressed, in base64url."""
    public = _key(settings.VAPID_SECRET).public_key()
    return _b64(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def authorization(endpoint: str) -> str:
    """Return the header for a push service's address."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + _LASTS,
        "sub": f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}",
    }
    token = jwt.encode(claims, _key(settings.VAPID_SECRET), algorithm="ES256")
    return f"vapid t={token}, k={public_key()}"


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
