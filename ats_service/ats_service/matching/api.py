"""Matches over REST."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from ats_service.matching import actions
from ats_service.matching.models import Match
from common.auth.api import InternalView
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = ("id", "parse_id", "posting_id", "score", "confidence", "as_of", "created_at")


class MatchSerializer(serializers.ModelSerializer[Match]):
    """A match; a score of null means that the posting asks for nothing."""

    parse_id = serializers.UUIDField(read_only=True)
    posting_id = serializers.UUIDField(read_only=True)

    class Meta:
        model = Match
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields


@extend_schema_field({"type": "array", "items": {"type": "object", "additionalProperties": True}})
class RowsField(serializers.JSONField):
    """Rows of the requirement ledger, or flags."""


class MatchDetailSerializer(MatchSerializer):
    """A match with every row it is computed from."""

    rows = RowsField(read_only=True)
    flags = RowsField(read_only=True)

    class Meta(MatchSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*_ROW, "rows", "flags")
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class NewMatchSerializer(serializers.Serializer[Any]):
    """What to compare."""

    parse_id = serializers.UUIDField()
    posting_id = serializers.UUIDField()


class MatchFilter(filters.FilterSet):
    """Narrow the list."""

    min_score = filters.NumberFilter(field_name="score", lookup_expr="gte")
    parse = filters.UUIDFilter(field_name="parse_id")
    posting = filters.UUIDFilter(field_name="posting_id")

    class Meta:
        model = Match
        fields = ["min_score", "parse", "posting"]


class MatchViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Match]
):
    """The caller's matches, newest first."""

    serializer_class = MatchDetailSerializer
    filterset_class = MatchFilter
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[Match]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return Match.objects.none()
        found: QuerySet[Match] = Match.objects.of(self.request.user.id)
        return found

    @extend_schema(operation_id="list_matches", responses=MatchSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's matches."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_match")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one match with every row it is computed from."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="match_resume",
        request=NewMatchSerializer,
        responses={201: MatchDetailSerializer},
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Compare a parse with a posting; both must be read."""
        given = NewMatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        match = actions.compare(request.user.id, at=timezone.now(), **given.validated_data)
        return Response(MatchDetailSerializer(match).data, status=status.HTTP_201_CREATED)


class InternalMatchView(InternalView):
    """A match for the services that work with it."""

    def get(self, request: Request, match_id: UUID) -> Response:
        """Return the match where it is the person's."""
        fields = ("id", "score", "confidence", "rows", "flags")
        rows = Match.objects.filter(id=match_id, user_id=request.user.id)
        if (found := rows.values(*fields).first()) is None:
            raise Http404
        return Response(found)
