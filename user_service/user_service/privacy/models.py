"""Erasures and their receipts; nothing here tells who the person was once it is finished."""

from django.db import models
from uuid_utils.compat import uuid7


class Erasure(models.Model):
    """The removal of one person from every service."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(
        null=True, unique=True, help_text="the person, until nothing of them is left"
    )
    receipt_hash = models.CharField(max_length=64, unique=True, editable=False)
    requested_at = models.DateTimeField()
    told_at = models.DateTimeField(help_text="when services that have not answered were told")
    finished_at = models.DateTimeField(null=True, db_index=True)


class ErasurePart(models.Model):
    """What one service answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="parts")
    service = models.CharField(max_length=40)
    rows = models.PositiveIntegerField(null=True, help_text="how many were removed")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["erasure", "service"], name="one_part_a_service")
        ]
