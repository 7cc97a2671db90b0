"""Paths of applications."""

from rest_framework.routers import SimpleRouter

from agent_service.applications.api import ApplicationViewSet, FileViewSet

router = SimpleRouter()
router.register("applications", ApplicationViewSet, basename="application")
router.register("files", FileViewSet, basename="file")
