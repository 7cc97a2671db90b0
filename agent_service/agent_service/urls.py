"""Paths of agent_service."""

from django.urls import include, path

from agent_service.applications.urls import router as applications
from agent_service.approval.api import MailedLinkView
from agent_service.consents.urls import urlpatterns as consents
from agent_service.openings.api import SnapshotView
from agent_service.openings.urls import router as openings
from agent_service.rules.urls import router as rules
from agent_service.runs.urls import router as runs
from common.urls import handler400, handler404, handler500, service_urls

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

internal = [
    path("snapshots/<uuid:snapshot_id>/", SnapshotView.as_view()),
    path("applications/<uuid:application_id>/mailed-link/", MailedLinkView.as_view()),
]
urlpatterns = [
    path("review/", include(("agent_service.approval.urls", "review"))),
    *service_urls(
        *openings.urls, *runs.urls, *applications.urls, *consents, *rules.urls, internal=internal
    ),
]
