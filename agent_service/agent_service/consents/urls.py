"""Paths of consents."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from agent_service.consents.api import FormKindsView, SiteConsentViewSet

router = SimpleRouter()
router.register("site-consents", SiteConsentViewSet, basename="site-consent")
urlpatterns = [*router.urls, path("form-kinds/", FormKindsView.as_view(), name="form-kinds")]
