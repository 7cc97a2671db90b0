"""Consents for staff: who allowed what, and until when."""

from django.contrib import admin

from agent_service.consents.models import FormSwitch, SiteConsent
from common.admin import FactAdmin


@admin.register(SiteConsent)
class SiteConsentAdmin(FactAdmin):
    """Sites that may be sent to while a form is prepared: only the person decides that."""

    list_display = ["id", "user_id", "site", "granted_at", "revoked_at"]
    search_fields = ["=id", "=user_id", "=site"]


@admin.register(FormSwitch)
class FormSwitchAdmin(FactAdmin):
    """Kinds of form that people let be sent although nobody verified them."""

    list_display = ["id", "user_id", "adapter", "turned_on_at", "turned_off_at"]
    list_filter = ["adapter"]
    search_fields = ["=id", "=user_id"]
