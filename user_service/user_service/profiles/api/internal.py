"""What the other services may ask about a profile."""

from rest_framework.request import Request
from rest_framework.response import Response

from common.auth.api import InternalView
from user_service.profiles.actions import profile as actions


class InternalProfileView(InternalView):
    """The profile of the person the call is made for."""

    def get(self, request: Request, version: int | None = None) -> Response:
        """Return the newest version, or the one asked for."""
        user_id = request.user.person
        found = (
            actions.current(user_id) if version is None else actions.at_version(user_id, version)
        )
        return Response(
            {
                "version": found.version,
                "resume": found.resume,
                "preferences": found.preferences,
                "answers": actions.answers_at(user_id, found.version),
            }
        )
