"""Paths of openings."""

from rest_framework.routers import SimpleRouter

from agent_service.openings.api import OpeningViewSet

router = SimpleRouter()
router.register("openings", OpeningViewSet, basename="opening")
