"""Postings for staff."""

from django.contrib import admin

from ats_service.postings.models import Posting
from common.admin import FactAdmin


@admin.register(Posting)
class PostingAdmin(FactAdmin):
    """Postings are facts: look, filter, never edit."""

    list_display = ["id", "user_id", "state", "code", "snapshot_id", "created_at"]
    list_filter = ["state", "code"]
    search_fields = ["=id", "=user_id", "=snapshot_id", "=command_id"]
