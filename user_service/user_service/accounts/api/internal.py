"""What the other services may ask about an account."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from common.auth.api import InternalView
from common.errors import NotHere
from user_service.accounts.models import User


class ContactView(InternalView):
    """Where and how a person is reached."""

    def get(self, request: Request, user_id: UUID) -> Response:
        """Return the contact of the person the call is made for."""
        fields = ("email", "email_verified_at", "name", "zone", "language", "contact_version")
        found = User.objects.filter(id=user_id, is_active=True).values(*fields).first()
        if request.user.person != user_id or found is None:
            raise NotHere("Ask on behalf of the person the contact belongs to.")
        verified = found.pop("email_verified_at") is not None
        version = found.pop("contact_version")
        return Response(
            {"user_id": user_id, "version": version, "email_verified": verified, **found}
        )
