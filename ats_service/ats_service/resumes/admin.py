"""Parses for staff."""

from django.contrib import admin

from ats_service.resumes.models import Asker, Parse
from common.admin import FactAdmin


@admin.register(Parse)
class ParseAdmin(FactAdmin):
    """Parses are facts: look, filter by code to see why documents are not read."""

    list_display = ["id", "user_id", "state", "code", "kind", "pages", "seconds", "created_at"]
    list_filter = ["state", "code", "kind", "language"]
    search_fields = ["=id", "=user_id", "=document_id", "=sha256"]


@admin.register(Asker)
class AskerAdmin(FactAdmin):
    """Commands that wait for a parse."""

    list_display = ["command_id", "parse", "reply_to", "answered_at"]
    list_filter = ["reply_to"]
    search_fields = ["=command_id", "=parse__id", "=user_id"]
