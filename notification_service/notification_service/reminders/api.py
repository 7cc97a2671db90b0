"""The caller's reminders."""

from datetime import date
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.idempotency.actions import idempotent
from common.views import HotListMixin
from notification_service.reminders import actions
from notification_service.reminders.models import Reminder, State


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


class ReminderFilter(django_filters.FilterSet):
    """Which reminders to list."""

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


class CancelView(APIView):
    """Cancelling one reminder."""

    @extend_schema(
        operation_id="cancel_reminder",
        summary="Cancel a reminder",
        request=None,
        responses={204: None},
    )
    @idempotent
    def post(self, request: Request, reminder_id: UUID) -> Response:
        """Cancel the reminder."""
        actions.cancel(request.user.person, reminder_id)
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
