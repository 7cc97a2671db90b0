"""The caller's calendar, for programs that read an address."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.idempotency.actions import idempotent
from notification_service.calendars import actions
from notification_service.preferences.pages import LinkView


class CalendarSerializer(serializers.Serializer[Any]):
    """Where a calendar program finds the caller's interviews."""

    url = serializers.CharField(help_text="whoever knows it reads it; empty where there is none")


class CalendarView(APIView):
    """The address of the caller's calendar."""

    @extend_schema(
        operation_id="get_calendar",
        summary="The address of the calendar of interviews",
        responses=CalendarSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return it; empty where there is none."""
        return Response({"url": actions.address_of(request.user.person)})

    @extend_schema(
        operation_id="make_calendar",
        summary="Make a new address; those before are void",
        request=None,
        responses={201: CalendarSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Make it and return it."""
        url = actions.make(request.user.person, at=timezone.now())
        return Response({"url": url}, status=201)

    @extend_schema(
        operation_id="close_calendar",
        summary="Let no address of the calendar work any more",
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        """Close it."""
        actions.close(request.user.person)
        return Response(status=204)


class FeedView(LinkView):
    """What a calendar program reads, every now and then."""

    @extend_schema(
        operation_id="read_calendar",
        summary="The interviews behind a calendar's address",
        responses={(200, "text/calendar"): OpenApiTypes.STR},
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        """Return them."""
        found = actions.read(token, at=timezone.now())
        response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private, max-age=300"
        response["Content-Disposition"] = 'inline; filename="interviews.ics"'
        return response
