"""The base of the admin pages: facts are looked at, not edited."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin


class FactAdmin(ModelAdmin):
    """Rows that only the product writes: searchable, filterable, read-only."""

    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Return False always."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False always."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False always."""
        return False
