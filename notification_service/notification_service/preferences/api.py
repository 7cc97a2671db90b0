"""The table of choices, and the page that an e-mail's last line leads to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from notification_service.messages.kinds import KINDS
from notification_service.preferences import actions


class ChoiceSerializer(serializers.Serializer[actions.Choice]):
    """Whether one kind of message goes to one channel."""

    kind = serializers.CharField(max_length=50)
    kind_label = serializers.CharField(read_only=True)
    channel = serializers.CharField(max_length=50)
    channel_label = serializers.CharField(read_only=True)
    enabled = serializers.BooleanField()
    locked = serializers.BooleanField(read_only=True, help_text="it cannot be switched off")


class PreferencesSerializer(serializers.Serializer[dict[str, Any]]):
    """Choices by kind and channel."""

    choices = ChoiceSerializer(many=True)


class PreferencesView(APIView):
    """What the caller wants to be told where."""

    @extend_schema(
        operation_id="list_preferences",
        summary="Every kind of message and channel, and whether it is on",
        responses=PreferencesSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return every kind and channel, and whether it is on."""
        choices = actions.choices_of(request.user.person)
        return Response(PreferencesSerializer({"choices": choices}).data)

    @extend_schema(
        operation_id="change_preferences",
        summary="Switch kinds of message on or off; those not named stay as they are",
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
    )
    def put(self, request: Request) -> Response:
        """Keep the choices named and return the whole table."""
        given = PreferencesSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        choices = [actions.Choice(**choice) for choice in given.validated_data["choices"]]
        actions.choose(request.user.person, choices, at=timezone.now())
        return self.get(request)


class UnsubscribeView(APIView):
    """Where List-Unsubscribe leads: looking changes nothing, only POST acts (RFC 8058)."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Serve every client: mail programs send whatever Accept header they like."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="show_unsubscribe",
        summary="A page that says what the link of an e-mail would switch off",
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        """Show what the link would switch off; a scanner that follows it changes nothing."""
        return _page(request._request, token, done=False)

    @extend_schema(
        operation_id="unsubscribe",
        summary="Switch off what the link of an e-mail names, with one click",
        request={"application/x-www-form-urlencoded": OpenApiTypes.OBJECT},
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def post(self, request: Request, token: str) -> HttpResponse:
        """Switch the kind of message off; twice is once."""
        actions.unsubscribe(token, at=timezone.now())
        return _page(request._request, token, done=True)


def _page(request: HttpRequest, token: str, *, done: bool) -> HttpResponse:
    _user_id, kind, channel = actions.read_unsubscribe_token(token)
    shown = {
        "done": done,
        "label": KINDS[kind].label if kind in KINDS else kind,
        "channel": getattr(actions.channels().get(channel), "label", channel),
    }
    response = render(request, "preferences/unsubscribe.html", shown)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
