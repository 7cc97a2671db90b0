"""Deliveries for staff: why something was sent or not, and sending it once more."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.admin import FactAdmin
from notification_service.contacts.models import Contact
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, Provider, State, Suppression
from notification_service.delivery.previews import preview
from notification_service.delivery.reasons import meaning_of


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
    readonly_fields = ["story", "goes_out"]
    search_help_text = "The person's address or id, or the id of a delivery or of its subject"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Delivery], search_term: str
    ) -> tuple[QuerySet[Delivery], bool]:
        """Return what the term finds; an address finds whatever is for its owner."""
        if "@" in search_term:
            people = Contact.objects.filter(email__iexact=search_term.strip())
            return queryset.filter(user_id__in=people.values("user_id")), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="What became of it")
    def story(self, row: Delivery) -> SafeString:
        """Return the trail, a line a decision, with what it means."""
        lines = format_html_join(
            "",
            "<li>{} <strong>{}</strong> {} {}<br>{}</li>",
            (
                (
                    line["at"],
                    line["state"],
                    line["reason"],
                    line["detail"],
                    meaning_of(line["reason"]),
                )
                for line in row.trail
            ),
        )
        return format_html("<ol>{}</ol>", lines)

    @admin.display(description="What goes out")
    def goes_out(self, row: Delivery) -> SafeString:
        """Return a link to the message as its reader gets it, on a page of its own."""
        where = reverse("admin:delivery_delivery_preview", args=[row.id])
        return format_html('<a href="{}">Show the bytes (looking is recorded)</a>', where)

    def get_urls(self) -> list[Any]:
        """Return the site's pages and the preview."""
        view = self.admin_site.admin_view(self.preview_view)
        own = path("<uuid:delivery_id>/preview/", view, name="delivery_delivery_preview")
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, delivery_id: UUID) -> HttpResponse:
        """Show the bytes of a message as plain text and record who looked."""
        row = get_object_or_404(Delivery, id=delivery_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        self.log_change(request, row, "Looked at what goes out.")
        response = HttpResponse(preview(row), content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store"
        return response

    @admin.action(description="Send once more")
    def resend(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Send the chosen deliveries once more, messages in the app excepted."""
        ids: list[UUID] = list(queryset.values_list("id", flat=True))
        count = actions.resend(ids, at=timezone.now())
        messages.info(request, f"{count} deliveries will be sent once more.")


@admin.register(Provider)
class ProviderAdmin(FactAdmin):
    """How each provider fares; the one thing to do is to try it again at once."""

    list_display = [
        "name", "stands", "failures", "closed_until", "last_sent_at", "last_error",
    ]  # fmt: skip
    ordering = ["name"]
    actions = ["open_again"]

    @admin.display(description="stands")
    def stands(self, row: Provider) -> str:
        """Return whether messages go there at this moment, and if not, why."""
        closed = row.closed_until is not None and row.closed_until > timezone.now()
        return meaning_of(row.reason) if closed else "open"

    @admin.action(description="Try again at once")
    def open_again(self, request: HttpRequest, queryset: QuerySet[Provider]) -> None:
        """Open the chosen providers; what waits for them goes out."""
        count = actions.open_again(
            list(queryset.values_list("name", flat=True)), at=timezone.now()
        )
        messages.info(request, f"{count} deliveries are tried again.")


@admin.register(Suppression)
class SuppressionAdmin(FactAdmin):
    """Addresses to which nothing goes; contacts are where they are suppressed and allowed."""

    list_display = ["user_id", "reason", "created_at"]
    search_fields = ["=user_id"]
    ordering = ["-created_at"]
