"""Pages that a message's links lead to: no script, nothing from elsewhere, never kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView


def page(request: HttpRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    """Return a page under a strict policy; its address is a secret, so it is told to nobody."""
    response = render(request, template, shown)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


class LinkView(APIView):
    """What a signed link of a message opens: looking changes nothing, only POST acts."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Serve every client: mail programs send whatever Accept header they like."""
        return super().perform_content_negotiation(request, force=True)
