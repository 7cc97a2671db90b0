"""How applications are shown."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agent_service.applications import actions, policy, shapes
from agent_service.applications.models import (
    STATES,
    Application,
    Attempt,
    GeneratedFile,
    ManifestVersion,
    TimelineEntry,
    WrittenAnswer,
)
from agent_service.applications.obstacles import where
from agent_service.rules.models import RuleVerdict

ROW = (
    "id",
    "run_id",
    "opening_id",
    "state",
    "title",
    "employer",
    "reason",
    "approved_at",
    "submitted_at",
    "created_at",
    "updated_at",
)
_WORDS = {
    "title": {"help_text": "of the job"},
    "employer": {"help_text": "may be empty"},
    "approved_at": {"help_text": "null: what is shown now is not approved"},
    "submitted_at": {"help_text": "null: it is not known to have arrived"},
}


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """An application and why it stands where it stands."""

    run_id = serializers.UUIDField(read_only=True)
    opening_id = serializers.UUIDField(read_only=True)

    class Meta:
        model = Application
        fields: ClassVar[tuple[str, ...]] = ROW
        read_only_fields: ClassVar[tuple[str, ...]] = fields
        extra_kwargs: ClassVar[dict[str, Any]] = _WORDS


class TimelineEntrySerializer(serializers.ModelSerializer[TimelineEntry]):
    """A sentence of the timeline."""

    class Meta:
        model = TimelineEntry
        fields = ("at", "code", "sentence")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "code": {"help_text": "what happened, for programs"},
            "sentence": {"help_text": "the same for people, in English"},
        }


@extend_schema_field(shapes.TrafficSerializer(many=True))
class TrafficField(serializers.JSONField):
    """Requests of a browser, as they are stored."""


@extend_schema_field(shapes.CitedSentenceSerializer(many=True))
class SentencesField(serializers.JSONField):
    """Sentences with their facts, as they are stored."""


@extend_schema_field(shapes.ReasonSerializer(many=True))
class ReasonsField(serializers.JSONField):
    """Reasons, as they are stored."""


@extend_schema_field(shapes.QuestionSerializer(many=True))
class QuestionsField(serializers.JSONField):
    """Questions to the person, as they are stored."""


@extend_schema_field(shapes.ObstacleSerializer)
class ObstacleField(serializers.JSONField):
    """What stands in the way, as it is stored."""


@extend_schema_field(shapes.ManifestSerializer)
class ManifestField(serializers.JSONField):
    """The manifest as it is stored."""


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    """One click and what came of it."""

    requests = TrafficField(read_only=True)

    class Meta:
        model = Attempt
        fields = ("state", "digest", "proof", "requests", "started_at", "finished_at")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "proof": {"required": True},
            "finished_at": {"required": True, "help_text": "null: nobody knows yet"},
        }


class GeneratedFileSerializer(serializers.ModelSerializer[GeneratedFile]):
    """A document that the agent wrote."""

    sentences = SentencesField(read_only=True)

    class Meta:
        model = GeneratedFile
        fields = ("id", "kind", "media_type", "name", "sha256", "size", "sentences", "created_at")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "name": {"help_text": "of the file"},
            "size": {"help_text": "bytes"},
        }


class ManifestVersionSerializer(serializers.ModelSerializer[ManifestVersion]):
    """What would be sent, and what is missing."""

    body = ManifestField(read_only=True)
    questions = QuestionsField(read_only=True)
    missing = serializers.SerializerMethodField()

    class Meta:
        model = ManifestVersion
        fields = ("id", "digest", "body", "questions", "missing", "edited", "created_at")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "digest": {"help_text": "SHA-256 of what would be sent; approve with it"},
            "edited": {"required": True, "help_text": "the person changed answers"},
        }

    def get_missing(self, version: ManifestVersion) -> list[str]:
        """Return the labels of required fields without an answer."""
        return actions.missing(version)


class OtherSerializer(serializers.Serializer[Any]):
    """Another open application at the same employer."""

    application_id = serializers.UUIDField()
    title = serializers.CharField()
    employer = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    submitted_at = serializers.DateTimeField(allow_null=True)
    similar = serializers.BooleanField(help_text="its title is the same or nearly")


class WrittenAnswerSerializer(serializers.ModelSerializer[WrittenAnswer]):
    """Prose for a question of the form: each sentence with the facts it cites."""

    sentences = SentencesField(read_only=True)

    class Meta:
        model = WrittenAnswer
        fields = ("id", "question", "sentences", "created_at")


class RuleVerdictSerializer(serializers.ModelSerializer[RuleVerdict]):
    """What a standing rule said of a manifest, and why."""

    rule_id = serializers.UUIDField(read_only=True)
    reasons = ReasonsField(read_only=True)

    class Meta:
        model = RuleVerdict
        fields = ("rule_id", "rule_version", "digest", "applies", "reasons", "at")


class ApplicationDetailSerializer(ApplicationSerializer):
    """An application with everything about it."""

    manifest = ManifestVersionSerializer(read_only=True, allow_null=True)
    approved_digest = serializers.CharField(
        read_only=True, help_text="of the version that is approved; empty: none is"
    )
    form_url = serializers.SerializerMethodField(help_text="for the person's own browser")
    taken_over_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="when they went on in their own browser"
    )
    sent_by_person_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="when they said that they sent it themselves"
    )
    obstacle = ObstacleField(read_only=True, allow_null=True)
    approval_rule_id = serializers.UUIDField(
        read_only=True, allow_null=True, help_text="the rule that approved it; null: the person"
    )
    approval_rule_version = serializers.IntegerField(read_only=True, allow_null=True)
    rule_verdicts = serializers.SerializerMethodField()
    employer_allowed_at = serializers.DateTimeField(
        read_only=True,
        allow_null=True,
        help_text="when they said to apply although another application is open there",
    )
    same_employer = serializers.SerializerMethodField()
    timeline = serializers.SerializerMethodField()
    attempts = AttemptSerializer(many=True, read_only=True)
    files = serializers.SerializerMethodField()
    written_answers = serializers.SerializerMethodField()

    class Meta(ApplicationSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (
            *ROW,
            "approved_digest",
            "form_url",
            "taken_over_at",
            "sent_by_person_at",
            "approval_rule_id",
            "approval_rule_version",
            "rule_verdicts",
            "obstacle",
            "employer_allowed_at",
            "same_employer",
            "manifest",
            "timeline",
            "attempts",
            "files",
            "written_answers",
        )
        read_only_fields: ClassVar[tuple[str, ...]] = fields

    def get_form_url(self, application: Application) -> str:
        """Return where the employer's form is; empty where there is none."""
        return where(application)

    @extend_schema_field(RuleVerdictSerializer(many=True))
    def get_rule_verdicts(self, application: Application) -> Any:
        """Return what the person's rules said of its manifests, newest first."""
        rows = RuleVerdict.objects.filter(application=application).order_by("-at", "-id")[:50]
        return RuleVerdictSerializer(rows, many=True).data

    @extend_schema_field(OtherSerializer(many=True))
    def get_same_employer(self, application: Application) -> Any:
        """Return the person's other open applications there, those alike first."""
        return OtherSerializer(policy.others(application, at=timezone.now()), many=True).data

    @extend_schema_field(TimelineEntrySerializer(many=True))
    def get_timeline(self, application: Application) -> Any:
        """Return what happened, oldest first."""
        entries = sorted(application.timeline.all(), key=lambda entry: entry.id)
        return TimelineEntrySerializer(entries, many=True).data

    @extend_schema_field(WrittenAnswerSerializer(many=True))
    def get_written_answers(self, application: Application) -> Any:
        """Return the prose written into its form."""
        rows = WrittenAnswer.objects.filter(run_id=application.run_id).order_by("created_at", "id")
        return WrittenAnswerSerializer(rows, many=True).data

    @extend_schema_field(GeneratedFileSerializer(many=True))
    def get_files(self, application: Application) -> Any:
        """Return the documents written for it."""
        rows = GeneratedFile.objects.filter(run_id=application.run_id).order_by("id")
        return GeneratedFileSerializer(rows, many=True).data


class ReviewLinkSerializer(serializers.Serializer[Any]):
    """A link that opens the review page once."""

    url = serializers.URLField(help_text="the only time that it is shown")
    expires_at = serializers.DateTimeField()
