"""Preferences for staff: why a message did not go."""

from django.contrib import admin

from common.admin import FactAdmin
from notification_service.preferences.models import Preference


@admin.register(Preference)
class PreferenceAdmin(FactAdmin):
    """Choices are the person's: look, never edit."""

    list_display = ["user_id", "kind", "channel", "enabled", "updated_at"]
    list_filter = ["kind", "channel", "enabled"]
    search_fields = ["=user_id"]
    ordering = ["-id"]
