"""Matches for staff."""

from django.contrib import admin

from ats_service.matching.models import Match
from common.admin import FactAdmin


@admin.register(Match)
class MatchAdmin(FactAdmin):
    """Matches are facts: look, filter, never edit."""

    list_display = ["id", "user_id", "score", "confidence", "parse", "posting", "created_at"]
    search_fields = ["=id", "=user_id", "=command_id", "=parse__id"]
