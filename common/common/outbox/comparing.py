"""Compares the outboxes of the peers with the own inbox, and fetches what is lacking.

A broker may lose what it confirmed: on Redis a message is in nobody's hands for a moment after a
worker took it, and a worker killed there takes it along. The publisher's row is the truth. So
every service asks each peer, from where it last stopped, for the ids of what was published for
it, and takes in what never arrived. What is only slow comes twice, and the inbox stops that.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from common import leases
from common.crashpoint import crashpoint
from common.events import Envelope
from common.internal import PeerAway, PeerRefused, call
from common.outbox.actions import take_in
from common.outbox.models import InboxEvent, OutboxEvent, PeerPosition

log = logging.getLogger(__name__)
#: Ids a page, and whole messages a request (their ids stand in the address).
PAGE, WHOLE = 1000, 100
#: The broker's own time to deliver, and a relay's to commit what it published.
_GRACE = timedelta(minutes=2)
#: Where nothing was compared yet; messages are kept for 14 days on both sides.
_FIRST = timedelta(days=7)
_NIL = UUID(int=0)


def published(service: str, *, after: tuple[datetime, UUID]) -> list[tuple[datetime, UUID]]:
    """Return up to ``PAGE`` positions of what was published for ``service``, oldest first.

    Args:
        service: who asks.
        after: the last position it has compared.
    """
    at, last = after
    rows = (
        _for(service)
        .filter(published_at__gte=at, published_at__lt=Now() - _GRACE)
        .exclude(published_at=at, id__lte=last)
        .order_by("published_at", "id")
    )
    found = rows.values_list("published_at", "id")[:PAGE]
    return [(moment, one) for moment, one in found if moment is not None]


def whole(service: str, ids: Iterable[UUID]) -> QuerySet[OutboxEvent]:
    """Return those of the messages that were published for ``service``."""
    return _for(service).filter(id__in=ids).order_by("published_at", "id")


def _for(service: str) -> QuerySet[OutboxEvent]:
    return OutboxEvent.objects.filter(audience__contains=[service], published_at__isnull=False)


def compare_all(*, at: datetime) -> int:
    """Compare with every peer; return how many messages had been lost on their way.

    A peer that is away, or that another worker is being compared with, waits for the next time.
    """
    found = 0
    for peer in sorted(set(settings.ORIGINS) - {settings.SERVICE}):
        try:
            found += _compare(peer, at=at)
        except (PeerAway, PeerRefused) as error:
            log.warning("not compared with %s: %s", peer, error)
    return found


def _compare(peer: str, *, at: datetime) -> int:
    start = {"published_at": at - _FIRST, "message_id": _NIL}
    PeerPosition.objects.get_or_create(service=peer, defaults=start)
    position = leases.claim(PeerPosition.objects.filter(service=peer))
    if position is None:
        return 0
    found, more = 0, True
    with leases.held(position):
        while more:
            page = _ask(peer, at=position.published_at.isoformat(), id=str(position.message_id))
            found += _fetch(peer, [UUID(row["id"]) for row in page])
            crashpoint("outbox:compared")
            _move(position, page)
            more = len(page) == PAGE
    return found


def _ask(peer: str, **query: str) -> list[dict[str, Any]]:
    answer = call(peer, f"/outbox/?{urlencode(query)}", on_behalf_of=None)
    rows: list[dict[str, Any]] = answer.json()
    return rows


def _fetch(peer: str, ids: list[UUID]) -> int:
    """Take in those of the messages that the inbox lacks; return how many."""
    have = set(InboxEvent.objects.filter(id__in=ids).values_list("id", flat=True))
    lacking = [str(one) for one in ids if one not in have]
    for start in range(0, len(lacking), WHOLE):
        rows = _ask(peer, ids=",".join(lacking[start : start + WHOLE]))
        take_in(map(Envelope.model_validate, rows), at=timezone.now())
    if lacking:
        log.warning("%d messages of %s never arrived and were fetched", len(lacking), peer)
    return len(lacking)


def _move(position: PeerPosition, page: list[dict[str, Any]]) -> None:
    """Remember that everything up to the end of the page is here."""
    if not page:
        return
    position.published_at = datetime.fromisoformat(page[-1]["published_at"])
    position.message_id = UUID(page[-1]["id"])
    mine = Q(pk=position.pk, fencing=position.fencing)
    PeerPosition.objects.filter(mine).update(
        published_at=position.published_at, message_id=position.message_id
    )
