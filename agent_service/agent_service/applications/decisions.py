"""What a person may say about an application."""

from typing import Any

from rest_framework import serializers

from agent_service.applications import shapes
from agent_service.applications.by_hand import Ending


class ApprovalSerializer(serializers.Serializer[Any]):
    """The version that was looked at."""

    digest = serializers.RegexField(
        r"^[0-9a-f]{64}$", help_text="manifest.digest of the application as it was shown"
    )


class AnswerField(shapes.ValueField):
    """One answer: text, a tick, several options, or nothing."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the value where it is of a kind that forms take."""
        if data is None or isinstance(data, bool | str):
            return data
        if isinstance(data, list) and all(isinstance(one, str) for one in data):
            return tuple(data)
        raise serializers.ValidationError("Give text, true or false, a list of texts, or null.")


class EditSerializer(ApprovalSerializer):
    """New answers by field key, for the version that was looked at."""

    answers = serializers.DictField(
        child=AnswerField(allow_null=True),
        allow_empty=False,
        help_text="by the key of the manifest's field; the form's options as they stand there",
    )


class SettlementSerializer(serializers.Serializer[Any]):
    """How an unknown outcome turned out."""

    arrived = serializers.BooleanField(help_text="the employer has it")
    again = serializers.BooleanField(
        default=False, help_text="it did not arrive: fill the form again and ask again"
    )


class HandReportSerializer(serializers.Serializer[Any]):
    """How it ended in the person's own browser."""

    outcome = serializers.ChoiceField([one.value for one in Ending])
