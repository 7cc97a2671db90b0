"""What a person lets the agent do, over REST: sites to prepare on, kinds of form to send."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from agent_service.consents import actions
from agent_service.consents.models import SiteConsent
from agent_service.forms.adapter import every
from common.idempotency.actions import idempotent
from common.views import HotListMixin

_ROW = ("id", "site", "granted_at", "revoked_at")


class SiteConsentSerializer(serializers.ModelSerializer[SiteConsent]):
    """A site that may be sent to while a form is prepared; revoked_at ends it."""

    class Meta:
        model = SiteConsent
        fields: ClassVar[tuple[str, ...]] = _ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class NewSiteConsentSerializer(serializers.Serializer[Any]):
    """Which site."""

    site = serializers.CharField(max_length=2000, help_text="its host, or any address on it")


class SiteConsentViewSet(
    HotListMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[SiteConsent]
):
    """The caller's consents, newest first."""

    serializer_class = SiteConsentSerializer
    row_fields = _ROW

    def get_queryset(self) -> QuerySet[SiteConsent]:
        """Return what the token's owner may see."""
        if getattr(self, "swagger_fake_view", False):
            return SiteConsent.objects.none()
        found: QuerySet[SiteConsent] = SiteConsent.objects.of(self.request.user.id)
        return found

    @extend_schema(operation_id="list_site_consents", responses=SiteConsentSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the sites that may be, or might once be, sent to while a form is prepared."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="get_site_consent")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one consent."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="grant_site_consent",
        request=NewSiteConsentSerializer,
        responses={201: SiteConsentSerializer},
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Let one site be sent to while its forms are prepared; runs that wait for it go on."""
        given = NewSiteConsentSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        named = given.validated_data["site"]
        made = actions.grant(request.user.id, named, at=timezone.now())
        return Response(SiteConsentSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="revoke_site_consent", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take a consent back; what is prepared from now on sends nothing there."""
        actions.revoke(self.get_object(), at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class FormKindSerializer(serializers.Serializer[Any]):
    """A kind of form, when it was last seen filled rightly, and whether it may be sent."""

    name = serializers.CharField(help_text="as rules and manifests call it")
    verified_on = serializers.DateField(allow_null=True, help_text="null: nobody ever saw one")
    seen = serializers.CharField(help_text="what was seen then")
    turned_on = serializers.BooleanField(help_text="the caller lets it be sent all the same")
    may_be_sent = serializers.BooleanField(help_text="verified, or turned on")


class FormSwitchSerializer(serializers.Serializer[Any]):
    """Which kind, and whether it may be sent although nobody verified it."""

    name = serializers.CharField(max_length=60, help_text="one of those listed")
    on = serializers.BooleanField()


class FormKindsView(APIView):
    """The kinds of form, and the caller's switches."""

    @extend_schema(operation_id="list_form_kinds", responses=FormKindSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return every kind of form."""
        return Response(_kinds(request))

    @extend_schema(
        operation_id="switch_form_kind",
        request=FormSwitchSerializer,
        responses=FormKindSerializer(many=True),
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Let a kind of form be sent although nobody verified it, or no longer."""
        given = FormSwitchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        chosen = given.validated_data
        actions.switch(request.user.id, chosen["name"], on=chosen["on"], at=timezone.now())
        return Response(_kinds(request))


def _kinds(request: Request) -> Any:
    on = actions.turned_on(request.user.id)
    rows = [
        {
            "name": name,
            "verified_on": adapter.verified.on if adapter.verified else None,
            "seen": adapter.verified.seen if adapter.verified else "",
            "turned_on": name in on,
            "may_be_sent": adapter.verified is not None or name in on,
        }
        for name, adapter in sorted(every().items())
    ]
    return FormKindSerializer(rows, many=True).data
