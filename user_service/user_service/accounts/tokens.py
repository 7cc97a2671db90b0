"""People's tokens: JSON Web Tokens signed with Ed25519, by simplejwt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from common.auth import keys
from common.auth.tokens import PERSON_ISSUER, TokenRefused


@cache
def _private(seed: str) -> Ed25519PrivateKey:
    return keys.private_key(seed)


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs from now on."""
    return _private(settings.TOKEN_KEY)


def public_keys() -> list[Ed25519PublicKey]:
    """Return the keys whose tokens are good: the current one, and the one before it."""
    seeds = [settings.TOKEN_KEY, settings.TOKEN_KEY_PREVIOUS]
    return [_private(seed).public_key() for seed in seeds if seed]


def hold_own_keys() -> None:
    """Hold the public keys for ever, as this process is where they come from."""
    own = keys.keys_of_people()
    own.prime(*public_keys())
    own.asked_at = float("inf")  # never old, so never asked for over HTTP


class EdBackend(TokenBackend):
    """Signs with a ``kid`` and verifies with the key it names."""

    def __init__(self, *, audience: list[str]) -> None:
        """Serve tokens of one audience."""
        super().__init__("EdDSA", audience=audience, issuer=PERSON_ISSUER)

    def encode(self, payload: dict[str, Any]) -> str:
        """Return the signed token."""
        key = signing_key()
        body = {**payload, "aud": self.audience, "iss": self.issuer}
        headers = {"kid": keys.key_id(key.public_key())}
        return jwt.encode(body, key, algorithm=self.algorithm, headers=headers)

    def get_verifying_key(self, token: Any) -> Any:
        """Return the key that the token's header names; any other header is ignored."""
        known = {keys.key_id(public): public for public in public_keys()}
        kid = jwt.get_unverified_header(token).get("kid")
        if not isinstance(kid, str) or kid not in known:
            raise jwt.InvalidKeyError("the token is signed by an unknown key")
        return known[kid]


class AccessToken(Token):
    """Shows every service who is asking, for ten minutes."""

    token_type = "access"
    lifetime = settings.ACCESS_TOKEN_LIFETIME
    _token_backend = EdBackend(audience=list(settings.ORIGINS))


class RefreshToken(Token):
    """Gets one new pair of tokens, here only."""

    token_type = "refresh"
    lifetime = settings.REFRESH_TOKEN_LIFETIME
    _token_backend = EdBackend(audience=["user_service"])


@dataclass(frozen=True, slots=True)
class Pair:
    """What a sign-in or a refresh gives."""

    access: str
    refresh: str
    jti: str  # of the refresh token
    expires_in: int  # seconds until the access token ends


def pair(*, user_id: UUID, family_id: UUID, signed_in_at: datetime, is_staff: bool) -> Pair:
    """Return fresh tokens of one sign-in."""
    access, refresh = AccessToken(), RefreshToken()
    for token in (access, refresh):
        token["sub"] = str(user_id)
        token["auth_time"] = signed_in_at.timestamp()
    access["scope"] = "staff" if is_staff else ""
    refresh["family"] = str(family_id)
    seconds = int(settings.ACCESS_TOKEN_LIFETIME.total_seconds())
    return Pair(str(access), str(refresh), refresh["jti"], seconds)


@dataclass(frozen=True, slots=True)
class RefreshClaims:
    """What a refresh token says."""

    user_id: UUID
    family_id: UUID
    jti: str
    auth_time: float


def read_refresh(token: str) -> RefreshClaims:
    """Return what a refresh token says.

    Raises:
        TokenRefused: malformed, expired, foreign or of another kind.
    """
    try:
        found: Mapping[str, Any] = RefreshToken(token).payload  # type: ignore[arg-type]
        return RefreshClaims(
            user_id=UUID(found["sub"]),
            family_id=UUID(found["family"]),
            jti=str(found["jti"]),
            auth_time=float(found["auth_time"]),
        )
    except (TokenError, KeyError, ValueError, TypeError, jwt.PyJWTError) as error:
        raise TokenRefused("Sign in again: the refresh token is not valid here.") from error
