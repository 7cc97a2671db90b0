"""Where the caller is told things beyond the app and their address."""

from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.idempotency.actions import idempotent
from common.views import HotListMixin
from notification_service.delivery.actions import try_out
from notification_service.destinations import actions, forms, proving
from notification_service.destinations.models import Destination, State
from notification_service.destinations.serializers import (
    ChangeSerializer,
    ChannelSerializer,
    CodeSerializer,
    DestinationSerializer,
    MadeSerializer,
    NewSerializer,
)

_NEW = [
    OpenApiExample(
        "A webhook",
        value={"channel": "webhook", "settings": {"url": "https://example.org/hook"}},
        request_only=True,
    ),
    OpenApiExample(
        "A chat, for two kinds of message",
        value={
            "channel": "chat",
            "settings": {"url": "ntfy://ntfy.example.org/topic"},
            "kinds": ["approval_needed", "outcome_unknown"],
        },
        request_only=True,
    ),
]


class DestinationFilter(django_filters.FilterSet):
    """Which destinations to list."""

    channel = django_filters.CharFilter(label="one channel")
    state = django_filters.ChoiceFilter(choices=State.choices)

    class Meta:
        model = Destination
        fields = ["channel", "state"]


class ChannelsView(APIView):
    """Every channel of this installation."""

    @extend_schema(
        operation_id="list_channels",
        summary="Every channel, and the form by which it is set up",
        responses=ChannelSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return every channel."""
        return Response(ChannelSerializer(forms.channels_shown(), many=True).data)


@extend_schema_view(
    get=extend_schema(operation_id="list_destinations", summary="Destinations, newest first")
)
class DestinationsView(HotListMixin, generics.ListAPIView[Destination]):
    """The caller's destinations."""

    queryset = Destination.objects.none()  # for the schema, which asks for nobody
    serializer_class = DestinationSerializer
    filterset_class = DestinationFilter
    row_fields = tuple(DestinationSerializer.Meta.fields)

    def get_queryset(self) -> QuerySet[Destination]:
        """Return the caller's destinations."""
        return Destination.objects.of(self.request.user.id)

    @extend_schema(
        operation_id="add_destination",
        summary="Set up a destination; a code or challenge goes there at once",
        request=NewSerializer,
        responses={201: MadeSerializer},
        examples=_NEW,
    )
    def post(self, request: Request) -> Response:
        """Set it up and return it with its secret, which is therefore kept for no repeat.

        The same place twice is refused, so that a repeat makes no second one.
        """
        given = NewSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = actions.add(
            request.user.person,
            given.validated_data["channel"],
            given.validated_data["settings"],
            kinds=given.validated_data.get("kinds", []),
            at=timezone.now(),
        )
        return _made(made, status=201)


class DestinationView(APIView):
    """One destination."""

    @extend_schema(
        operation_id="get_destination",
        summary="One destination",
        responses=DestinationSerializer,
    )
    def get(self, request: Request, destination_id: UUID) -> Response:
        """Return it."""
        return _shown(actions.own(request.user.person, destination_id))

    @extend_schema(
        operation_id="change_destination",
        summary="Change what it is called and which kinds go there",
        request=ChangeSerializer,
        responses=DestinationSerializer,
    )
    def patch(self, request: Request, destination_id: UUID) -> Response:
        """Change it and return it."""
        given = ChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        person = request.user.person
        return _shown(actions.change(person, destination_id, **given.validated_data))

    @extend_schema(
        operation_id="remove_destination",
        summary="Remove a destination; what waits for it is not sent",
        responses={204: None},
    )
    def delete(self, request: Request, destination_id: UUID) -> Response:
        """Remove it."""
        actions.remove(request.user.person, destination_id)
        return Response(status=204)


class ProveView(APIView):
    """Typing in the code."""

    @extend_schema(
        operation_id="prove_destination",
        summary="Type in the code that arrived at a destination",
        request=CodeSerializer,
        responses=DestinationSerializer,
    )
    def post(self, request: Request, destination_id: UUID) -> Response:
        """Judge the code and return the destination."""
        given = CodeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        code = given.validated_data["code"]
        person = request.user.person
        return _shown(proving.prove(person, destination_id, code, at=timezone.now()))


class AskAgainView(APIView):
    """Another code or challenge."""

    @extend_schema(
        operation_id="ask_destination_again",
        summary="Have another code or challenge sent; the earlier one is void",
        request=None,
        responses=DestinationSerializer,
    )
    @idempotent
    def post(self, request: Request, destination_id: UUID) -> Response:
        """Begin another round."""
        person = request.user.person
        return _shown(proving.ask_again(person, destination_id, at=timezone.now()))


class PauseView(APIView):
    """Pausing a destination."""

    @extend_schema(
        operation_id="pause_destination",
        summary="Let nothing go to a destination until it is resumed",
        request=None,
        responses=DestinationSerializer,
    )
    def post(self, request: Request, destination_id: UUID) -> Response:
        """Pause it."""
        return _shown(actions.pause(request.user.person, destination_id))


class ResumeView(APIView):
    """Resuming a destination."""

    @extend_schema(
        operation_id="resume_destination",
        summary="Let messages go there again; proved anew first where nothing arrived",
        request=None,
        responses=DestinationSerializer,
    )
    def post(self, request: Request, destination_id: UUID) -> Response:
        """Resume it."""
        return _shown(actions.resume(request.user.person, destination_id, at=timezone.now()))


class RotateView(APIView):
    """A new signing secret."""

    @extend_schema(
        operation_id="rotate_destination_secret",
        summary="Make a new signing secret; the earlier one signs as well for a day",
        request=None,
        responses=MadeSerializer,
    )
    def post(self, request: Request, destination_id: UUID) -> Response:
        """Make it and show it this once; it is kept for no repeat, which makes another."""
        return _made(actions.rotate(request.user.person, destination_id, at=timezone.now()))


class TestView(APIView):
    """The test button."""

    @extend_schema(
        operation_id="test_destination",
        summary="Send a test message there; /deliveries/ says what became of it",
        request=None,
        responses={202: DestinationSerializer},
    )
    @idempotent
    def post(self, request: Request, destination_id: UUID) -> Response:
        """Send it."""
        try_out(request.user.person, destination_id, at=timezone.now())
        found = actions.own(request.user.person, destination_id)
        return Response(DestinationSerializer(found).data, status=202)


def _shown(row: Destination) -> Response:
    return Response(DestinationSerializer(row).data)


def _made(made: actions.Added, *, status: int = 200) -> Response:
    shown = DestinationSerializer(made.row).data
    return Response({**shown, "secret": made.secret}, status=status)
