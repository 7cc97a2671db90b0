"""Deliveries for staff: why something was sent or not, and sending it once more."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.admin import FactAdmin
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State


class StateFilter(admin.SimpleListFilter):
    """Where a delivery stands."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [(str(value), str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows in the chosen state."""
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(Delivery)
class DeliveryAdmin(FactAdmin):
    """Deliveries are facts; the one thing to do is to send one once more."""

    list_display = [
        "id",
        "user_id",
        "kind",
        "channel",
        "state",
        "reason",
        "attempts",
        "occurred_at",
        "next_attempt_at",
    ]
    list_filter = [StateFilter, "channel", "kind", "reason"]
    search_fields = ["=id", "=user_id", "=subject"]
    ordering = ["-id"]
    actions = ["resend"]
    exclude = ["trail"]
    readonly_fields = ["story"]

    @admin.display(description="What became of it")
    def story(self, row: Delivery) -> SafeString:
        """Return the trail, a line a decision."""
        lines = format_html_join(
            "",
            "<li>{} <strong>{}</strong> {} {}</li>",
            ((line["at"], line["state"], line["reason"], line["detail"]) for line in row.trail),
        )
        return format_html("<ol>{}</ol>", lines)

    @admin.action(description="Send once more")
    def resend(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Send the chosen deliveries once more, messages in the app excepted."""
        ids: list[UUID] = list(queryset.values_list("id", flat=True))
        count = actions.resend(ids, at=timezone.now())
        messages.info(request, f"{count} deliveries will be sent once more.")
