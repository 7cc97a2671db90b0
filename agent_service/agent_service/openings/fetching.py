"""Getting a posting over the network, within the guard of ``common.http``."""

from functools import cache

from django.conf import settings

from agent_service import sources
from agent_service.sources import PostingSnapshot
from common import http


@cache
def _client() -> http.Client:
    return http.Client(allowed_hosts=settings.OPERATOR_ALLOWED_HOSTS)


def posting_at(url: str) -> PostingSnapshot:
    """Return the posting at ``url``: from its board's public data, or from its page.

    Raises:
        ServiceError: the address is not allowed or not reachable, or it holds no posting; the
            attribute ``permanent`` says whether another try may help.
    """
    return sources.read(url, _client().get)
