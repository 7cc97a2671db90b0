"""Bearer tokens for the REST framework."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from common.auth import tokens


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


class _BearerAuthentication(BaseAuthentication):
    """Turn a bearer token into a ``Principal``."""

    verify: Callable[[str], tokens.Principal]

    def authenticate(self, request: Request) -> tuple[Any, str] | None:
        """Return who is asking, or None where no token was sent."""
        token = _bearer(request)
        return (type(self).verify(token), token) if token else None

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge that makes a missing token a 401."""
        return "Bearer"


class TokenAuthentication(_BearerAuthentication):
    """People's access tokens."""

    verify = staticmethod(tokens.person)


class ServiceAuthentication(_BearerAuthentication):
    """Short-lived tokens of the other services."""

    verify = staticmethod(tokens.service)


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describe the bearer token in OpenAPI."""

    target_class = TokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
