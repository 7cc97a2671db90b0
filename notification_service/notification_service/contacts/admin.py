"""Contacts for staff: find them by the person's id; the address belongs to user_service."""

from django.contrib import admin

from common.admin import FactAdmin
from notification_service.contacts.models import Contact


@admin.register(Contact)
class ContactAdmin(FactAdmin):
    """Replicas are facts of user_service: look, never edit."""

    list_display = ["user_id", "email_verified", "zone", "language", "version", "fetched_at"]
    list_filter = ["email_verified", "language"]
    search_fields = ["=user_id"]
    ordering = ["-fetched_at"]
