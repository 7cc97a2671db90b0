"""Contacts for staff: find a person by address, see what was sent, suppress an address."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.admin import FactAdmin
from notification_service.contacts.models import Contact
from notification_service.delivery import suppressions


@admin.register(Contact)
class ContactAdmin(FactAdmin):
    """Replicas are facts of user_service: look, never edit."""

    list_display = [
        "user_id", "deliveries", "email_verified", "zone", "language", "version", "fetched_at",
    ]  # fmt: skip
    list_filter = ["email_verified", "language"]
    search_fields = ["=user_id", "=email"]
    search_help_text = "The person's whole address, or their id"
    ordering = ["-fetched_at"]
    actions = ["suppress", "allow"]

    @admin.display(description="deliveries")
    def deliveries(self, row: Contact) -> SafeString:
        """Return a link to everything that is for the person."""
        path = reverse("admin:delivery_delivery_changelist")
        return format_html('<a href="{}?q={}">deliveries</a>', path, row.user_id)

    @admin.action(description="Send nothing more to the address")
    def suppress(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Suppress the addresses of the chosen people."""
        by = f"suppressed by {request.user.get_username()}"[:200]
        count = suppressions.suppress(queryset, reason=by, at=timezone.now())
        messages.info(request, f"Nothing more goes to {count} addresses.")

    @admin.action(description="Send to the address again")
    def allow(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Allow the addresses of the chosen people."""
        count = suppressions.allow(queryset)
        messages.info(request, f"{count} addresses get messages again.")
