"""The page on which a person lets a browser show notifications, opened by a signed link."""

import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import ServiceError
from common.idempotency.actions import idempotent
from notification_service.destinations import actions
from notification_service.messages.languages import pages_of
from notification_service.preferences.pages import LinkView, language_for, page
from notification_service.vapid import public_key

_SALT = "notification_service.browser"
_HOLDS = timedelta(minutes=10)
_SCRIPTS = Path(__file__).parent / "scripts"
_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self';"
    " style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'"
)


class LinkVoid(ServiceError):
    """The link of the page is forged or older than ten minutes."""

    status: ClassVar[int] = 404
    code: ClassVar[str] = "link-void"
    title: ClassVar[str] = "This link does not work any more"


class BrowserLinkSerializer(serializers.Serializer[Any]):
    """Where to let a browser show notifications."""

    url = serializers.CharField(help_text="open it in that browser within ten minutes")


class BrowserLinkView(APIView):
    """A link to the page."""

    @extend_schema(
        operation_id="link_browser",
        summary="A link that lets the browser in which it is opened show notifications",
        request=None,
        responses={201: BrowserLinkSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Make a link."""
        token = signing.TimestampSigner(salt=_SALT).sign_object(str(request.user.person))
        url = settings.PUBLIC_URL + reverse("v1:browser", args=[token])
        return Response({"url": url}, status=201)


class BrowserView(LinkView):
    """The page itself, and where it sends the browser's subscription."""

    @extend_schema(
        operation_id="show_browser_page",
        summary="The page on which a browser is allowed to show notifications",
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        """Show the page."""
        language = language_for(_person(token), request._request)
        words = pages_of(language)["browser"]
        shown = {"key": public_key(), "script": reverse("v1:browser-page"), "words": words}
        template = "destinations/browser.html"
        response = page(request._request, template, shown, language=language)
        response["Content-Security-Policy"] = _POLICY
        return response

    @extend_schema(
        operation_id="subscribe_browser",
        summary="Keep the subscription of the browser in which the page is open",
        request={"application/json": OpenApiTypes.OBJECT},
        responses={201: None},
    )
    def post(self, request: Request, token: str) -> Response:
        """Set the browser up as a destination."""
        given = request.data if isinstance(request.data, dict) else {}
        actions.add(_person(token), "web_push", given, kinds=[], at=timezone.now())
        return Response(status=201)


def script(request: HttpRequest, name: str) -> HttpResponse:
    """Return one of the page's two scripts; the worker's place decides what it may serve."""
    text = (_SCRIPTS / f"{name}.js").read_text()
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _person(token: str) -> UUID:
    try:
        found = signing.TimestampSigner(salt=_SALT).unsign_object(token, max_age=_HOLDS)
        return UUID(found)
    except (signing.BadSignature, ValueError, TypeError, AttributeError, zlib.error):
        raise LinkVoid("Ask for another link where you are signed in.") from None
