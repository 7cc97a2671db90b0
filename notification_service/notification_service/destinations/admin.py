"""Destinations for staff: where a person is told things and why something stopped; no secrets."""

from django.contrib import admin

from common.admin import FactAdmin
from notification_service.destinations.models import Destination


@admin.register(Destination)
class DestinationAdmin(FactAdmin):
    """What people set up themselves: look, never edit."""

    list_display = [
        "id", "user_id", "channel", "label", "state", "reason", "detail", "provider", "proved_at",
    ]  # fmt: skip
    list_filter = ["channel", "state", "reason"]
    search_fields = ["=id", "=user_id", "provider"]
    ordering = ["-id"]
    exclude = ["sealed", "fingerprint", "round"]
