"""Inboxes for staff."""

from django.contrib import admin

from common.admin import FactAdmin
from notification_service.inbox.models import Message


@admin.register(Message)
class MessageAdmin(FactAdmin):
    """Messages are facts: look, filter, never edit."""

    list_display = ["id", "user_id", "kind", "title", "created_at", "read_at", "archived_at"]
    list_filter = ["kind", ("read_at", admin.EmptyFieldListFilter)]
    search_fields = ["=id", "=user_id", "=subject"]
    ordering = ["-id"]
