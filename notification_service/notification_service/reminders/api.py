"""The caller's reminders."""

from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone, translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import NotHere
from common.idempotency.actions import idempotent
from common.views import HotListMixin
from notification_service.delivery.models import Delivery
from notification_service.messages.filters import day as day_shown
from notification_service.messages.languages import pages_of
from notification_service.preferences.pages import LinkView, label_of, language_for, page
from notification_service.reminders import actions, interviews
from notification_service.reminders.models import Reminder, State
from notification_service.reminders.tokens import told_by


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    """One reminder."""

    state = serializers.ChoiceField(choices=State.choices, read_only=True)

    class Meta:
        model = Reminder
        fields = ["id", "kind", "subject", "local_date", "local_time", "zone", "due_at", "state"]
        read_only_fields = fields


class SnoozeSerializer(serializers.Serializer[dict[str, date]]):
    """Until when to put a reminder off."""

    until = serializers.DateField(help_text="a day after today, within a year")


class InterviewSerializer(serializers.Serializer[dict[str, Any]]):
    """An interview to be reminded of, on the caller's calendar and clock."""

    day = serializers.DateField(help_text="when it takes place, within a year")
    begins = serializers.TimeField(help_text="on the clock of the caller's time zone")
    employer = serializers.CharField(max_length=200, required=False, default="")
    title = serializers.CharField(
        max_length=200, required=False, default="", help_text="of the job"
    )
    place = serializers.CharField(
        max_length=200, required=False, default="", help_text="an address, a room or a link"
    )


class ReminderFilter(django_filters.FilterSet):
    """Which reminders to list."""

    kind = django_filters.CharFilter(label="one kind of reminder")
    state = django_filters.ChoiceFilter(choices=State.choices)

    class Meta:
        model = Reminder
        fields = ["kind", "state"]


@extend_schema_view(
    get=extend_schema(operation_id="list_reminders", summary="Reminders, newest first")
)
class RemindersView(HotListMixin, generics.ListAPIView[Reminder]):
    """The caller's reminders, newest first."""

    queryset = Reminder.objects.none()  # for the schema, which asks for nobody
    serializer_class = ReminderSerializer
    filterset_class = ReminderFilter
    row_fields = tuple(ReminderSerializer.Meta.fields)

    def get_queryset(self) -> QuerySet[Reminder]:
        """Return the caller's reminders."""
        return Reminder.objects.of(self.request.user.id)


class PlannedSerializer(serializers.ModelSerializer[Reminder]):
    """One interview as it stands."""

    starts_at = serializers.DateTimeField(source="facts.starts_at", read_only=True)
    employer = serializers.CharField(source="facts.employer", read_only=True, default="")
    title = serializers.CharField(source="facts.title", read_only=True, default="")
    place = serializers.CharField(source="facts.place", read_only=True, default="")
    state = serializers.ChoiceField(choices=State.choices, read_only=True)

    class Meta:
        model = Reminder
        fields = ["id", "starts_at", "employer", "title", "place", "zone", "due_at", "state"]
        read_only_fields = fields


@extend_schema_view(
    get=extend_schema(
        operation_id="list_interviews",
        summary="Interviews, the newest first; those called off are cancelled",
        responses=PlannedSerializer(many=True),
    )
)
class InterviewsView(generics.ListAPIView[Reminder]):
    """The caller's interviews, each told on the evening before."""

    queryset = Reminder.objects.none()  # for the schema, which asks for nobody
    serializer_class = PlannedSerializer
    filterset_class = ReminderFilter

    def get_queryset(self) -> QuerySet[Reminder]:
        """Return the caller's interviews."""
        return Reminder.objects.of(self.request.user.id).filter(kind=interviews.INTERVIEW)

    @extend_schema(
        operation_id="plan_interview",
        summary="Plan to be reminded of an interview on the evening before",
        request=InterviewSerializer,
        responses={201: ReminderSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Plan the reminder and return it."""
        given = InterviewSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        found = interviews.plan_interview(
            request.user.person,
            day=facts.pop("day"),
            begins=facts.pop("begins"),
            facts=facts,
            at=timezone.now(),
        )
        return Response(ReminderSerializer(found).data, status=201)


class InterviewView(APIView):
    """Moving or calling off an interview."""

    @extend_schema(
        operation_id="move_interview",
        summary="Move an interview or change what is known of it; calendars follow",
        request=InterviewSerializer,
        responses=ReminderSerializer,
    )
    def put(self, request: Request, reminder_id: UUID) -> Response:
        """Move it and return its reminder."""
        given = InterviewSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        found = interviews.move_interview(
            request.user.person,
            reminder_id,
            day=facts.pop("day"),
            begins=facts.pop("begins"),
            facts=facts,
            at=timezone.now(),
        )
        return Response(ReminderSerializer(found).data)

    @extend_schema(
        operation_id="cancel_interview",
        summary="Call an interview off; calendars remove it",
        responses={204: None},
    )
    def delete(self, request: Request, reminder_id: UUID) -> Response:
        """Call it off."""
        interviews.cancel_interview(request.user.person, reminder_id, at=timezone.now())
        return Response(status=204)


class CancelView(APIView):
    """Cancelling one reminder."""

    @extend_schema(
        operation_id="cancel_reminder",
        summary="Cancel a reminder; an interview is called off with it",
        request=None,
        responses={204: None},
    )
    @idempotent
    def post(self, request: Request, reminder_id: UUID) -> Response:
        """Cancel the reminder."""
        interviews.cancel(request.user.person, reminder_id, at=timezone.now())
        return Response(status=204)


class SnoozeView(APIView):
    """Putting one reminder off."""

    @extend_schema(
        operation_id="snooze_reminder",
        summary="Put a reminder off to another day",
        request=SnoozeSerializer,
        responses=ReminderSerializer,
    )
    @idempotent
    def post(self, request: Request, reminder_id: UUID) -> Response:
        """Put the reminder off and return it."""
        given = SnoozeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        until = given.validated_data["until"]
        found = actions.snooze(request.user.person, reminder_id, until=until, at=timezone.now())
        return Response(ReminderSerializer(found).data)


class SnoozeLinkView(LinkView):
    """Where "remind me tomorrow" of a message leads."""

    @extend_schema(
        operation_id="show_snooze_link",
        summary="A page that says what the link of a message would put off",
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        """Show what the link would do; a scanner that follows it changes nothing."""
        return _snooze_page(request, _told(token))

    @extend_schema(
        operation_id="use_snooze_link",
        summary="Have what the link of a message names told again tomorrow",
        request=None,
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def post(self, request: Request, token: str) -> HttpResponse:
        """Plan the reminder; twice is once."""
        told = _told(token)
        return _snooze_page(request, told, day=actions.plan_again(told, at=timezone.now()))


def _told(token: str) -> Delivery:
    """Return the message of a link; 404 where the link is forged or too old, or it is erased."""
    found = told_by(token, at=timezone.now())
    if found is None:
        raise NotHere("Sign in and put the reminder off there.")
    return found


def _snooze_page(request: Request, told: Delivery, *, day: date | None = None) -> HttpResponse:
    language = language_for(told.user_id, request._request)
    words, label = pages_of(language)["snooze"], label_of(told.kind, language)
    with translation.override(language):
        about = (
            words["about"].format(label=label)
            if day is None
            else words["told"].format(label=label, day=day_shown(day))
        )
    shown = {
        "heading": words["ask" if day is None else "done"],
        "about": about,
        "act": words["act"] if day is None else "",
    }
    return page(request._request, "preferences/act.html", shown, language=language)
