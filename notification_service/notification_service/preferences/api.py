"""The table of choices, and the page that an e-mail's last line leads to."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from notification_service.messages.kinds import DIGEST, Pace
from notification_service.messages.languages import pages_of
from notification_service.preferences import actions
from notification_service.preferences.models import Habits
from notification_service.preferences.pages import (
    LinkView,
    channel_name,
    label_of,
    language_for,
    page,
)


class ChoiceSerializer(serializers.Serializer[actions.Choice]):
    """Whether one kind of message goes to one channel."""

    kind = serializers.CharField(max_length=50, help_text="of message")
    kind_label = serializers.CharField(read_only=True, help_text="for people, in English")
    channel = serializers.CharField(max_length=50, help_text="as /channels/ calls it")
    channel_label = serializers.CharField(read_only=True, help_text="for people, in English")
    enabled = serializers.BooleanField()
    locked = serializers.BooleanField(read_only=True, help_text="it cannot be switched off")
    pace = serializers.ChoiceField(
        choices=[(pace.value, pace.value) for pace in Pace],
        required=False,
        help_text="how soon it goes there; left out, it stays as it is",
    )


class PreferencesSerializer(serializers.Serializer[dict[str, Any]]):
    """Choices by kind and channel."""

    choices = ChoiceSerializer(many=True)


_ONE_OFF = OpenApiExample(
    "One kind by mail no more, another one daily",
    value={
        "choices": [
            {"kind": "match_found", "channel": "email", "enabled": False},
            {"kind": "document_read", "channel": "email", "enabled": True, "pace": "daily"},
        ]
    },
    request_only=True,
)


class PreferencesView(APIView):
    """What the caller wants to be told where."""

    @extend_schema(
        operation_id="list_preferences",
        summary="Every kind of message and channel, and whether it is on",
        responses=PreferencesSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return every kind and channel, and whether it is on."""
        choices = actions.choices_of(request.user.person)
        return Response(PreferencesSerializer({"choices": choices}).data)

    @extend_schema(
        operation_id="change_preferences",
        summary="Switch kinds of message on or off; those not named stay as they are",
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
        examples=[_ONE_OFF],
    )
    def put(self, request: Request) -> Response:
        """Keep the choices named and return the whole table."""
        given = PreferencesSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        choices = [actions.Choice(**choice) for choice in given.validated_data["choices"]]
        actions.choose(request.user.person, choices, at=timezone.now())
        return self.get(request)


class HabitsSerializer(serializers.ModelSerializer[Habits]):
    """When and in which language a person is told things, on their own clock."""

    digest_weekday = serializers.IntegerField(
        min_value=0, max_value=6, required=False, help_text="0 is Monday"
    )

    class Meta:
        model = Habits
        fields = actions.HABITS
        extra_kwargs: ClassVar[dict[str, Any]] = {
            **{name: {"required": False} for name in fields},
            "quiet_from": {"required": False, "help_text": "null: no quiet hours"},
            "quiet_to": {"required": False, "help_text": "null: no quiet hours"},
            "digest_at": {"required": False, "help_text": "when daily and weekly ones come"},
        }


class HabitsView(APIView):
    """The caller's quiet hours, digests, pause and language."""

    @extend_schema(
        operation_id="get_habits",
        summary="Quiet hours, when digests come, pause and language",
        responses=HabitsSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the caller's habits, or the defaults."""
        return Response(HabitsSerializer(actions.known_of(request.user.person).habits).data)

    @extend_schema(
        operation_id="change_habits",
        summary="Change quiet hours, digests, pause or language; what is left out stays",
        request=HabitsSerializer,
        responses=HabitsSerializer,
    )
    def put(self, request: Request) -> Response:
        """Keep what is named and return everything."""
        given = HabitsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        actions.change_habits(request.user.person, given.validated_data, at=timezone.now())
        return self.get(request)


class UnsubscribeView(LinkView):
    """Where List-Unsubscribe leads (RFC 8058)."""

    @extend_schema(
        operation_id="show_unsubscribe",
        summary="A page that says what the link of an e-mail would switch off",
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        """Show what the link would switch off; a scanner that follows it changes nothing."""
        return _page(request._request, token, done=False)

    @extend_schema(
        operation_id="unsubscribe",
        summary="Switch off what the link of an e-mail names, with one click",
        request={"application/x-www-form-urlencoded": OpenApiTypes.OBJECT},
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def post(self, request: Request, token: str) -> HttpResponse:
        """Switch the kind of message off; twice is once."""
        actions.unsubscribe(token, at=timezone.now())
        return _page(request._request, token, done=True)


def _page(request: HttpRequest, token: str, *, done: bool) -> HttpResponse:
    user_id, kind, channel = actions.read_unsubscribe_token(token, at=timezone.now())
    language = language_for(user_id, request)
    words = pages_of(language)["unsubscribe"]
    named = {
        "label": words["digest"] if kind == DIGEST else label_of(kind, language),
        "channel": channel_name(channel, language),
    }
    shown = {
        "heading": words["done" if done else "ask"],
        "about": words["told" if done else "about"].format(**named),
        "act": "" if done else words["act"],
    }
    return page(request, "preferences/act.html", shown, language=language)
