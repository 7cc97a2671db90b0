"""What the JSON inside of an application looks like, for those who generate a client.

The rows hold it as it was made, so nothing here converts anything; what was added to a kind of
row later is absent from older ones and therefore not required.
"""

from typing import Any, get_args

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agent_service.forms.manifest import Policy, Source

KINDS = get_args(Source.model_fields["kind"].annotation)
_VALUE = {
    "nullable": True,
    "description": "text, a tick, several options, or nothing",
    "oneOf": [
        {"type": "string"},
        {"type": "boolean"},
        {"type": "array", "items": {"type": "string"}},
    ],
}


@extend_schema_field(_VALUE)
class ValueField(serializers.JSONField):
    """What a control holds."""


class ValueSourceSerializer(serializers.Serializer[Any]):
    """Where a value comes from."""

    kind = serializers.ChoiceField(KINDS, help_text="page: the page had it already")
    ref = serializers.CharField(
        required=False, help_text="a path in the profile, an id, or a rule's name"
    )
    fact_ids = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="what prose was written from"
    )


class ManifestFieldSerializer(serializers.Serializer[Any]):
    """One question of the form and what it is answered with."""

    key = serializers.CharField(help_text="by which answers are edited; stable over reloads")
    frame = serializers.CharField(help_text="the frame of the page that it stands in")
    id = serializers.CharField(help_text="of the element")
    name = serializers.CharField(help_text="of the element")
    label = serializers.CharField(help_text="as the employer wrote it")  # type: ignore[assignment]
    section = serializers.CharField(help_text="the heading that it stands under")
    kind = serializers.CharField(help_text="of control, such as text, select, checkbox or file")
    required = serializers.BooleanField()  # type: ignore[assignment]
    options = serializers.ListField(child=serializers.CharField(), required=False)
    value = ValueField(required=False)
    read_back = ValueField(required=False, help_text="what the page held after it was filled in")
    source = ValueSourceSerializer(required=False)  # type: ignore[assignment]
    policy = serializers.ChoiceField(
        get_args(Policy), required=False, help_text="how it may be answered"
    )
    reason = serializers.CharField(required=False, help_text="for people")


class ManifestFileSerializer(serializers.Serializer[Any]):
    """One file that would be sent."""

    key = serializers.CharField(help_text="of the field that takes it")
    field = serializers.CharField(help_text="the element's name")
    name = serializers.CharField(help_text="of the file")
    sha256 = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    document_id = serializers.CharField(help_text="of /files/")


class TrafficSerializer(serializers.Serializer[Any]):
    """One request that left the browser, or was held back in it."""

    method = serializers.CharField()
    url = serializers.CharField()
    kind = serializers.CharField(help_text="such as document, xhr, ping or websocket")
    body_bytes = serializers.IntegerField(required=False)
    content_type = serializers.CharField(required=False)
    state = serializers.ChoiceField(["sent", "held"])
    carries = serializers.BooleanField(
        required=False, help_text="a body, or a value of the person in its address"
    )
    status = serializers.IntegerField(
        required=False, allow_null=True, help_text="of the answer; null: none came"
    )
    failed = serializers.CharField(required=False, help_text="how the connection broke")
    why = serializers.CharField(required=False, help_text="it was held back")
    departs = serializers.BooleanField(
        required=False, help_text="it would have said something else than what was approved"
    )


class ManifestSerializer(serializers.Serializer[Any]):
    """Address, form and, field by field, what would be sent and where it is from."""

    version = serializers.IntegerField(required=False, help_text="of this shape")
    url = serializers.CharField(help_text="where the form was looked for")
    final_url = serializers.CharField(help_text="where it is")
    form_url = serializers.CharField(
        required=False, help_text="of the document it stands in, where that is a frame"
    )
    fingerprint = serializers.CharField(help_text="of the form's structure")
    adapter = serializers.CharField(help_text="the kind of form, as /form-kinds/ has it")
    site_consent = serializers.BooleanField(
        required=False, help_text="its site was sent to while it was filled"
    )
    fields = ManifestFieldSerializer(many=True)  # type: ignore[assignment]
    files = ManifestFileSerializer(many=True, required=False)
    sent = TrafficSerializer(many=True, required=False)
    screenshot_sha256 = serializers.CharField(required=False)
    prepared_at = serializers.DateTimeField()


class QuestionSerializer(serializers.Serializer[Any]):
    """Something that only the person can answer."""

    key = serializers.CharField(help_text="of the manifest's field")
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.CharField()
    options = serializers.ListField(child=serializers.CharField())
    why = serializers.CharField(help_text="it is asked, for people")
    policy = serializers.ChoiceField(get_args(Policy))
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]


class ReasonSerializer(serializers.Serializer[Any]):
    """Why a rule does not cover something."""

    code = serializers.CharField(help_text="stable, for programs")
    sentence = serializers.CharField(help_text="for people")


class FactSerializer(serializers.Serializer[Any]):
    """A fact that a sentence cites."""

    id = serializers.CharField()
    pointer = serializers.CharField(required=False, help_text="JSON Pointer into the profile")
    text = serializers.CharField(required=False)


class CitedSentenceSerializer(serializers.Serializer[Any]):
    """A sentence that the agent wrote, with what it is made of."""

    sentence = serializers.CharField()
    kind = serializers.CharField(required=False)
    facts = FactSerializer(many=True)


class ObstacleSerializer(serializers.Serializer[Any]):
    """What only a person gets past on the form."""

    code = serializers.CharField(help_text="stable, for programs")
    why = serializers.CharField(help_text="for people")
    url = serializers.CharField(help_text="of the form; may be empty")
    site = serializers.CharField(help_text="that would have to be sent to; may be empty")
    held = serializers.ListField(
        child=serializers.CharField(), help_text="what the page wanted to send, for reading"
    )
    answers = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(), min_length=3, max_length=3),
        help_text="label, value and source, for a form that was not read",
    )
