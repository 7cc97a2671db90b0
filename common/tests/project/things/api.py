"""An API over things: one list, one create, with everything common gives."""

from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.urls import path
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.events import Event
from common.idempotency.actions import idempotent
from common.outbox.actions import emit
from common.views import HotListMixin
from project.things.models import Thing


class ThingMade(Event):
    """A thing was made."""

    name: ClassVar[str] = "things.thing_made.v1"
    audience: ClassVar[tuple[str, ...]] = ("ats_service",)
    thing_id: UUID


class ThingSerializer(serializers.ModelSerializer[Thing]):
    """A thing."""

    class Meta:
        model = Thing
        fields = ["id", "name", "notes"]


@transaction.atomic(savepoint=False)
def make(user_id: UUID, name: str, notes: object) -> Thing:
    """Make a thing and say so."""
    thing = Thing.objects.create(user_id=user_id, name=name, notes=notes)
    emit(ThingMade(thing_id=thing.id), user_id=user_id, subject_id=thing.id)
    return thing


class Things(HotListMixin, generics.ListCreateAPIView[Thing]):
    """The caller's things."""

    serializer_class = ThingSerializer
    row_fields = ("id", "name", "notes")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Return what the caller owns."""
        return Thing.objects.filter(user_id=self.request.user.id)

    def get(self, request: Request) -> Response:
        """List them."""
        return self.list(request)

    @idempotent
    def post(self, request: Request) -> Response:
        """Make one."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        thing = make(request.user.id, data["name"], data.get("notes", {}))
        return Response(self.get_serializer(thing).data, status=201)


class OneThing(generics.RetrieveAPIView[Thing]):
    """One of the caller's things."""

    serializer_class = ThingSerializer

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Return what the caller owns."""
        return Thing.objects.filter(user_id=self.request.user.id)


things_urls = [
    path("things/", Things.as_view(), name="things"),
    path("things/<uuid:pk>/", OneThing.as_view(), name="thing"),
]
