"""What a peer may read of the outbox: positions of what was published for it, and the messages."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.auth.api import InternalView
from common.outbox import comparing
from common.outbox.actions import envelope_of


class PositionQuery(serializers.Serializer[None]):
    """The last position that the peer has compared."""

    at = serializers.DateTimeField()
    id = serializers.UUIDField()


class WholeQuery(serializers.Serializer[None]):
    """The ids of messages that the peer lacks, joined by commas."""

    ids = serializers.RegexField(
        rf"^[0-9a-f-]{{36}}(,[0-9a-f-]{{36}}){{0,{comparing.WHOLE - 1}}}$"
    )

    def validate_ids(self, value: str) -> list[str]:
        """Return them one by one."""
        each = serializers.UUIDField()
        return [str(each.run_validation(one)) for one in value.split(",")]


class OutboxView(InternalView):
    """What was published for the service that asks."""

    def get(self, request: Request) -> Response:
        """Return whole messages where ``ids`` are given, otherwise a page of positions."""
        service = request.user.service
        if "ids" in request.query_params:
            query: serializers.Serializer[None] = WholeQuery(data=request.query_params)
            query.is_valid(raise_exception=True)
            rows = comparing.whole(service, query.validated_data["ids"])
            return Response([envelope_of(row).model_dump(mode="json") for row in rows])
        query = PositionQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        after = (query.validated_data["at"], query.validated_data["id"])
        page = comparing.published(service, after=after)
        return Response([{"published_at": at, "id": one} for at, one in page])
