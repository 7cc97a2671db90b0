"""Profiles for staff: look, never edit."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from common.admin import FactAdmin
from user_service.profiles.actions import readings
from user_service.profiles.models import Answer, Profile, ProfileVersion, Proposal, Reading


@admin.register(Profile)
class ProfileAdmin(FactAdmin):
    """Heads of profiles."""

    list_display = ["id", "user_id", "version", "resume_version", "updated_at"]
    search_fields = ["=id", "=user_id"]


@admin.register(ProfileVersion)
class ProfileVersionAdmin(FactAdmin):
    """Versions, as they were."""

    list_display = ["id", "user_id", "version", "part", "author", "created_at"]
    list_filter = ["part", "author"]
    search_fields = ["=id", "=user_id"]


@admin.register(Answer)
class AnswerAdmin(FactAdmin):
    """Standing answers; what they say is the person's and is not listed."""

    list_display = ["id", "user_id", "kind", "country", "since", "until", "created_at"]
    list_filter = ["kind"]
    search_fields = ["=id", "=answer_id", "=user_id"]


class ReadingFate(admin.SimpleListFilter):
    """Where a reading stands."""

    title = "fate"
    parameter_name = "fate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("parked", "given up"), ("failing", "failing"), ("waiting", "waiting"),
                ("proposed", "proposed")]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of the chosen fate."""
        waiting = Q(proposed_at=None, parked_at=None)
        return {
            "parked": queryset.filter(parked_at__isnull=False),
            "failing": queryset.filter(waiting, attempts__gt=0),
            "waiting": queryset.filter(waiting),
            "proposed": queryset.filter(proposed_at__isnull=False),
        }.get(self.value() or "", queryset)


@admin.register(Reading)
class ReadingAdmin(FactAdmin):
    """Parses on their way to becoming proposals."""

    list_display = [
        "id", "user_id", "document_id", "attempts", "proposed_at", "parked_at", "last_error",
    ]  # fmt: skip
    list_filter = [ReadingFate]
    search_fields = ["=id", "=user_id", "=parse_id", "=document__id"]
    raw_id_fields = ["document"]
    actions = ["fetch_again"]

    @admin.action(description="Fetch again what was given up")
    def fetch_again(self, request: HttpRequest, queryset: QuerySet[Reading]) -> None:
        """Give the chosen readings fresh attempts."""
        count = readings.fetch_again(queryset, at=timezone.now())
        messages.info(request, f"{count} readings will be fetched again.")


@admin.register(Proposal)
class ProposalAdmin(FactAdmin):
    """What readings proposed and what became of it."""

    list_display = ["id", "user_id", "document_id", "pointer", "state", "created_at", "decided_at"]
    list_filter = ["state"]
    search_fields = ["=id", "=user_id", "=parse_id", "=document__id"]
    raw_id_fields = ["document"]
