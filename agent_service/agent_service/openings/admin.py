"""Openings and snapshots for staff."""

from django.contrib import admin

from agent_service.openings.models import Board, Opening, Snapshot
from common.admin import FactAdmin


@admin.register(Opening)
class OpeningAdmin(FactAdmin):
    """Openings are facts: look, filter, never edit."""

    list_display = [
        "id",
        "user_id",
        "title",
        "employer",
        "state",
        "code",
        "attempts",
        "created_at",
    ]
    list_filter = ["state", "code"]
    search_fields = ["=id", "=user_id", "url", "employer"]


@admin.register(Snapshot)
class SnapshotAdmin(FactAdmin):
    """Snapshots never change."""

    list_display = ["id", "user_id", "title", "employer", "source", "language", "created_at"]
    list_filter = ["source", "language"]
    search_fields = ["=id", "=user_id", "=sha256", "employer"]


@admin.register(Board)
class BoardAdmin(FactAdmin):
    """How each job board answers."""

    list_display = ["name", "answered_at", "failing_since", "failures", "code", "told_at"]
