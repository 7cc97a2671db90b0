"""Reads what a view left of a request's body.

A server that answers before it has read the whole body has to cut the connection; the gateway
then sees a broken one, and now and then its caller gets a 503 instead of the 401 or 413.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

_CHUNK = 2**16


class DrainMiddleware:
    """Read the rest of the body after the answer; the gateway bounds how much that can be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request and leave nothing of it unread."""
        response = self.get_response(request)
        try:
            while request.read(_CHUNK):
                pass
        except UnreadablePostError:  # the caller is gone
            pass
        return response
