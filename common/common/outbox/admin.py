"""Outbox and inbox for staff: look, filter, replay what was given up."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from common.admin import FactAdmin
from common.outbox import actions
from common.outbox.models import InboxEvent, MessageRow, OutboxEvent


class Fate(admin.SimpleListFilter):
    """Where a message stands."""

    title = "fate"
    parameter_name = "fate"
    done_field = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("parked", "given up"), ("waiting", "waiting"), ("done", "done")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of the chosen fate."""
        done = "published_at" if queryset.model is OutboxEvent else "handled_at"
        return {
            "parked": queryset.filter(parked_at__isnull=False),
            "waiting": queryset.filter(parked_at=None, **{done: None}),
            "done": queryset.exclude(**{done: None}),
        }.get(self.value() or "", queryset)


class MessageAdmin(FactAdmin):
    """Messages are facts; the one thing to do is to replay a parked one."""

    list_display = ["id", "name", "user_id", "attempts", "occurred_at", "parked_at", "last_error"]
    list_filter = [Fate, "name"]
    search_fields = ["=id", "=user_id", "=subject_id", "=request_id"]
    actions = ["replay"]

    @admin.action(description="Replay what was given up")
    def replay(self, request: HttpRequest, queryset: QuerySet[MessageRow]) -> None:
        """Give the chosen parked messages five fresh attempts."""
        ids = list(queryset.values_list("id", flat=True))
        count = actions.replay(queryset.model, ids, at=timezone.now())
        messages.info(request, f"{count} messages will be tried again.")


admin.site.register(OutboxEvent, MessageAdmin)
admin.site.register(InboxEvent, MessageAdmin)
