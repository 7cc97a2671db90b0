"""Reminders for staff."""

from django.contrib import admin

from common.admin import FactAdmin
from notification_service.reminders.models import Reminder


@admin.register(Reminder)
class ReminderAdmin(FactAdmin):
    """Reminders are facts: look, filter, never edit."""

    list_display = ["id", "user_id", "kind", "local_date", "local_time", "zone", "due_at", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["=id", "=user_id", "=subject"]
    ordering = ["-id"]
