"""What the JSON inside of a posting looks like, for those who generate a client."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class PaySerializer(serializers.Serializer[Any]):
    """What the board states as pay; what it does not say is absent."""

    minimum = serializers.CharField(required=False, help_text="a decimal number, as text")
    maximum = serializers.CharField(required=False, help_text="a decimal number, as text")
    currency = serializers.CharField(required=False, help_text="ISO 4217")
    period = serializers.CharField(required=False, help_text="year, month, week, day or hour")
    text = serializers.CharField(required=False, help_text="in the board's own words")


class PostedFieldSerializer(serializers.Serializer[Any]):
    """One control that answers a question."""

    name = serializers.CharField()
    kind = serializers.CharField()
    options = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2),
        help_text="value and label of each",
    )


class PostedQuestionSerializer(serializers.Serializer[Any]):
    """One question of a public form; any one of its fields answers it."""

    label = serializers.CharField()  # type: ignore[assignment]
    required = serializers.BooleanField()  # type: ignore[assignment]
    fields = PostedFieldSerializer(many=True)  # type: ignore[assignment]
    section = serializers.CharField()
    description = serializers.CharField()


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class PlacesField(serializers.JSONField):
    """Where the job is, in the board's words."""


@extend_schema_field(PaySerializer)
class PayField(serializers.JSONField):
    """Pay, as it is stored."""


@extend_schema_field(PostedQuestionSerializer(many=True))
class PostedQuestionsField(serializers.JSONField):
    """Questions of the form, as they are stored."""
