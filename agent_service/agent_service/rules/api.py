"""Standing rules over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agent_service.rules import actions
from agent_service.rules.models import StandingRule
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = (
    "id",
    "name",
    "on",
    "adapters",
    "match_at_least",
    "a_day",
    "employers_never",
    "one_per_employer",
    "expires_at",
    "version",
    "created_at",
    "updated_at",
)

_RULE = OpenApiExample(
    "Two a day on systems that are known",
    value={
        "name": "Good matches",
        "adapters": ["greenhouse", "lever"],
        "match_at_least": 0.8,
        "a_day": 2,
        "employers_never": ["Acme"],
    },
    request_only=True,
)


class StandingRuleSerializer(serializers.ModelSerializer[StandingRule]):
    """A rule and its version."""

    class Meta:
        model = StandingRule
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class RuleTermsSerializer(serializers.Serializer[Any]):
    """What may be approved without asking."""

    name = serializers.CharField(max_length=100)
    on = serializers.BooleanField(default=True)
    adapters = serializers.ListField(
        child=serializers.CharField(max_length=60),
        min_length=1,
        max_length=50,
        help_text="names of form kinds, such as greenhouse",
    )
    match_at_least = serializers.FloatField(
        min_value=0, max_value=1, help_text="share of what the posting asks for that is met"
    )
    a_day = serializers.IntegerField(
        min_value=1, max_value=100, help_text="most in a day of the person's zone"
    )
    employers_never = serializers.ListField(
        child=serializers.CharField(max_length=200),
        max_length=1000,
        required=False,
        default=list,
        help_text="names, whatever their legal form",
    )
    one_per_employer = serializers.BooleanField(
        default=True, help_text="not where another application is open"
    )
    expires_at = serializers.DateTimeField(
        allow_null=True, required=False, default=None, help_text="null: never"
    )


class RuleChangeSerializer(RuleTermsSerializer):
    """A whole rule that replaces the one that was looked at."""

    version = serializers.IntegerField(
        min_value=1, required=False, default=None, allow_null=True, help_text="that you changed"
    )


class StandingRuleViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[StandingRule]
):
    """The caller's rules, newest first."""

    serializer_class = StandingRuleSerializer
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[StandingRule]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return StandingRule.objects.none()
        found: QuerySet[StandingRule] = StandingRule.objects.of(self.request.user.id)
        return found

    @extend_schema(operation_id="list_standing_rules", responses=StandingRuleSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the rules by which the agent may approve without asking."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_standing_rule")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one rule."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="create_standing_rule",
        request=RuleTermsSerializer,
        responses={201: StandingRuleSerializer},
        examples=[_RULE],
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Set a rule; what waits for approval already still waits."""
        given = RuleTermsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        rule = actions.create(request.user.id, given.validated_data, at=timezone.now())
        return Response(StandingRuleSerializer(rule).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="replace_standing_rule",
        request=RuleChangeSerializer,
        responses=StandingRuleSerializer,
    )
    def update(self, request: Request, pk: str) -> Response:
        """Change a rule; what it approved and was not sent yet is judged again."""
        given = RuleChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        terms, mine = dict(given.validated_data), self.get_object()
        version = terms.pop("version")
        rule = actions.replace(mine.id, mine.user_id, terms, version=version, at=timezone.now())
        return Response(StandingRuleSerializer(rule).data)

    @extend_schema(operation_id="end_standing_rule", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """End a rule; what it approved and was not sent yet goes to the person."""
        mine = self.get_object()
        actions.end(mine.id, mine.user_id, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
