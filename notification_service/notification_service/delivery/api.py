"""What was sent to the caller, and why something was not."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import NotHere
from common.idempotency.actions import idempotent
from common.views import HotListMixin
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """One message on one channel."""

    state = serializers.ChoiceField(choices=State.choices)

    class Meta:
        model = Delivery
        fields = [
            "id",
            "kind",
            "subject",
            "channel",
            "destination",
            "state",
            "reason",
            "attempts",
            "occurred_at",
            "next_attempt_at",
            "sent_at",
        ]
        read_only_fields = fields
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "attempts": {"help_text": "so far"},
            "next_attempt_at": {"help_text": "of one that is pending"},
            "sent_at": {"help_text": "null: it was not sent"},
        }


class DeliveryFilter(django_filters.FilterSet):
    """Which deliveries to list."""

    kind = django_filters.CharFilter(label="one kind of message")
    channel = django_filters.CharFilter(label="one channel")
    destination = django_filters.UUIDFilter(label="one destination of the caller's")
    state = django_filters.ChoiceFilter(choices=State.choices)

    class Meta:
        model = Delivery
        fields = ["kind", "channel", "destination", "state"]


@extend_schema_view(
    get=extend_schema(
        operation_id="list_deliveries",
        summary="What was sent where, and why something was not, newest first",
    )
)
class DeliveriesView(HotListMixin, generics.ListAPIView[Delivery]):
    """The caller's deliveries, newest first."""

    queryset = Delivery.objects.none()  # for the schema, which asks for nobody
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    row_fields = tuple(DeliverySerializer.Meta.fields)

    def get_queryset(self) -> QuerySet[Delivery]:
        """Return the caller's deliveries."""
        return Delivery.objects.of(self.request.user.id)


class LineSerializer(serializers.Serializer[Any]):
    """One line of a delivery's story."""

    at = serializers.DateTimeField()
    state = serializers.CharField(help_text="the delivery's from then on")
    reason = serializers.CharField(help_text="stable code of what was decided or answered")
    detail = serializers.CharField(allow_blank=True, help_text="what was answered, if anything")


class StorySerializer(DeliverySerializer):
    """One message on one channel, with every decision and answer."""

    trail = LineSerializer(many=True, read_only=True)

    class Meta(DeliverySerializer.Meta):
        fields = [*DeliverySerializer.Meta.fields, "trail"]


class DeliveryView(APIView):
    """One delivery and its story."""

    @extend_schema(
        operation_id="get_delivery",
        summary="What became of one message on one channel, attempt by attempt",
        responses=StorySerializer,
    )
    def get(self, request: Request, delivery_id: UUID) -> Response:
        """Return it."""
        found = Delivery.objects.of(request.user.person).filter(id=delivery_id).first()
        if found is None:
            raise NotHere("Look for it in /deliveries/.")
        return Response(StorySerializer(found).data)


class ReplayView(APIView):
    """Sending once more."""

    @extend_schema(
        operation_id="replay_delivery",
        summary="Send a message once more to a destination of one's own, under the same id",
        request=None,
        responses=DeliverySerializer,
    )
    @idempotent
    def post(self, request: Request, delivery_id: UUID) -> Response:
        """Send it once more."""
        found = actions.replay(request.user.person, delivery_id, at=timezone.now())
        return Response(DeliverySerializer(found).data)
