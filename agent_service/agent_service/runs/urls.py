"""Paths of runs."""

from rest_framework.routers import SimpleRouter

from agent_service.runs.api import RunViewSet

router = SimpleRouter()
router.register("runs", RunViewSet, basename="run")
