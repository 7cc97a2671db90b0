"""Export and erasure."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.throttles import Everyone, Writes
from user_service.accounts.api.fields import PasswordField
from user_service.accounts.callers import caller_of
from user_service.accounts.throttles import PerAccount
from user_service.privacy import actions

_TOKEN = "Receipt-Token"


class ExportedSerializer(serializers.Serializer[Any]):
    """Everything that is kept of the caller."""

    exported_at = serializers.DateTimeField(read_only=True)
    account = serializers.DictField(read_only=True)
    services = serializers.DictField(read_only=True, help_text="rows by model, by service")


class ErasureRequestSerializer(serializers.Serializer[Any]):
    """The password as a proof."""

    password = PasswordField()


class ErasureBegunSerializer(serializers.Serializer[Any]):
    """What shows later that it was done."""

    erasure_id = serializers.UUIDField(read_only=True)
    receipt_token = serializers.CharField(read_only=True, help_text="reads the receipt; keep it")


class ReceiptPartSerializer(serializers.Serializer[Any]):
    """What one service removed."""

    service = serializers.CharField(read_only=True)
    rows = serializers.IntegerField(read_only=True, allow_null=True)
    done_at = serializers.DateTimeField(read_only=True, allow_null=True)


class ReceiptSerializer(serializers.Serializer[Any]):
    """How far an erasure is; without personal data."""

    erasure_id = serializers.UUIDField(read_only=True)
    state = serializers.ChoiceField(choices=["running", "finished"], read_only=True)
    requested_at = serializers.DateTimeField(read_only=True)
    finished_at = serializers.DateTimeField(read_only=True, allow_null=True)
    services = ReceiptPartSerializer(many=True, read_only=True)


class SignedReceiptSerializer(serializers.Serializer[Any]):
    """A receipt and its signature."""

    receipt = ReceiptSerializer(read_only=True)
    signature = serializers.CharField(read_only=True, help_text="JWS of the receipt (RFC 7515)")


class ExportView(APIView):
    """Everything that is kept of the caller."""

    throttle_classes = [Writes, PerAccount]

    @extend_schema(
        operation_id="export_my_data",
        summary="Download everything that is kept of me",
        description="503 where a service does not answer: an export is whole or not given.",
        responses={200: ExportedSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return the rows of every service."""
        found = actions.export(request.user.person, at=timezone.now())
        headers = {
            "Content-Disposition": 'attachment; filename="export.json"',
            "Cache-Control": "private, no-store",
        }
        return Response(found, headers=headers)


class ErasureView(APIView):
    """The removal of the caller from every service."""

    throttle_classes = [Writes, PerAccount]

    def get_authenticators(self) -> list[Any]:
        """Read a receipt without a token: there is no account any more."""
        is_receipt = self.request is not None and self.request.method == "GET"
        return [] if is_receipt else super().get_authenticators()

    def get_permissions(self) -> Any:
        """Let anybody with a receipt token read a receipt."""
        is_receipt = self.request is not None and self.request.method == "GET"
        return [AllowAny()] if is_receipt else super().get_permissions()

    def get_throttles(self) -> list[Any]:
        """Let somebody without an account look again and again, but not without end."""
        if self.request is not None and self.request.method == "GET":
            return [Everyone()]
        return super().get_throttles()

    @extend_schema(
        operation_id="erase_my_account",
        summary="Erase my account and everything in it",
        description="The account closes at once; the receipt tells how far the removal is.",
        request=ErasureRequestSerializer,
        responses={202: ErasureBegunSerializer},
    )
    def post(self, request: Request) -> Response:
        """Begin the erasure; it cannot be stopped."""
        body = ErasureRequestSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        caller, at = caller_of(request), timezone.now()
        password = body.validated_data["password"]
        erasure, token = actions.begin(
            request.user.person, password=password, caller=caller, at=at
        )
        return Response({"erasure_id": erasure.id, "receipt_token": token}, status=202)

    @extend_schema(
        operation_id="read_erasure_receipt",
        summary="Read the receipt of an erasure",
        parameters=[
            OpenApiParameter(
                _TOKEN, str, OpenApiParameter.HEADER, required=True, description="see the POST"
            )
        ],
        responses={200: SignedReceiptSerializer},
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """Return the signed receipt."""
        return Response(actions.receipt(request.headers.get(_TOKEN, "")))
