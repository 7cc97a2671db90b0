"""What was read from the caller's documents and waits for their word."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.idempotency.actions import idempotent
from common.views import HotListMixin
from user_service.profiles.actions import proposals as actions
from user_service.profiles.models import Proposal

_FIELDS = (
    "id", "document_id", "parse_id", "pointer", "value", "evidence", "state", "created_at",
    "decided_at",
)  # fmt: skip


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """One field read from a document."""

    document_id = serializers.UUIDField(read_only=True)

    class Meta:
        model = Proposal
        fields = _FIELDS
        read_only_fields = _FIELDS


class AcceptSerializer(serializers.Serializer[Any]):
    """How one proposal is accepted."""

    replace = serializers.BooleanField(
        default=False, help_text="true puts it in the place of what the profile says"
    )


class AcceptAllSerializer(serializers.Serializer[Any]):
    """Which proposals are accepted."""

    document_id = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="only of this document"
    )


class AcceptedSerializer(serializers.Serializer[Any]):
    """What entered the profile."""

    accepted = serializers.ListField(child=serializers.UUIDField(), read_only=True)


class ProposalFilter(filters.FilterSet):
    """Narrow the list."""

    document_id = filters.UUIDFilter(field_name="document_id")

    class Meta:
        model = Proposal
        fields = ["state"]


class ProposalsView(HotListMixin, generics.ListAPIView[Proposal]):
    """The caller's proposals, newest first."""

    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    queryset = Proposal.objects.none()
    row_fields = _FIELDS

    def get_queryset(self) -> Any:
        """Return what belongs to the caller."""
        return Proposal.objects.filter(user_id=self.request.user.person)

    @extend_schema(operation_id="list_proposals", summary="List what was read from my documents")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one page."""
        return self.list(request)


class AcceptAllView(APIView):
    """Everything that fills a gap."""

    @extend_schema(
        operation_id="accept_proposals",
        summary="Accept every proposal for a field that is empty",
        description="What the profile says already stays as it is; those proposals stay open.",
        request=AcceptAllSerializer,
        responses={200: AcceptedSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Bring them into the profile as one version."""
        body = AcceptAllSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        document_id = body.validated_data["document_id"]
        at = timezone.now()
        chosen = actions.accept_all(request.user.person, document_id=document_id, at=at)
        return Response({"accepted": [proposal.id for proposal in chosen]})


class AcceptView(APIView):
    """One proposal into the profile."""

    @extend_schema(
        operation_id="accept_proposal",
        summary="Accept a proposal",
        description="409 field-filled where the profile says something else there.",
        request=AcceptSerializer,
        responses={200: ProposalSerializer},
    )
    @idempotent
    def post(self, request: Request, proposal_id: UUID) -> Response:
        """Bring it into the profile."""
        body = AcceptSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        replace, at = body.validated_data["replace"], timezone.now()
        proposal = actions.accept(request.user.person, proposal_id, replace=replace, at=at)
        return Response(ProposalSerializer(proposal).data)


class DismissView(APIView):
    """One proposal put aside."""

    @extend_schema(
        operation_id="dismiss_proposal",
        summary="Dismiss a proposal for good",
        request=None,
        responses={200: ProposalSerializer},
    )
    @idempotent
    def post(self, request: Request, proposal_id: UUID) -> Response:
        """Put it aside."""
        proposal = actions.dismiss(request.user.person, proposal_id, at=timezone.now())
        return Response(ProposalSerializer(proposal).data)
