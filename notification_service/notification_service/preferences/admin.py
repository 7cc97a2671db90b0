"""Preferences for staff: why a message did not go."""

from django.contrib import admin

from common.admin import FactAdmin
from notification_service.preferences.models import Habits, Preference


@admin.register(Preference)
class PreferenceAdmin(FactAdmin):
    """Choices are the person's: look, never edit."""

    list_display = ["user_id", "kind", "channel", "enabled", "pace", "updated_at"]
    list_filter = ["kind", "channel", "enabled"]
    search_fields = ["=user_id"]
    ordering = ["-id"]


@admin.register(Habits)
class HabitsAdmin(FactAdmin):
    """Habits are the person's: look, never edit."""

    list_display = ["user_id", "quiet_from", "quiet_to", "digest_at", "paused_until", "language"]
    search_fields = ["=user_id"]
    ordering = ["user_id"]
