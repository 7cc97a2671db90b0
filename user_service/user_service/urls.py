"""Paths of user_service."""

from django.urls import include, path

from common.urls import handler400, handler404, handler500, service_urls
from user_service.accounts.api.tokens import token_keys
from user_service.accounts.urls import internal_urls as contact_urls
from user_service.documents.urls import internal_urls as document_urls
from user_service.profiles.urls import internal_urls as profile_urls

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path(".well-known/jwks.json", token_keys, name="jwks"),
    *service_urls(
        path("", include("user_service.accounts.urls")),
        path("", include("user_service.profiles.urls")),
        path("", include("user_service.documents.urls")),
        path("", include("user_service.privacy.urls")),
        internal=[*contact_urls, *profile_urls, *document_urls],
    ),
]
