"""The caller's inbox."""

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

from common.idempotency.actions import idempotent
from common.views import HotListMixin
from notification_service.inbox import actions
from notification_service.inbox.models import Message
from notification_service.inbox.reading import in_words_of


class MessageSerializer(serializers.ModelSerializer[Message]):
    """One message."""

    class Meta:
        model = Message
        fields = ["id", "kind", "title", "body", "link", "created_at", "read_at", "archived_at"]
        read_only_fields = fields


class UnreadSerializer(serializers.Serializer[dict[str, int]]):
    """How many messages are unread."""

    count = serializers.IntegerField(read_only=True)


class ChangedSerializer(serializers.Serializer[dict[str, int]]):
    """How many messages were changed."""

    changed = serializers.IntegerField(read_only=True)


class MessageFilter(django_filters.FilterSet):
    """Which messages to list; archived ones only on request."""

    unread = django_filters.BooleanFilter("read_at", "isnull", label="neither read nor archived")
    kind = django_filters.CharFilter("kind", label="one kind of message")
    archived = django_filters.BooleanFilter(
        "archived_at", "isnull", exclude=True, label="those put away; left out by default"
    )

    class Meta:
        model = Message
        fields: ClassVar[list[str]] = []


@extend_schema_view(
    get=extend_schema(operation_id="list_messages", summary="The inbox, newest first")
)
class MessagesView(HotListMixin, generics.ListAPIView[Message]):
    """The caller's messages, newest first."""

    queryset = Message.objects.none()  # for the schema, which asks for nobody
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    row_fields = (*MessageSerializer.Meta.fields, "facts")

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return one page in the caller's language and time zone."""
        page = super().paginate_queryset(queryset)
        return in_words_of(self.request.user.person, list(page or ()))

    def get_queryset(self) -> QuerySet[Message]:
        """Return the caller's messages, those put away only on request."""
        mine = Message.objects.of(self.request.user.id)
        asked = "archived" in self.request.query_params
        return mine if asked else mine.filter(archived_at=None)


class UnreadView(APIView):
    """The number on the bell."""

    @extend_schema(
        operation_id="count_unread",
        summary="How many messages are unread",
        responses=UnreadSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return how many messages are neither read nor archived."""
        return Response({"count": actions.count_unread(request.user.person)})


class ReadView(APIView):
    """Reading one message."""

    @extend_schema(
        operation_id="mark_message_read",
        summary="Mark a message read",
        request=None,
        responses={204: None},
    )
    @idempotent
    def post(self, request: Request, message_id: UUID) -> Response:
        """Mark the message read; the first reading counts."""
        actions.mark_read(request.user.person, message_id, at=timezone.now())
        return Response(status=204)


class ArchiveView(APIView):
    """Putting one message away."""

    @extend_schema(
        operation_id="archive_message",
        summary="Put a message away",
        request=None,
        responses={204: None},
    )
    @idempotent
    def post(self, request: Request, message_id: UUID) -> Response:
        """Put the message away."""
        actions.archive(request.user.person, message_id, at=timezone.now())
        return Response(status=204)


class ReadAllView(APIView):
    """Reading everything at once."""

    @extend_schema(
        operation_id="mark_all_messages_read",
        summary="Mark every message read",
        request=None,
        responses=ChangedSerializer,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Mark every unread message read."""
        return Response({"changed": actions.mark_all_read(request.user.person, at=timezone.now())})
