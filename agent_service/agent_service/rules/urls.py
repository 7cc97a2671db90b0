"""Paths of standing rules."""

from rest_framework.routers import SimpleRouter

from agent_service.rules.api import StandingRuleViewSet

router = SimpleRouter()
router.register("rules", StandingRuleViewSet, basename="rule")
