"""Who may call."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from common.auth.tokens import Principal

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView


class IsPerson(BasePermission):
    """A signed-in person."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return whether a person's token was shown."""
        return isinstance(request.user, Principal) and not request.user.service


class IsService(BasePermission):
    """Another service of the suite."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return whether a service's token was shown."""
        return isinstance(request.user, Principal) and bool(request.user.service)
