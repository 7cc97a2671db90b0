"""What was sent to the caller, and why something was not."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers

from common.views import HotListMixin
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
            "state",
            "reason",
            "attempts",
            "occurred_at",
            "next_attempt_at",
            "sent_at",
        ]
        read_only_fields = fields


class DeliveryFilter(django_filters.FilterSet):
    """Which deliveries to list."""

    state = django_filters.ChoiceFilter(choices=State.choices)

    class Meta:
        model = Delivery
        fields = ["kind", "channel", "state"]


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
