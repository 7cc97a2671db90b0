"""Links that open a page once without signing in; the service that shows the page makes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import UUID

from common import internal
from notification_service.messages.kinds import Kind

#: For how long one that did not answer is left alone.
_REST_SECONDS = 10.0
_away = {"until": 0.0}


@dataclass(frozen=True, slots=True)
class Minted:
    """What agent_service answers: paths below PUBLIC_URL, and words about what they open."""

    path: str
    steps: Mapping[str, str] = field(default_factory=dict)  # path by approve and reject
    facts: Mapping[str, str] = field(default_factory=dict)  # title and employer


def links_for(kind: Kind, facts: Mapping[str, Any], *, user_id: UUID, language: str) -> Minted:
    """Return where a message of this kind leads to, and shows the language of the message.

    Where the link is refused, as of an application that is gone, it is the page's own path, which
    says so to the person. A message that is of use without a link goes without where
    agent_service is away.

    Raises:
        common.internal.PeerAway: agent_service does not answer; trying later may help.
    """
    if not kind.mint or not facts.get("application_id"):  # a run may stop before it has one
        return Minted(kind.link_of(facts))
    try:
        answer = _ask(kind.mint.format_map(facts), facts, user_id=user_id, language=language)
    except internal.PeerRefused:
        return Minted(kind.link_of(facts))
    except internal.PeerAway:
        if kind.pressing:
            raise
        return Minted(kind.link_of(facts))
    words = {name: str(answer.get(name) or "") for name in ("title", "employer")}
    return Minted(str(answer["path"]), dict(answer.get("steps") or {}), words)


def _ask(place: str, facts: Mapping[str, Any], *, user_id: UUID, language: str) -> dict[str, Any]:
    """Return what agent_service answers; who did not answer just now is not asked again yet.

    A batch has hundreds of messages: if each waited for one that hangs, no mail went out.
    """
    if monotonic() < _away["until"]:
        raise internal.PeerAway("agent_service did not answer just now.")
    try:
        answer: dict[str, Any] = internal.call(
            "agent_service",
            place,
            on_behalf_of=user_id,
            method="POST",
            json={"digest": facts.get("manifest_digest", ""), "language": language},
        ).json()
    except internal.PeerAway:
        _away["until"] = monotonic() + _REST_SECONDS
        raise
    return answer
