"""Runs for staff: where they stand, why, and what each step took and gave."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import TabularInline

from agent_service.runs import actions
from agent_service.runs.models import CommandAnswer, Run, Step
from common.admin import FactAdmin


class StepInline(TabularInline):
    """The steps of a run in the order in which they began."""

    model = Step
    fields = ["name", "state", "attempts", "code", "reason", "output", "started_at", "finished_at"]
    readonly_fields = ["output"]
    ordering = ["started_at"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False always."""
        return False


@admin.register(Run)
class RunAdmin(FactAdmin):
    """Runs are facts; staff can let one that stands still go on."""

    list_display = ["id", "user_id", "state", "step", "code", "reason", "due_at", "created_at"]
    list_filter = ["state", "step", "code"]
    search_fields = ["=id", "=user_id", "=command_id", "=opening__id"]
    inlines = [StepInline]
    actions = ["go_on"]

    @admin.action(description="Let them go on")
    def go_on(self, request: HttpRequest, queryset: QuerySet[Run]) -> None:
        """Let the chosen runs that wait for staff take their step again."""
        stuck = queryset.filter(state="needs_attention")
        for run_id in list(stuck.values_list("id", flat=True)):
            actions.go_on(run_id, at=timezone.now())
        messages.info(request, "Runs that needed attention take their step again.")


@admin.register(Step)
class StepAdmin(FactAdmin):
    """Every step of every run: filter to answer why runs stop."""

    list_display = ["id", "run", "name", "state", "code", "attempts", "started_at"]
    list_filter = ["state", "name", "code"]
    search_fields = ["=id", "=run__id", "=user_id"]


@admin.register(CommandAnswer)
class CommandAnswerAdmin(FactAdmin):
    """What other services answered."""

    list_display = ["command_id", "user_id", "completed", "code", "received_at"]
    list_filter = ["completed", "code"]
    search_fields = ["=command_id", "=user_id"]
