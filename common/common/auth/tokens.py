"""Verifying and, for calls between services, signing tokens (JWT, Ed25519)."""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from common.auth import keys, revocation
from common.errors import ServiceError

PERSON_ISSUER = "user_service"
#: The id of no person at all.
NOBODY = UUID(int=0)
_SECONDS_OF_SERVICE_TOKEN = 60
#: Checking a signature costs more than the rest of a request; about 2 MB a process.
_TOKENS_REMEMBERED = 1024


class TokenRefused(ServiceError):
    """The token proves nothing here."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "token-refused"
    title: ClassVar[str] = "The token is not accepted"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking: a person, or a service on a person's behalf."""

    id: UUID  # NOBODY for a service that acts for nobody
    service: str = ""  # the calling service; "" for a person
    scopes: frozenset[str] = frozenset()
    is_staff: bool = False
    is_authenticated: bool = True

    @property
    def pk(self) -> UUID:
        """Return the id under the name that throttles look for."""
        return self.id

    @property
    def person(self) -> UUID:
        """Return the person's id, which every caller behind ``IsPerson`` has.

        Raises:
            TokenRefused: the token speaks for nobody.
        """
        if self.id == NOBODY:
            raise TokenRefused("Sign in: the token names nobody.")
        return self.id


def _header(token: str) -> dict[str, Any]:
    try:
        return jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, UnicodeError) as error:
        raise TokenRefused("Sign in again: the token cannot be read.") from error


def _decode(token: str, key_set: keys.KeySet, *, issuer: str) -> dict[str, Any]:
    """Return the claims of a token that this service may accept."""
    kid = _header(token).get("kid")
    key = key_set.get(kid) if isinstance(kid, str) else None
    if key is None:
        raise TokenRefused("Sign in again: the token is signed by an unknown key.")
    try:
        claims = _verified(token, key.public_bytes_raw(), issuer, settings.SERVICE)
    except jwt.ExpiredSignatureError as error:
        raise _expired() from error
    except (jwt.PyJWTError, ValueError) as error:
        raise TokenRefused("Sign in again: the token is not valid here.") from error
    if claims["exp"] <= time.time():
        raise _expired()
    return claims


@lru_cache(maxsize=_TOKENS_REMEMBERED)
def _verified(token: str, key: bytes, issuer: str, audience: str) -> dict[str, Any]:
    """Return the claims; remembered by key, so that a withdrawn key ends its tokens at once."""
    claims: dict[str, Any] = jwt.decode(
        token,
        Ed25519PublicKey.from_public_bytes(key),
        algorithms=["EdDSA"],
        audience=audience,
        issuer=issuer,
        options={"require": ["exp", "iat", "aud", "iss", "sub"]},
    )
    return claims


def _expired() -> TokenRefused:
    return TokenRefused("The token has expired: refresh it or sign in again.")


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise TokenRefused("Sign in again: the token names nobody.") from error


def person(token: str) -> Principal:
    """Return the person an access token speaks for.

    Raises:
        TokenRefused: malformed, expired, foreign, of another kind or audience, or revoked.
    """
    claims = _decode(token, keys.keys_of_people(), issuer=PERSON_ISSUER)
    if claims.get("token_type") != "access":
        raise TokenRefused("Use the access token, not the refresh token.")
    user_id = _uuid(claims["sub"])
    if float(claims.get("auth_time", 0)) <= revocation.void_before(user_id):
        raise TokenRefused("You were signed out: sign in again.")
    scopes = frozenset(str(claims.get("scope", "")).split())
    return Principal(user_id, scopes=scopes, is_staff="staff" in scopes)


def service(token: str) -> Principal:
    """Return the service that signed an internal token and the person it acts for.

    Raises:
        TokenRefused: malformed, expired, foreign, or of an unknown service.
    """
    try:
        unverified = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError) as error:
        raise TokenRefused("The token cannot be read.") from error
    issuer = unverified.get("iss")
    if issuer not in settings.ORIGINS:
        raise TokenRefused("The token names no service of this suite.")
    claims = _decode(token, keys.keys_of_service(issuer), issuer=issuer)
    if claims.get("token_type") != "service" or claims["sub"] != issuer:
        raise TokenRefused("This is not a token of a service.")
    acting_for = claims.get("act")
    return Principal(_uuid(acting_for) if acting_for else NOBODY, service=issuer)


def for_service(audience: str, *, on_behalf_of: UUID | None) -> str:
    """Return a token with which this service calls ``audience`` within the next minute."""
    key = keys.private_key(settings.SERVICE_KEY)
    now = int(time.time())
    claims = {
        "iss": settings.SERVICE,
        "sub": settings.SERVICE,
        "aud": audience,
        "iat": now,
        "exp": now + _SECONDS_OF_SERVICE_TOKEN,
        "token_type": "service",
        "act": str(on_behalf_of) if on_behalf_of else None,
    }
    return jwt.encode(
        claims, key, algorithm="EdDSA", headers={"kid": keys.key_id(key.public_key())}
    )
