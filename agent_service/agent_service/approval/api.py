"""What notification_service asks for while it writes a mail."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from agent_service.applications.models import Application
from agent_service.approval import links
from common.auth.api import InternalView


class MailedLinkView(InternalView):
    """A link with which whoever holds the mail opens the review page once."""

    def post(self, request: Request, application_id: UUID) -> Response:
        """Return the path of a new link where the application is the person's."""
        mine = Application.objects.filter(user_id=request.user.id, id=application_id).first()
        if mine is None:
            raise Http404
        holds = timedelta(hours=settings.MAILED_LINK_HOURS)
        link = links.mint(mine, at=timezone.now(), holds=holds)
        return Response({"path": urlsplit(link.url).path}, status=201)
