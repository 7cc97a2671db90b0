"""Pages by key, not by number: the thousandth page costs as much as the first; no COUNT."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """Newest first; ``cursor`` leads on and back, ``page_size`` is 1 to 100 (20 by default)."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = "-id"  # UUIDv7: the order of creation

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        """Return one page.

        Raises:
            NotFound: the cursor was not made here.
        """
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError) as error:  # a position of the wrong type
            raise NotFound(self.invalid_cursor_message) from error
