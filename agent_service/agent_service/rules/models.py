"""Standing rules: what a person lets the agent approve by itself, and what came of them."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from agent_service.applications.models import Application


class StandingRuleQuerySet(QuerySet["StandingRule"]):
    """Named reads of rules."""

    def of(self, user_id: UUID) -> "StandingRuleQuerySet":
        """Return the person's rules that were not ended."""
        return self.filter(user_id=user_id, ended_at=None)


class StandingRule(models.Model):
    """What may be sent without asking; a change makes a new version, the end leaves the row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    name = models.CharField(max_length=100)
    on = models.BooleanField(default=True)
    adapters = ArrayField(models.CharField(max_length=60), help_text="the systems it is for")
    match_at_least = models.FloatField(help_text="0 to 1")
    a_day = models.PositiveSmallIntegerField(help_text="most in a day of the person's zone")
    employers_never = ArrayField(models.CharField(max_length=200), default=list)
    one_per_employer = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = StandingRuleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user_id", "-id"], name="standing_rule_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(match_at_least__range=(0, 1)), name="rule_match_in_unit_interval"
            )
        ]

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} ({self.version})"


class RuleVersion(models.Model):
    """What a rule said at one version; it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    rule = models.ForeignKey(StandingRule, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    terms = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="one_row_a_rule_version")
        ]

    def __str__(self) -> str:
        """Return the version."""
        return str(self.version)


class RuleApproval(models.Model):
    """An application that a rule approved: it takes one of the rule's places of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="rule_approval"
    )
    rule = models.ForeignKey(StandingRule, on_delete=models.CASCADE, related_name="approvals")
    rule_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="of the manifest it approved")
    zone = models.CharField(max_length=60, help_text="the person's, which says when a day ends")
    approved_on = models.DateField()
    approved_at = models.DateTimeField()
    sent_on = models.DateField(null=True, help_text="the day on which it was sent")

    class Meta:
        indexes = [models.Index(fields=["rule", "approved_on"], name="rule_approval_day")]

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest


class RuleVerdict(models.Model):
    """What a rule said of one manifest, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="rule_verdicts"
    )
    rule = models.ForeignKey(StandingRule, on_delete=models.CASCADE, related_name="verdicts")
    rule_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    applies = models.BooleanField()
    reasons = models.JSONField(help_text="each with code and sentence")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "rule", "rule_version", "digest"],
                name="one_verdict_a_manifest",
            )
        ]

    def __str__(self) -> str:
        """Return whether it applies."""
        return "applies" if self.applies else "does not apply"
