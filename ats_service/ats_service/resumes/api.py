"""Parses and document checks over REST."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from ats_service.resumes import actions
from ats_service.resumes.models import Parse, WorkState
from common.auth.api import InternalView
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = (
    "id",
    "document_id",
    "sha256",
    "state",
    "code",
    "reason",
    "kind",
    "language",
    "pages",
    "created_at",
    "finished_at",
)


class FindingSerializer(serializers.Serializer[Any]):
    """One finding of the document check."""

    rule = serializers.CharField()
    severity = serializers.CharField()
    message = serializers.CharField()
    seen = serializers.CharField(allow_blank=True)
    advice = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    box = serializers.ListField(child=serializers.FloatField(), allow_null=True)


class ParseSerializer(serializers.ModelSerializer[Parse]):
    """A parse and, where it failed, why."""

    class Meta:
        model = Parse
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields


@extend_schema_field({"type": "object", "additionalProperties": True, "nullable": True})
class JsonResumeField(serializers.JSONField):
    """A JSON Resume; ``meta.evidence`` tells where each field was read and how sure it is."""


class ParseDetailSerializer(ParseSerializer):
    """A parse with the résumé that was read."""

    resume = JsonResumeField(read_only=True, allow_null=True)

    class Meta(ParseSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*_ROW, "resume", "seconds")
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class CheckSerializer(serializers.Serializer[Any]):
    """The document check: what a machine sees, and what to mend."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=WorkState.choices)
    findings = FindingSerializer(many=True)
    text = serializers.CharField(allow_blank=True)


class WhereSerializer(serializers.Serializer[Any]):
    """Where a document is sent, for what is customary to tell there."""

    country = serializers.RegexField("^[A-Za-z]{2}$", required=False, help_text="as US or DE")
    posting = serializers.UUIDField(required=False, help_text="one of your postings")


class NewParseSerializer(serializers.Serializer[Any]):
    """Which of the caller's documents to read."""

    document_id = serializers.UUIDField()


class ParseFilter(filters.FilterSet):
    """Narrow the list."""

    state = filters.ChoiceFilter(choices=WorkState.choices)
    document = filters.UUIDFilter(field_name="document_id")

    class Meta:
        model = Parse
        fields = ["state", "document"]


class ParseViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Parse]
):
    """The caller's parses, newest first."""

    serializer_class = ParseDetailSerializer
    filterset_class = ParseFilter
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[Parse]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return Parse.objects.none()
        found: QuerySet[Parse] = Parse.objects.of(self.request.user.id)
        return found

    @extend_schema(operation_id="list_parses", responses=ParseSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's parses."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_parse")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one parse with the résumé that was read."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="parse_document",
        request=NewParseSerializer,
        responses={202: ParseSerializer},
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Ask for a document to be read; the same bytes are read once."""
        given = NewParseSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        document_id = given.validated_data["document_id"]
        parse = actions.ask_by_id(request.user.id, document_id, at=timezone.now())
        return Response(ParseSerializer(parse).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(
        operation_id="check_document", parameters=[WhereSerializer], responses=CheckSerializer
    )
    @action(detail=True, methods=["get"])
    def check(self, request: Request, pk: str) -> Response:
        """Return the document check: findings with place and advice, and the machine's text."""
        parse = self.get_object()
        where = WhereSerializer(data=request.query_params)
        where.is_valid(raise_exception=True)
        given = where.validated_data
        findings = actions.findings_of(
            parse, country=given.get("country", ""), posting_id=given.get("posting")
        )
        return Response(
            {
                "id": parse.id,
                "state": parse.state,
                "findings": findings,
                "text": parse.text,
            }
        )


class InternalParseView(InternalView):
    """A parse for the services that work with it."""

    def get(self, request: Request, parse_id: UUID) -> Response:
        """Return the parse where it is the person's and done."""
        fields = ("id", "document_id", "sha256", "resume", "findings", "language")
        rows = Parse.objects.filter(
            id=parse_id, user_id=request.user.id, state=WorkState.DONE
        ).values(*fields)
        if (found := rows.first()) is None:
            raise Http404
        return Response(found)
