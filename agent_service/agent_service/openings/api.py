"""Openings over REST."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agent_service.openings import actions
from agent_service.openings.models import Opening, OpeningState, Snapshot
from agent_service.openings.shapes import PayField, PlacesField, PostedQuestionsField
from common.auth.api import InternalView
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = ("id", "url", "state", "code", "reason", "title", "employer", "places", "created_at")


class OpeningSerializer(serializers.ModelSerializer[Opening]):
    """An opening and, where it failed, why."""

    places = PlacesField(read_only=True)

    class Meta:
        model = Opening
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class SnapshotSerializer(serializers.ModelSerializer[Snapshot]):
    """A posting as it was read."""

    places = PlacesField(read_only=True)
    salary = PayField(read_only=True, allow_null=True)
    questions = PostedQuestionsField(
        read_only=True, help_text="the form's, where the board shows them"
    )

    class Meta:
        model = Snapshot
        exclude = ["user_id"]
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "url": {"required": True},
            "apply_url": {"required": True, "help_text": "of the form; may be empty"},
            "employer": {"required": True},
            "workplace": {"required": True, "help_text": "remote, hybrid, onsite, or empty"},
            "employment_type": {"required": True},
            "language": {"required": True, "help_text": "of two letters, or empty"},
            "posted_at": {"required": True},
            "closes_at": {"required": True},
        }


class OpeningDetailSerializer(OpeningSerializer):
    """An opening with its posting."""

    snapshot = SnapshotSerializer(read_only=True, allow_null=True)

    class Meta(OpeningSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*_ROW, "snapshot")
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class NewOpeningSerializer(serializers.Serializer[Any]):
    """Either an address, or the posting's text with the form's address where there is one."""

    url = serializers.URLField(
        max_length=2000, required=False, default="", help_text="of the posting or its form"
    )
    text = serializers.CharField(max_length=200_000, required=False, default="")
    title = serializers.CharField(max_length=300, required=False, default="")
    employer = serializers.CharField(max_length=300, required=False, default="")

    def to_internal_value(self, data: Any) -> Any:
        """Take a field that a form sends blank as one that was not sent."""
        if isinstance(data, dict):
            data = {name: value for name, value in data.items() if value != ""}
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Demand an address or a text."""
        if not (attrs["url"] or attrs["text"]):
            raise serializers.ValidationError("Give a url, or paste the posting as text.")
        return attrs


class PostingFileSerializer(serializers.Serializer[Any]):
    """A posting as a text or HTML file."""

    file = serializers.FileField(max_length=200)
    url = serializers.URLField(max_length=2000, required=False, default="")


_BY_ADDRESS = OpenApiExample(
    "By its address",
    value={"url": "https://boards.greenhouse.io/acme/jobs/123"},
    request_only=True,
)
_BY_TEXT = OpenApiExample(
    "By its text",
    value={"text": "Baker wanted. You bake bread.", "title": "Baker", "employer": "Acme"},
    request_only=True,
)


class OpeningFilter(filters.FilterSet):
    """Narrow the list."""

    state = filters.ChoiceFilter(choices=OpeningState.choices)
    employer = filters.CharFilter(lookup_expr="icontains", label="a part of the employer's name")
    title = filters.CharFilter(lookup_expr="icontains", label="a part of the title")

    class Meta:
        model = Opening
        fields = ["state", "employer", "title"]


class OpeningViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Opening]
):
    """The caller's openings, newest first."""

    serializer_class = OpeningDetailSerializer
    filterset_class = OpeningFilter
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[Opening]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return Opening.objects.none()
        found: QuerySet[Opening] = Opening.objects.of(self.request.user.id)
        return found if self.action == "list" else found.select_related("snapshot")

    @extend_schema(operation_id="list_openings", responses=OpeningSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's openings."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_opening")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one opening with its posting."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="add_opening",
        request=NewOpeningSerializer,
        responses={201: OpeningSerializer},
        examples=[_BY_ADDRESS, _BY_TEXT],
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Add an opening by its address (fetched in the background) or its pasted text."""
        given = NewOpeningSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked, now = given.validated_data, timezone.now()
        if asked["text"]:
            opening = actions.add_text(request.user.id, at=now, **asked)
        else:
            opening = actions.add_address(request.user.id, asked["url"], at=now)
        return Response(OpeningSerializer(opening).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="upload_opening",
        request={"multipart/form-data": PostingFileSerializer},
        responses={201: OpeningSerializer},
    )
    @action(detail=False, methods=["post"], url_path="files", parser_classes=[MultiPartParser])
    @idempotent
    def files(self, request: Request) -> Response:
        """Add an opening from a file of text or HTML."""
        given = PostingFileSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        opening = actions.add_file(
            request.user.id,
            given.validated_data["file"].read(),
            url=given.validated_data["url"],
            at=timezone.now(),
        )
        return Response(OpeningSerializer(opening).data, status=status.HTTP_201_CREATED)


class SnapshotView(InternalView):
    """A posting for ats_service, which analyses it."""

    def get(self, request: Request, snapshot_id: UUID) -> Response:
        """Return the snapshot where it is the person's."""
        fields = ("id", "sha256", "title", "employer", "text", "language", "url")
        rows = Snapshot.objects.filter(id=snapshot_id, user_id=request.user.id)
        if (found := rows.values(*fields).first()) is None:
            raise Http404
        return Response(found)
