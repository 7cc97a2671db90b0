"""Tickets for the live stream, and the stream's place in the API's description."""

from typing import Any, ClassVar

import jwt
from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import ServiceError
from notification_service.stream import tickets
from notification_service.stream.tickets import Grant


class StreamElsewhere(ServiceError):
    """The stream is served by a process of its own, behind the gateway."""

    status: ClassVar[int] = 421
    code: ClassVar[str] = "stream-elsewhere"
    title: ClassVar[str] = "The stream is served by another process"


class TicketSerializer(serializers.Serializer[dict[str, Any]]):
    """What opens the live stream, once."""

    ticket = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True, help_text="seconds")
    path = serializers.CharField(read_only=True, help_text="where to use it, below the origin")


class TicketsView(APIView):
    """Asking for a ticket.

    Like a sign-in it honours no Idempotency-Key: a ticket is a secret, and no secret is stored.
    """

    @extend_schema(
        operation_id="create_stream_ticket",
        summary="Get a ticket that opens the live stream once, within a minute",
        request=None,
        responses={201: TicketSerializer},
    )
    def post(self, request: Request) -> Response:
        """Return a new ticket."""
        claims = jwt.decode(str(request.auth), options={"verify_signature": False})
        grant = Grant(user_id=request.user.person, auth_time=float(claims.get("auth_time", 0)))
        answer = {
            "ticket": tickets.issue(grant),
            "expires_in": tickets.SECONDS,
            "path": f"/api/v1/{settings.WORD}/stream/",
        }
        return Response(answer, status=201, headers={"Cache-Control": "no-store"})


class StreamView(APIView):
    """The live stream, as its readers see it; ``stream.asgi`` serves it."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Answer also to those who accept nothing but events."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="read_stream",
        summary="Live events: inbox, unread, run, parse, and reset where older ones are gone",
        description=(
            "Server-Sent Events. Get a ticket first; a ticket opens one stream. After a break get "
            "a new one and send the id of the last event: what came in between follows, for up "
            "to a day. A comment arrives every 15 seconds in a silence; a stream ends after an "
            "hour. `inbox` carries id, kind, title and link of a new message, `unread` the count, "
            "`run` run_id, state, step and "
            "version, `parse` document_id, state, and parse_id or code. `reset` says that older "
            "events are gone: look at the lists again."
        ),
        parameters=[
            OpenApiParameter("ticket", str, required=True, description="from tickets/"),
            OpenApiParameter(
                "last_event_id", int, description="resume after this event; or Last-Event-ID"
            ),
            OpenApiParameter(
                "Last-Event-ID",
                int,
                OpenApiParameter.HEADER,
                description="resume after this event; browsers send it by themselves",
            ),
        ],
        responses={
            (200, "text/event-stream"): OpenApiTypes.STR,
            (401, "application/problem+json"): OpenApiResponse(
                {"$ref": "#/components/schemas/Problem"},
                description="The ticket was used, has expired or never was.",
            ),
        },
    )
    def get(self, request: Request) -> Response:
        """Say that the gateway leads elsewhere."""
        raise StreamElsewhere("Open the stream at the suite's public address.")
