"""What peers may ask about a person in every service."""

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.auth import erasure
from common.auth.authentication import ServiceAuthentication
from common.auth.permissions import IsService


class InternalView(APIView):
    """The base of views that only services of the suite may call."""

    authentication_classes = [ServiceAuthentication]
    permission_classes = [IsService]
    schema = None


class ExportView(InternalView):
    """Everything this service keeps of the person."""

    def get(self, request: Request) -> Response:
        """Return the rows by model."""
        return Response(erasure.export(request.user.id))
