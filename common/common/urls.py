"""The paths that every service has; a service adds its own API to them."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from common import health
from common.auth import keys
from common.auth.api import ExportView
from common.observability import metrics
from common.outbox.api import OutboxView

handler400 = "common.errors.bad_request"
handler404 = "common.errors.page_not_found"
handler500 = "common.errors.server_error"


def own_keys(request: HttpRequest) -> JsonResponse:
    """Answer with the public key of this service's calls."""
    public = keys.private_key(settings.SERVICE_KEY).public_key()
    return JsonResponse({"keys": [keys.as_jwk(public)]})


def service_urls(
    *api: URLPattern | URLResolver, internal: list[Any] | None = None
) -> list[URLPattern | URLResolver]:
    """Return the paths of a service around its version 1 API.

    Args:
        api: what stands below ``/api/v1/<word>/``; namespaced ``v1``.
        internal: what stands below ``/internal/``, never routed from outside.
    """
    base = f"api/v1/{settings.WORD}/"
    described = [
        path("schema/", SpectacularAPIView.as_view(), name="schema"),
        path("docs/", SpectacularSwaggerView.as_view(url_name="v1:schema"), name="docs"),
    ]
    return [
        path(base, include(([*api, *described], settings.WORD), namespace="v1")),
        path(settings.ADMIN_PATH.lstrip("/"), admin.site.urls),
        path("livez", health.livez),
        path("readyz", health.readyz),
        path("internal/jwks.json", own_keys),
        path("internal/metrics", metrics),
        path("internal/export/", ExportView.as_view()),
        path("internal/outbox/", OutboxView.as_view()),
        path("internal/", include((internal or [], "internal"))),
    ]
