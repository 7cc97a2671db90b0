"""Matches: a résumé held against a posting, row by row."""

from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from ats_service.postings.models import Posting
from ats_service.resumes.models import Parse


class MatchQuerySet(QuerySet["Match"]):
    """Named reads of matches."""

    def of(self, user_id: UUID) -> "MatchQuerySet":
        """Return the person's matches."""
        return self.filter(user_id=user_id)


class Match(models.Model):
    """One comparison; the score can be computed again from its rows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    parse = models.ForeignKey(Parse, on_delete=models.CASCADE)
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE)
    score = models.FloatField(null=True, help_text="0 to 1; null where nothing is asked for")
    confidence = models.FloatField(null=True, help_text="0 to 1: how sure the score is")
    rows = models.JSONField(default=list)
    flags = models.JSONField(default=list, help_text="hard gates, never hidden in the score")
    command_id = models.UUIDField(null=True, unique=True)
    as_of = models.DateField(help_text="the day on which present jobs were counted")
    created_at = models.DateTimeField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user_id", "-id"], name="match_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 1)), name="score_in_unit_interval"
            )
        ]

    def __str__(self) -> str:
        """Return id and score."""
        return f"{self.id} {self.score}"
