"""Signing in, refreshing, signing out, and the public keys."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.auth.keys import as_jwk
from common.throttles import Everyone
from user_service.accounts import tokens
from user_service.accounts.actions import sessions
from user_service.accounts.api.fields import AddressField, PairSerializer, PasswordField
from user_service.accounts.api.registrations import PublicView
from user_service.accounts.callers import caller_of


class CredentialsSerializer(serializers.Serializer[Any]):
    """What proves who one is."""

    email = AddressField()
    password = PasswordField()


class RefreshSerializer(serializers.Serializer[Any]):
    """A refresh token."""

    refresh = serializers.CharField(max_length=4096, write_only=True)


def shown(pair: tokens.Pair) -> dict[str, Any]:
    """Return tokens as the API shows them."""
    return {
        "access": pair.access,
        "refresh": pair.refresh,
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
    }


def answer(pair: tokens.Pair) -> Response:
    """Return an answer with tokens that nothing on the way may keep (RFC 6749, 5.1)."""
    return Response(shown(pair), headers={"Cache-Control": "no-store"})


class TokensView(PublicView):
    """Sign-ins."""

    @extend_schema(
        operation_id="sign_in",
        summary="Sign in",
        request=CredentialsSerializer,
        responses={200: PairSerializer},
    )
    def post(self, request: Request) -> Response:
        """Return the tokens of a new sign-in."""
        body = CredentialsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = body.validated_data
        return answer(sessions.sign_in(**data, caller=caller_of(request), at=timezone.now()))


class RefreshView(PublicView):
    """New tokens for old."""

    throttle_classes = [Everyone]

    @extend_schema(
        operation_id="refresh_tokens",
        summary="Get new tokens for a refresh token",
        description="A refresh token is good once. Shown a second time it ends its sign-in.",
        request=RefreshSerializer,
        responses={200: PairSerializer},
    )
    def post(self, request: Request) -> Response:
        """Return the next tokens of the sign-in."""
        body = RefreshSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        token = body.validated_data["refresh"]
        return answer(sessions.refresh(token, caller=caller_of(request), at=timezone.now()))


class RevokeView(PublicView):
    """The end of one sign-in."""

    throttle_classes = [Everyone]

    @extend_schema(
        operation_id="sign_out",
        summary="Sign out on this device",
        request=RefreshSerializer,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        """End the sign-in; a token that is good no more is no error."""
        body = RefreshSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        token = body.validated_data["refresh"]
        sessions.sign_out(token, caller=caller_of(request), at=timezone.now())
        return Response(status=204)


class RevokeAllView(APIView):
    """The end of every sign-in."""

    @extend_schema(
        operation_id="sign_out_everywhere",
        summary="Sign out on every device",
        request=None,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        """Void every token of the caller, this one too."""
        caller, at = caller_of(request), timezone.now()
        sessions.sign_out_everywhere(request.user.person, because="asked", caller=caller, at=at)
        return Response(status=204)


def token_keys(request: HttpRequest) -> JsonResponse:
    """Answer with the public keys of people's tokens (RFC 7517)."""
    found = JsonResponse({"keys": [as_jwk(public) for public in tokens.public_keys()]})
    found["Cache-Control"] = "public, max-age=60"
    return found
