"""What notification_service asks for while it writes a mail."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from agent_service.applications.actions import missing
from agent_service.applications.models import Application
from agent_service.approval import links
from agent_service.approval.models import Act
from common.auth.api import InternalView


class MailedLinkView(InternalView):
    """A link with which whoever holds the mail opens the review page once."""

    def post(self, request: Request, application_id: UUID) -> Response:
        """Return the paths of new links where the application is the person's."""
        mine = (
            Application.objects.filter(user_id=request.user.id, id=application_id)
            .select_related("manifest")
            .first()
        )
        if mine is None:
            raise Http404
        about = request.data if isinstance(request.data, dict) else {}
        language = str(about.get("language") or "")[:35]
        answer = {
            "path": _path(mine, Act.OPEN, language),
            "steps": _steps(mine, str(about.get("digest") or ""), language),
            "title": mine.title,
            "employer": mine.employer,
        }
        return Response(answer, status=201)


def _steps(application: Application, digest: str, language: str) -> dict[str, str]:
    """Return a link for each decision that can be made about this very manifest."""
    version = application.manifest
    if not digest or version is None or version.digest != digest:
        return {}
    acts = [Act.REJECT] if missing(version) else [Act.APPROVE, Act.REJECT]
    return {act.value: _path(application, act, language, digest) for act in acts}


def _path(application: Application, act: Act, language: str, digest: str = "") -> str:
    holds = timedelta(hours=settings.MAILED_LINK_HOURS)
    link = links.mint(
        application,
        at=timezone.now(),
        holds=holds,
        act=act,
        digest=digest,
        language=language,
    )
    return urlsplit(link.url).path
