"""Erasures for staff: how far each is and whom it waits for."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import FactAdmin
from user_service.privacy.models import Erasure, ErasurePart


class ErasurePartInline(admin.TabularInline):  # type: ignore[type-arg]  # fails at import
    """What the services answered."""

    model = ErasurePart
    fields = ("service", "rows", "done_at")
    readonly_fields = ("service", "rows", "done_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False always."""
        return False


class WaitsFor(admin.SimpleListFilter):
    """Which service has not answered."""

    title = "waits for"
    parameter_name = "waits_for"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the services that some erasure waits for."""
        waiting = ErasurePart.objects.filter(done_at=None).values_list("service", flat=True)
        return [(name, name) for name in sorted(set(waiting))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the erasures that wait for the chosen service."""
        if not self.value():
            return queryset
        return queryset.filter(parts__service=self.value(), parts__done_at=None)


@admin.register(Erasure)
class ErasureAdmin(FactAdmin):
    """Erasures and their parts."""

    list_display = ["id", "subject_id", "requested_at", "told_at", "finished_at"]
    list_filter = [WaitsFor, ("finished_at", admin.EmptyFieldListFilter)]
    search_fields = ["=id", "=subject_id"]
    inlines = [ErasurePartInline]
