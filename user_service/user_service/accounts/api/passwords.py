"""Resetting and changing a password."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.throttles import Writes
from user_service.accounts.actions import passwords
from user_service.accounts.api.fields import (
    AddressField,
    CodeField,
    NewPasswordField,
    PairSerializer,
    PasswordField,
    ToldSerializer,
)
from user_service.accounts.api.registrations import PublicView
from user_service.accounts.api.tokens import answer
from user_service.accounts.callers import caller_of
from user_service.accounts.throttles import PerAccount


class ResetRequestSerializer(serializers.Serializer[Any]):
    """Whose password is lost."""

    email = AddressField()


class ResetSerializer(serializers.Serializer[Any]):
    """The mailed code and the new password."""

    code = CodeField()
    password = NewPasswordField()


class PasswordChangeSerializer(serializers.Serializer[Any]):
    """The current password and the new one."""

    current = PasswordField()
    password = NewPasswordField()


class ResetRequestsView(PublicView):
    """Lost passwords."""

    @extend_schema(
        operation_id="request_password_reset",
        summary="Have a reset code mailed",
        description="The answer is the same whether or not the address has an account.",
        request=ResetRequestSerializer,
        responses={202: ToldSerializer},
    )
    def post(self, request: Request) -> Response:
        """Mail a code where there is an account."""
        body = ResetRequestSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        email = body.validated_data["email"]
        passwords.request_reset(email, caller=caller_of(request), at=timezone.now())
        return Response({"detail": "Look into your mail for how to go on."}, status=202)


class ResetsView(PublicView):
    """New passwords by code."""

    @extend_schema(
        operation_id="reset_password",
        summary="Set a new password with the mailed code",
        description="Every sign-in ends.",
        request=ResetSerializer,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        """Set the password."""
        body = ResetSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        passwords.reset(**body.validated_data, caller=caller_of(request), at=timezone.now())
        return Response(status=204)


class PasswordView(APIView):
    """The caller's password."""

    throttle_classes = [Writes, PerAccount]

    @extend_schema(
        operation_id="change_password",
        summary="Change the password",
        description="Every sign-in ends; the answer holds the tokens of a new one.",
        request=PasswordChangeSerializer,
        responses={200: PairSerializer},
    )
    def post(self, request: Request) -> Response:
        """Set the password and return fresh tokens."""
        body = PasswordChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        caller, at = caller_of(request), timezone.now()
        pair = passwords.change(request.user.person, **body.validated_data, caller=caller, at=at)
        return answer(pair)
