"""Public keys of those who sign tokens, fetched from fixed origins and remembered."""

import base64
import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import httpx2
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from jwt.algorithms import OKPAlgorithm

_SECONDS_FRESH = 300.0
_SECONDS_BETWEEN_ASKING = 10.0


def private_key(seed: str) -> Ed25519PrivateKey:
    """Return the signing key of a base64 32-byte seed; a shorter text is stretched in tests only.

    Raises:
        ValueError: the seed is not 32 bytes and this is not a test.
    """
    try:
        raw = base64.b64decode(seed, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        if not (settings.TESTING or settings.DEBUG):
            raise ValueError("a signing key is the base64 of 32 random bytes")
        raw = sha256(seed.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(raw)


def key_id(public: Ed25519PublicKey) -> str:
    """Return the ``kid`` of a public key: the start of its hash."""
    return sha256(public.public_bytes_raw()).hexdigest()[:16]


def as_jwk(public: Ed25519PublicKey) -> dict[str, Any]:
    """Return the public key as a JSON Web Key (RFC 8037)."""
    jwk = OKPAlgorithm.to_jwk(public, as_dict=True)
    return {**jwk, "kid": key_id(public), "use": "sig", "alg": "EdDSA"}


@dataclass
class KeySet:
    """The keys of one address; asked again every five minutes, or for a key not seen before."""

    url: str
    keys: dict[str, Any] = field(default_factory=dict)
    asked_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, kid: str) -> Any:
        """Return the key of that id, or None; at most one question in ten seconds."""
        with self.lock:
            age = time.monotonic() - self.asked_at
            wanted = age > _SECONDS_FRESH or kid not in self.keys
            if wanted and age > _SECONDS_BETWEEN_ASKING:
                self._ask()
            return self.keys.get(kid)

    def prime(self, *publics: Ed25519PublicKey) -> None:
        """Hold these keys without asking: for tests and for the service that owns them."""
        self.keys = {key_id(public): public for public in publics}
        self.asked_at = time.monotonic()

    def _ask(self) -> None:
        """Fetch the keys; where the owner is away, the known ones stay in force."""
        try:
            answer = httpx2.get(self.url, timeout=httpx2.Timeout(3, connect=2), trust_env=False)
            found = answer.raise_for_status().json()["keys"]
            self.keys = {k["kid"]: jwt.PyJWK(k, "EdDSA").key for k in found}
            self.asked_at = time.monotonic()
        except (httpx2.HTTPError, ValueError, KeyError, jwt.PyJWTError):
            self.asked_at = max(self.asked_at, time.monotonic() - _SECONDS_FRESH)


_sets: dict[str, KeySet] = {}


def keys_at(url: str) -> KeySet:
    """Return the remembered keys of that address."""
    return _sets.setdefault(url, KeySet(url))


def keys_of_people() -> KeySet:
    """Return the keys that sign people's tokens."""
    return keys_at(f"{settings.ORIGINS['user_service']}/.well-known/jwks.json")


def keys_of_service(service: str) -> KeySet:
    """Return the keys with which ``service`` signs its calls."""
    return keys_at(f"{settings.ORIGINS[service]}/internal/jwks.json")
