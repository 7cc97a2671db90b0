"""Agent runs over REST."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agent_service.runs import actions
from agent_service.runs.models import Run, Step
from agent_service.steps import PIPELINE
from common.contracts.agent import RunState
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = (
    "id",
    "opening_id",
    "document_id",
    "state",
    "step",
    "code",
    "reason",
    "profile_version",
    "version",
    "created_at",
    "finished_at",
)


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": True,
        "description": "what it gave to the steps after it; its members are the step's own",
    }
)
class OutputField(serializers.JSONField):
    """What a step gave out, as it is stored."""


class StepSerializer(serializers.ModelSerializer[Step]):
    """A step with what it gave out."""

    output = OutputField(read_only=True)

    class Meta:
        model = Step
        fields = (
            "name",
            "state",
            "attempts",
            "code",
            "reason",
            "output",
            "started_at",
            "finished_at",
        )
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "attempts": {"required": True, "help_text": "since its person last let it go on"},
            "code": {"required": True, "help_text": "why it stands, for programs"},
            "reason": {"required": True, "help_text": "why it stands, for people"},
            "finished_at": {"required": True},
        }


class RunSerializer(serializers.ModelSerializer[Run]):
    """A run and why it stands where it stands."""

    opening_id = serializers.UUIDField(read_only=True)

    class Meta:
        model = Run
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "profile_version": {"help_text": "it works from; null: not yet looked up"},
            "version": {"help_text": "grows with each change; events carry it"},
            "finished_at": {"help_text": "null: it has not ended"},
        }


class RunDetailSerializer(RunSerializer):
    """A run with its steps, its application and how far it is."""

    steps = StepSerializer(many=True, read_only=True)
    application_id = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()

    class Meta(RunSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*_ROW, "steps", "application_id", "progress")
        read_only_fields: ClassVar[tuple[str, ...]] = fields

    def get_application_id(self, run: Run) -> UUID | None:
        """Return the id of the run's application once there is one."""
        application = getattr(run, "application", None)
        return application.id if application else None

    def get_progress(self, run: Run) -> float:
        """Return the share of finished steps, 0 to 1."""
        done = sum(step.state == "done" for step in run.steps.all())
        return round(done / len(PIPELINE), 2)


class NewRunSerializer(serializers.Serializer[Any]):
    """What to apply for, with which uploaded résumé."""

    opening_id = serializers.UUIDField(help_text="of /openings/")
    document_id = serializers.UUIDField(help_text="of a résumé among the person's documents")


class RunFilter(filters.FilterSet):
    """Narrow the list."""

    state = filters.ChoiceFilter(choices=[(state.value, state.value) for state in RunState])
    opening = filters.UUIDFilter(field_name="opening_id", label="of one opening")

    class Meta:
        model = Run
        fields = ["state", "opening"]


class RunViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Run]
):
    """The caller's runs, newest first."""

    serializer_class = RunDetailSerializer
    filterset_class = RunFilter
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[Run]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return Run.objects.none()
        found: QuerySet[Run] = Run.objects.of(self.request.user.id)
        if self.action == "retrieve":
            steps = Prefetch("steps", Step.objects.order_by("id"))
            return found.select_related("application").prefetch_related(steps)
        return found

    @extend_schema(operation_id="list_runs", responses=RunSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's runs."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_run")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one run with its steps and its application's id."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="start_run", request=NewRunSerializer, responses={201: RunSerializer}
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Start a run; it works in the background and stops where only the person may go on."""
        given = NewRunSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        run = actions.start(
            request.user.id,
            opening_id=asked["opening_id"],
            document_id=asked["document_id"],
            at=timezone.now(),
        )
        return Response(RunSerializer(run).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="resume_run", request=None, responses=RunSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def resume(self, request: Request, pk: str) -> Response:
        """Let a run that stands still take its step again."""
        run = actions.resume(self.get_object(), at=timezone.now())
        return Response(RunSerializer(run).data)

    @extend_schema(operation_id="cancel_run", request=None, responses=RunSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def cancel(self, request: Request, pk: str) -> Response:
        """Cancel a run; nothing is sent any more."""
        run = actions.cancel(self.get_object().id, at=timezone.now())
        return Response(RunSerializer(run).data)
