"""Applications for staff: what was approved, what was sent, what came of it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from agent_service.applications.models import (
    Application,
    Attempt,
    GeneratedFile,
    ManifestVersion,
    SubmissionGuard,
    TimelineEntry,
    WrittenAnswer,
)
from common.admin import FactAdmin


class FactInline(TabularInline):
    """Rows of an application, to be looked at."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False always."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False always."""
        return False


class TimelineInline(FactInline):
    """What happened."""

    model = TimelineEntry
    fields = ["at", "code", "sentence"]


class AttemptInline(FactInline):
    """The clicks."""

    model = Attempt
    fields = ["state", "digest", "proof", "started_at", "finished_at"]


class GuardInline(FactInline):
    """The names of the opening that are taken."""

    model = SubmissionGuard
    fields = ["key"]


@admin.register(Application)
class ApplicationAdmin(FactAdmin):
    """Applications are facts: look, filter, never edit."""

    list_display = ["id", "user_id", "state", "title", "employer", "reason", "submitted_at"]
    list_filter = ["state"]
    search_fields = ["=id", "=user_id", "=run__id", "employer"]
    inlines = [TimelineInline, AttemptInline, GuardInline]


@admin.register(ManifestVersion)
class ManifestVersionAdmin(FactAdmin):
    """Versions of what would be sent."""

    list_display = ["id", "application", "digest", "edited", "created_at"]
    list_filter = ["edited"]
    search_fields = ["=id", "=application__id", "=user_id", "=digest"]


@admin.register(WrittenAnswer)
class WrittenAnswerAdmin(FactAdmin):
    """Prose that the agent wrote into forms."""

    list_display = ["id", "user_id", "run", "question", "created_at"]
    search_fields = ["=id", "=run__id", "=user_id"]


@admin.register(GeneratedFile)
class GeneratedFileAdmin(FactAdmin):
    """Documents that the agent wrote."""

    list_display = ["id", "user_id", "run", "kind", "name", "size", "created_at"]
    list_filter = ["kind", "media_type"]
    search_fields = ["=id", "=user_id", "=run__id", "=sha256"]
