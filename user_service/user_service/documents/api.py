"""The caller's documents."""

from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, generics, serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.auth.api import InternalView
from common.idempotency.actions import idempotent
from common.text import content_disposition
from common.views import HotListMixin
from user_service.documents import actions
from user_service.documents.models import Document

_FIELDS = (
    "id", "lineage_id", "version", "kind", "name", "media_type", "sha256", "size", "parse_state",
    "parse_code", "parse_id", "created_at",
)  # fmt: skip
#: What a multipart body holds beside the file itself.
_ROOM_FOR_FIELDS = 2**16


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """One version of a document; ``lineage_id`` is the same for all of its versions."""

    class Meta:
        model = Document
        fields = _FIELDS
        read_only_fields = _FIELDS


class VersionUploadSerializer(serializers.Serializer[Any]):
    """A file."""

    file = serializers.FileField(allow_empty_file=True, max_length=None)


class UploadSerializer(VersionUploadSerializer):
    """A file and what it is."""

    kind = serializers.ChoiceField(choices=Document.Kind.choices)


class UploadParser(MultiPartParser):
    """Reads one file of bounded size; refuses a body that is larger before reading it."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return fields and file.

        Raises:
            DocumentTooLarge: the body is longer than a file may be.
            ParseError: the body is not multipart form data.
        """
        length = int((parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0)
        if length > settings.DOCUMENT_MAX_BYTES + _ROOM_FOR_FIELDS:
            raise actions.DocumentTooLarge(f"Send at most {settings.DOCUMENT_MAX_BYTES:,} bytes.")
        try:
            return super().parse(stream, media_type, parser_context)
        except SuspiciousOperation as error:
            raise exceptions.ParseError("Send one file and its kind.") from error


def _file_of(body: serializers.Serializer[Any]) -> actions.Upload:
    file = body.validated_data["file"]
    return actions.accepted(file.name or "", file.read())


def _stored(document: Document, is_new: bool) -> Response:
    return Response(DocumentSerializer(document).data, status=201 if is_new else 200)


class DocumentFilter(filters.FilterSet):
    """Narrow the list."""

    class Meta:
        model = Document
        fields = ["kind", "parse_state"]


class DocumentsView(HotListMixin, generics.GenericAPIView[Document]):
    """The caller's documents."""

    serializer_class = DocumentSerializer
    filterset_class = DocumentFilter
    parser_classes = [UploadParser]
    queryset = Document.objects.none()
    row_fields = _FIELDS

    def get_queryset(self) -> Any:
        """Return the newest version of each of the caller's documents."""
        return Document.objects.filter(user_id=self.request.user.person).newest()

    @extend_schema(
        operation_id="list_documents",
        summary="List my documents",
        responses={200: DocumentSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Return one page, the newest first."""
        return self.list(request)

    @extend_schema(
        operation_id="upload_document",
        summary="Upload a document",
        description="PDF, DOCX, ODT, HTML, Markdown, plain text, JSON Resume or the archive of "
        "LinkedIn's export of your data, at most 10 MB, judged by content. The same bytes of the "
        "same kind are kept once: 200 instead of 201.",
        request={"multipart/form-data": UploadSerializer},
        responses={200: DocumentSerializer, 201: DocumentSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Keep the file and have it read."""
        body = UploadSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        kind, at = body.validated_data["kind"], timezone.now()
        return _stored(*actions.upload(request.user.person, kind, _file_of(body), at=at))


class DocumentView(generics.GenericAPIView[Document]):
    """One of the caller's documents."""

    serializer_class = DocumentSerializer
    queryset = Document.objects.none()

    def get_queryset(self) -> Any:
        """Return what belongs to the caller."""
        return Document.objects.filter(user_id=self.request.user.person)

    @extend_schema(operation_id="get_document", summary="Show a document")
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the document."""
        return Response(DocumentSerializer(self.get_object()).data)

    @extend_schema(
        operation_id="delete_document",
        summary="Remove a document with all its versions",
        responses={204: None},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Remove rows and bytes."""
        actions.remove(request.user.person, pk, at=timezone.now())
        return Response(status=204)


class VersionsView(HotListMixin, generics.GenericAPIView[Document]):
    """All versions of one of the caller's documents."""

    serializer_class = DocumentSerializer
    parser_classes = [UploadParser]
    queryset = Document.objects.none()
    row_fields = _FIELDS

    def get_queryset(self) -> Any:
        """Return the versions that belong to the caller."""
        mine = Document.objects.filter(user_id=self.request.user.person)
        given = mine.filter(id=self.kwargs["pk"])
        return mine.filter(lineage_id__in=given.values("lineage_id"))

    @extend_schema(
        operation_id="list_document_versions",
        summary="List the versions of a document",
        responses={200: DocumentSerializer(many=True)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return one page, the newest first."""
        answer = self.list(request)
        if not answer.data["results"]:
            raise actions.not_here()
        return answer

    @extend_schema(
        operation_id="upload_document_version",
        summary="Upload the next version of a document",
        request={"multipart/form-data": VersionUploadSerializer},
        responses={200: DocumentSerializer, 201: DocumentSerializer},
    )
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        """Keep the file as the next version and have it read."""
        body = VersionUploadSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        at = timezone.now()
        return _stored(*actions.upload_version(request.user.person, pk, _file_of(body), at=at))


def _bytes_of(document: Document) -> HttpResponse:
    """Return the bytes so that no browser shows or runs them."""
    content = actions.content_of(document)
    answer = HttpResponse(content, content_type=document.media_type)
    answer["Content-Disposition"] = content_disposition(document.name)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Content-SHA256"] = document.sha256
    answer["Cache-Control"] = "private, no-store"
    return answer


class OneType(BaseContentNegotiation):
    """Answers whatever the caller accepts: a document has one type only."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """Return the renderer of problems, the only thing that is rendered."""
        return renderers[0], renderers[0].media_type


class ContentView(APIView):
    """The bytes of one of the caller's documents."""

    content_negotiation_class = OneType

    @extend_schema(
        operation_id="download_document",
        summary="Download a document",
        responses={
            (200, "application/octet-stream"): OpenApiResponse(
                OpenApiTypes.BINARY, description="The bytes that were uploaded."
            )
        },
    )
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """Return the bytes as an attachment."""
        document = Document.objects.filter(user_id=request.user.person, id=pk).first()
        if document is None:
            raise actions.not_here()
        return _bytes_of(document)


class InternalDocumentView(InternalView):
    """A document for another service."""

    def get(self, request: Request, pk: UUID) -> Response:
        """Return what is known of the document."""
        fields = ("id", "kind", "name", "media_type", "sha256", "size")
        mine = Document.objects.filter(user_id=request.user.person, id=pk)
        if (found := mine.values(*fields).first()) is None:
            raise actions.not_here()
        return Response(found)


class InternalContentView(InternalView):
    """The bytes of a document for another service."""

    content_negotiation_class = OneType

    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """Return the bytes; the caller checks them against the hash."""
        document = Document.objects.filter(user_id=request.user.person, id=pk).first()
        if document is None:
            raise actions.not_here()
        return _bytes_of(document)
