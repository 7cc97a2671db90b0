"""How channels and destinations are shown, and what may be said about them."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from notification_service.destinations.models import Destination, State


@extend_schema_field({"type": "object", "additionalProperties": True})
class SettingsSchemaField(serializers.JSONField):
    """A JSON Schema."""


class ChannelSerializer(serializers.Serializer[Any]):
    """A channel, and the form by which a destination is set up on it."""

    name = serializers.CharField(help_text="by which destinations and preferences call it")
    label = serializers.CharField(help_text="for people")  # type: ignore[assignment]
    proof = serializers.CharField(
        help_text="code: type in what arrives there; challenge: the program answers; arrival: "
        "the first message is taken; empty: there is none to set up"
    )
    most = serializers.IntegerField(help_text="how many the caller may have; 0: none to set up")
    settings_schema = SettingsSchemaField(
        allow_null=True, help_text="JSON Schema of settings; null: none"
    )
    application_server_key = serializers.CharField(
        help_text="what a browser subscribes with; empty on other channels"
    )


class DestinationSerializer(serializers.ModelSerializer[Destination]):
    """One destination; its secrets are never shown."""

    state = serializers.ChoiceField(choices=State.choices, read_only=True)
    kinds = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        help_text="only these kinds of message go there; empty: all that are chosen",
    )

    class Meta:
        model = Destination
        fields = [
            "id", "channel", "label", "kinds", "state", "reason", "detail",
            "asked_at", "proved_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "channel": {"help_text": "as /channels/ calls it"},
            "proved_at": {"help_text": "null: messages wait until it is proved"},
        }


class MadeSerializer(DestinationSerializer):
    """A destination with the secret that is shown this once."""

    secret = serializers.CharField(read_only=True, help_text="empty where nothing is signed")

    class Meta(DestinationSerializer.Meta):
        fields = [*DestinationSerializer.Meta.fields, "secret"]


class NewSerializer(serializers.Serializer[Any]):
    """What to set up."""

    channel = serializers.CharField(max_length=50, help_text="one of /channels/")
    settings = serializers.DictField(help_text="as the channel's settings_schema says")
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=50),
        required=False,
        max_length=100,
        help_text="only these kinds of message go there; left out, all that are chosen",
    )


class ChangeSerializer(serializers.Serializer[Any]):
    """What to change; what is left out stays."""

    label = serializers.CharField(  # type: ignore[assignment]
        max_length=100, required=False, help_text="what it is called"
    )
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=50),
        required=False,
        max_length=100,
        help_text="only these kinds of message go there; empty: all that are chosen",
    )


class CodeSerializer(serializers.Serializer[Any]):
    """What arrived at the destination."""

    code = serializers.CharField(max_length=20, help_text="good for 15 minutes and five tries")
