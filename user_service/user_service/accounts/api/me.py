"""The caller's account."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.throttles import Writes
from user_service.accounts.actions import account
from user_service.accounts.api.fields import (
    AddressField,
    LanguageField,
    NameField,
    PasswordField,
    ToldSerializer,
    ZoneField,
)
from user_service.accounts.callers import caller_of
from user_service.accounts.models import User
from user_service.accounts.throttles import PerAccount


class MeSerializer(serializers.ModelSerializer[User]):
    """The caller's account."""

    name = NameField(required=False)
    zone = ZoneField(required=False)
    language = LanguageField(required=False)

    class Meta:
        model = User
        fields = [
            "id", "email", "email_verified_at", "name", "zone", "language", "is_staff",
            "joined_at",
        ]  # fmt: skip
        read_only_fields = ["id", "email", "email_verified_at", "is_staff", "joined_at"]


class EmailChangeSerializer(serializers.Serializer[Any]):
    """The new address, and the password as a proof."""

    email = AddressField()
    password = PasswordField()


class MeView(APIView):
    """The caller's account."""

    @extend_schema(operation_id="get_me", summary="Show my account", responses={200: MeSerializer})
    def get(self, request: Request) -> Response:
        """Return the account."""
        return Response(MeSerializer(get_object_or_404(User, id=request.user.person)).data)

    @extend_schema(
        operation_id="update_me",
        summary="Change my name, time zone or language",
        request=MeSerializer,
        responses={200: MeSerializer},
    )
    def patch(self, request: Request) -> Response:
        """Change what may be changed; anything else in the body changes nothing."""
        body = MeSerializer(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        return Response(
            MeSerializer(account.update(request.user.person, body.validated_data)).data
        )


class EmailChangesView(APIView):
    """Changes of the caller's address."""

    throttle_classes = [Writes, PerAccount]

    @extend_schema(
        operation_id="request_email_change",
        summary="Have a code mailed to a new address",
        description="The account moves once the code is confirmed; the old address is told.",
        request=EmailChangeSerializer,
        responses={202: ToldSerializer},
    )
    def post(self, request: Request) -> Response:
        """Mail a code to the new address."""
        body = EmailChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        caller, at = caller_of(request), timezone.now()
        account.request_email_change(
            request.user.person, **body.validated_data, caller=caller, at=at
        )
        return Response({"detail": "Look into the mail of the new address."}, status=202)
