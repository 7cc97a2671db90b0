"""What every API view shares: quick JSON and hot lists."""

from collections.abc import Callable
from typing import Any, ClassVar

import orjson
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

_PAGING = {"cursor", "page_size"}


class OrjsonRenderer(BaseRenderer):
    """JSON, an order of magnitude quicker than the standard library's."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """Return the bytes of ``data``; b"" for None, as an empty answer has no body."""
        return b"" if data is None else orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


class HotListMixin:
    """A list that reads plain rows: one statement, no model instances, no serializer fields.

    ``row_fields`` are the columns shown; the serializer class still describes them in OpenAPI
    and a test compares both. ``shape`` turns one row into what is shown.
    """

    row_fields: ClassVar[tuple[str, ...]]
    shape: ClassVar[Callable[[dict[str, Any]], dict[str, Any]] | None] = None

    def list(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one page of rows; the filters' form is built only where one is asked for."""
        rows = self.get_queryset()
        if request.query_params.keys() - _PAGING:
            rows = self.filter_queryset(rows)
        page = self.paginate_queryset(rows.values(*self.row_fields))
        shape = type(self).shape
        answer: Response = self.get_paginated_response([shape(r) for r in page] if shape else page)
        return answer
