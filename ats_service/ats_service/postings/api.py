"""Analysed postings over REST."""

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

from ats_service.postings import actions
from ats_service.postings.models import Posting
from ats_service.resumes.models import WorkState
from common.auth.api import InternalView
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = ("id", "snapshot_id", "sha256", "state", "code", "reason", "created_at", "finished_at")


class PostingSerializer(serializers.ModelSerializer[Posting]):
    """A posting and, where it failed, why."""

    class Meta:
        model = Posting
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields


@extend_schema_field({"type": "object", "additionalProperties": True, "nullable": True})
class FactsField(serializers.JSONField):
    """What the posting says and asks for; every quote is a substring of its text."""


class PostingDetailSerializer(PostingSerializer):
    """A posting with what it asks for."""

    facts = FactsField(read_only=True, allow_null=True)

    class Meta(PostingSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*_ROW, "text", "facts")
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class NewPostingSerializer(serializers.Serializer[Any]):
    """The text of a posting."""

    text = serializers.CharField(max_length=200_000)


class PostingFilter(filters.FilterSet):
    """Narrow the list."""

    state = filters.ChoiceFilter(choices=WorkState.choices)

    class Meta:
        model = Posting
        fields = ["state"]


class PostingViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Posting]
):
    """The caller's analysed postings, newest first."""

    serializer_class = PostingDetailSerializer
    filterset_class = PostingFilter
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[Posting]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return Posting.objects.none()
        found: QuerySet[Posting] = Posting.objects.of(self.request.user.id)
        return found

    @extend_schema(operation_id="list_postings", responses=PostingSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's postings."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_posting")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one posting with what it asks for."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="analyse_posting",
        request=NewPostingSerializer,
        responses={202: PostingSerializer},
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Ask for a pasted posting to be analysed."""
        given = NewPostingSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        row = actions.paste(request.user.id, given.validated_data["text"], at=timezone.now())
        return Response(PostingSerializer(row).data, status=status.HTTP_202_ACCEPTED)


class InternalPostingView(InternalView):
    """An analysed posting for the services that work with it."""

    def get(self, request: Request, posting_id: UUID) -> Response:
        """Return the posting where it is the person's."""
        rows = Posting.objects.filter(id=posting_id, user_id=request.user.id)
        if (found := rows.values("id", "snapshot_id", "facts").first()) is None:
            raise Http404
        return Response(found)
