"""Paths of ats_service."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from ats_service.matching.api import InternalMatchView, MatchViewSet
from ats_service.postings.api import InternalPostingView, PostingViewSet
from ats_service.resumes.api import InternalParseView, ParseViewSet
from common.urls import handler400, handler404, handler500, service_urls

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

router = SimpleRouter()
router.register("parses", ParseViewSet, basename="parse")
router.register("postings", PostingViewSet, basename="posting")
router.register("matches", MatchViewSet, basename="match")

internal = [
    path("parses/<uuid:parse_id>/", InternalParseView.as_view()),
    path("postings/<uuid:posting_id>/", InternalPostingView.as_view()),
    path("matches/<uuid:match_id>/", InternalMatchView.as_view()),
]
urlpatterns = service_urls(*router.urls, internal=internal)
