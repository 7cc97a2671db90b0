"""Making an account and confirming addresses."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from user_service.accounts.actions import registration
from user_service.accounts.api.fields import (
    AddressField,
    CodeField,
    LanguageField,
    NameField,
    NewPasswordField,
    ToldSerializer,
    ZoneField,
)
from user_service.accounts.callers import caller_of
from user_service.accounts.throttles import PerAccount, PerAddress


class RegistrationSerializer(serializers.Serializer[Any]):
    """Who wants an account."""

    email = AddressField()
    password = NewPasswordField()
    name = NameField(required=False, default="")
    zone = ZoneField(required=False, default="UTC")
    language = LanguageField(required=False, default="en")


class VerificationSerializer(serializers.Serializer[Any]):
    """A code from a mail."""

    code = CodeField()


class VerifiedSerializer(serializers.Serializer[Any]):
    """What the code confirmed."""

    verified = serializers.ChoiceField(choices=["registration", "email_change"], read_only=True)


class PublicView(APIView):
    """The base of views for people without a token; a token that is sent is not looked at."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [PerAddress, PerAccount]


class RegistrationsView(PublicView):
    """Accounts in the making."""

    @extend_schema(
        operation_id="register",
        summary="Register",
        description="The answer is the same whether or not the address has an account; what "
        "happens next is in the mail.",
        request=RegistrationSerializer,
        responses={202: ToldSerializer},
    )
    def post(self, request: Request) -> Response:
        """Mail a code to the address."""
        body = RegistrationSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        applicant = registration.Applicant(**body.validated_data)
        registration.register(applicant, caller=caller_of(request), at=timezone.now())
        return Response({"detail": "Look into your mail for how to go on."}, status=202)


class VerificationsView(PublicView):
    """Codes that confirm an address."""

    @extend_schema(
        operation_id="confirm_address",
        summary="Confirm an address with the mailed code",
        request=VerificationSerializer,
        responses={200: VerifiedSerializer},
    )
    def post(self, request: Request) -> Response:
        """Begin the account, or move it to its new address."""
        body = VerificationSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        code = body.validated_data["code"]
        verified = registration.verify(code, caller=caller_of(request), at=timezone.now())
        return Response({"verified": verified})
