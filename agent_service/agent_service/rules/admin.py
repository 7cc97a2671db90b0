"""Rules for staff: what they say, what they approved, and why they did not."""

from django.contrib import admin

from agent_service.rules.models import RuleApproval, RuleVerdict, RuleVersion, StandingRule
from common.admin import FactAdmin


@admin.register(StandingRule)
class StandingRuleAdmin(FactAdmin):
    """Rules are the person's own: look, never edit."""

    list_display = ["id", "user_id", "name", "on", "version", "a_day", "expires_at", "ended_at"]
    list_filter = ["on"]
    search_fields = ["=id", "=user_id", "name"]


@admin.register(RuleVersion)
class RuleVersionAdmin(FactAdmin):
    """What a rule said when."""

    list_display = ["id", "rule", "version", "created_at"]
    search_fields = ["=id", "=rule__id", "=user_id"]


@admin.register(RuleApproval)
class RuleApprovalAdmin(FactAdmin):
    """What was approved by a rule, and on which day."""

    list_display = ["id", "application", "rule", "rule_version", "approved_on", "sent_on"]
    search_fields = ["=id", "=application__id", "=rule__id", "=user_id"]


@admin.register(RuleVerdict)
class RuleVerdictAdmin(FactAdmin):
    """Why a rule did or did not cover a manifest."""

    list_display = ["id", "application", "rule", "rule_version", "applies", "at"]
    list_filter = ["applies"]
    search_fields = ["=id", "=application__id", "=rule__id", "=user_id"]
