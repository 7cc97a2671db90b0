"""Applications over REST: look, edit, approve, reject, settle, download."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agent_service.applications import actions, by_hand, outcomes, policy
from agent_service.applications.decisions import (
    ApprovalSerializer,
    EditSerializer,
    HandReportSerializer,
    SettlementSerializer,
)
from agent_service.applications.models import Application, Attempt, GeneratedFile
from agent_service.applications.serializers import (
    ROW,
    ApplicationDetailSerializer,
    ApplicationSerializer,
    GeneratedFileSerializer,
    ReviewLinkSerializer,
)
from agent_service.approval import links
from common import storage
from common.contracts.agent import ApplicationState
from common.errors import NotHere
from common.idempotency.actions import idempotent
from common.text import content_disposition
from common.views import HotListMixin

_EDIT = OpenApiExample(
    "Answers of three kinds",
    value={
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "answers": {"salary": "60000", "days": ["Monday", "Friday"], "terms": True},
    },
    request_only=True,
)


class ApplicationFilter(filters.FilterSet):
    """Narrow the list."""

    state = filters.ChoiceFilter(
        choices=[(state.value, state.value) for state in ApplicationState]
    )
    employer = filters.CharFilter(lookup_expr="icontains", label="a part of the employer's name")
    run = filters.UUIDFilter(field_name="run_id", label="of one run")

    class Meta:
        model = Application
        fields = ["state", "employer", "run"]


class ApplicationViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Application]
):
    """The caller's applications, newest first."""

    serializer_class = ApplicationDetailSerializer
    filterset_class = ApplicationFilter
    row_fields = ROW

    def get_queryset(self) -> QuerySet[Application]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return Application.objects.none()
        found: QuerySet[Application] = Application.objects.of(self.request.user.id)
        if self.action == "list":
            return found
        attempts = Prefetch("attempts", Attempt.objects.order_by("id"))
        return found.select_related("manifest", "opening").prefetch_related("timeline", attempts)

    @extend_schema(operation_id="list_applications", responses=ApplicationSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's applications."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_application")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one application: its manifest, timeline, files and attempts."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="edit_application",
        request=EditSerializer,
        responses=ApplicationDetailSerializer,
        examples=[_EDIT],
    )
    @action(detail=True, methods=["post"], url_path="edits")
    @idempotent
    def edits(self, request: Request, pk: str) -> Response:
        """Change answers before approving; what was approved before is void."""
        given = EditSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        mine = self.get_object()
        actions.edit(mine.id, mine.user_id, at=timezone.now(), **given.validated_data)
        return self._shown(mine)

    @extend_schema(
        operation_id="approve_application",
        request=ApprovalSerializer,
        responses=ApplicationDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="approval")
    @idempotent
    def approval(self, request: Request, pk: str) -> Response:
        """Approve exactly the version with this digest; it is then sent once."""
        given = ApprovalSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        mine = self.get_object()
        digest = given.validated_data["digest"]
        actions.approve(mine.id, mine.user_id, digest=digest, at=timezone.now())
        return self._shown(mine)

    @extend_schema(
        operation_id="reject_application", request=None, responses=ApplicationDetailSerializer
    )
    @action(detail=True, methods=["post"], url_path="rejection")
    @idempotent
    def rejection(self, request: Request, pk: str) -> Response:
        """Decide not to apply."""
        mine = self.get_object()
        actions.reject(mine.id, mine.user_id, at=timezone.now())
        return self._shown(mine)

    @extend_schema(
        operation_id="apply_here_all_the_same",
        request=None,
        responses=ApplicationDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="employer-exception")
    @idempotent
    def employer_exception(self, request: Request, pk: str) -> Response:
        """Apply here although another application at this employer is open."""
        mine = self.get_object()
        policy.allow(mine.id, mine.user_id, at=timezone.now())
        return self._shown(mine)

    @extend_schema(
        operation_id="settle_application",
        request=SettlementSerializer,
        responses=ApplicationDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="settlement")
    @idempotent
    def settlement(self, request: Request, pk: str) -> Response:
        """Say whether an application whose outcome is unknown has arrived."""
        given = SettlementSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        mine = self.get_object()
        outcomes.settle(mine, at=timezone.now(), **given.validated_data)
        return self._shown(mine)

    @extend_schema(
        operation_id="continue_by_hand", request=None, responses=ApplicationDetailSerializer
    )
    @action(detail=True, methods=["post"], url_path="take-over")
    @idempotent
    def take_over(self, request: Request, pk: str) -> Response:
        """Go on in one's own browser; the agent sends nothing until it is told how that ended."""
        mine = self.get_object()
        by_hand.take_over(mine.id, mine.user_id, at=timezone.now())
        return self._shown(mine)

    @extend_schema(
        operation_id="report_by_hand",
        request=HandReportSerializer,
        responses=ApplicationDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="hand-report")
    @idempotent
    def hand_report(self, request: Request, pk: str) -> Response:
        """Say how it ended in one's own browser: sent, not sent, or given up."""
        given = HandReportSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        mine, ending = self.get_object(), by_hand.Ending(given.validated_data["outcome"])
        by_hand.report(mine.id, mine.user_id, ending, at=timezone.now())
        return self._shown(mine)

    @extend_schema(
        operation_id="link_to_review", request=None, responses={201: ReviewLinkSerializer}
    )
    @action(detail=True, methods=["post"], url_path="review-link")
    def review_link(self, request: Request, pk: str) -> Response:
        """Return a single-use link to the review page."""
        link = links.mint(self.get_object(), at=timezone.now())
        return Response(ReviewLinkSerializer(link).data, status=201)

    @extend_schema(
        operation_id="get_screenshot", responses={(200, "image/png"): OpenApiTypes.BINARY}
    )
    @action(detail=True, methods=["get"])
    def screenshot(self, request: Request, pk: str) -> HttpResponse:
        """Return the picture of the filled form."""
        version = self.get_object().manifest
        if version is None or not version.screenshot_key:
            raise NotHere("Wait until the form is filled; the run shows how far it is.")
        return HttpResponse(storage.get(version.screenshot_key), content_type="image/png")

    def _shown(self, application: Application) -> Response:
        fresh = self.get_queryset().get(id=application.id)
        return Response(ApplicationDetailSerializer(fresh).data)


class FileViewSet(mixins.RetrieveModelMixin, GenericViewSet[GeneratedFile]):
    """Documents that the agent wrote."""

    serializer_class = GeneratedFileSerializer

    def get_queryset(self) -> QuerySet[GeneratedFile]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return GeneratedFile.objects.none()
        return GeneratedFile.objects.filter(user_id=self.request.user.id)

    @extend_schema(operation_id="get_written_file")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a document's description: each sentence with the facts it cites."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="download_written_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> HttpResponse:
        """Return a document's bytes."""
        return file_response(self.get_object())


def file_response(file: GeneratedFile) -> HttpResponse:
    """Return a document as a download that no browser runs."""
    answer = HttpResponse(storage.get(file.key), content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition(file.name)
    answer["Content-Security-Policy"] = "sandbox"
    return answer
