"""Links that open a page once without signing in; the service that shows the page makes them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from common import internal
from notification_service.messages.kinds import Kind


def path_to_open(kind: Kind, facts: Mapping[str, Any], *, user_id: UUID) -> str:
    """Return the path below PUBLIC_URL that a mail of this kind leads to.

    Where the link is refused, as of an application that is gone, it is the page's own path, which
    says so to the person.

    Raises:
        common.internal.PeerAway: agent_service does not answer; trying later may help.
    """
    if not kind.mint:
        return kind.link_of(facts)
    place = kind.mint.format_map(facts)
    try:
        answer = internal.call("agent_service", place, on_behalf_of=user_id, method="POST")
    except internal.PeerRefused:
        return kind.link_of(facts)
    return str(answer.json()["path"])
