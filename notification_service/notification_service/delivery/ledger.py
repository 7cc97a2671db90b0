"""What became of the messages of a batch: written together, at least once a second.

Failures are no different from successes: a hundred answers of 503 are one statement for the
messages and one for their providers. What a crash loses of them is tried once more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic

import orjson
from django.db import connection

from notification_service.channels import TransportError
from notification_service.delivery import providers
from notification_service.delivery.decide import Person
from notification_service.delivery.models import Delivery, State
from notification_service.delivery.providers import Fared
from notification_service.delivery.stopping import stop_where_dead

_SECONDS = 1.0
_OUTCOME = ("state", "reason", "trail", "sent_at", "next_attempt_at", "attempts")
_KEEP = """
UPDATE delivery_delivery AS kept SET state = new.state, reason = new.reason, trail = new.trail,
  sent_at = new.sent_at, next_attempt_at = new.next_attempt_at, attempts = new.attempts,
  lease_owner = '', lease_expires_at = NULL
FROM jsonb_to_recordset(%s) AS new(id uuid, state text, reason text, trail jsonb,
  sent_at timestamptz, next_attempt_at timestamptz, attempts int)
WHERE kept.id = new.id AND kept.lease_owner = %s
"""


class Ledger:
    """Collects outcomes and writes them."""

    def __init__(self, before: Mapping[str, int], *, at: datetime) -> None:
        """Hold nothing yet; ``before`` says how often each provider had failed in a row."""
        self._at, self._written, self._before = at, monotonic(), before
        self._rows: list[Delivery] = []
        self._fared: dict[str, Fared] = {}
        self._ended: list[tuple[Delivery, TransportError, Person]] = []

    def settled(self, *rows: Delivery) -> None:
        """Take messages that were noted by whoever decided about them."""
        self._rows += rows

    def sent(self, row: Delivery, provider: str) -> None:
        """Take a message that its provider took."""
        row.sent_at = self._at
        row.note(State.SENT, "sent", at=self._at)
        self._rows.append(row)
        self._fared[provider] = Fared(arrived=True)
        self._write_in_time()

    def failed(self, row: Delivery, provider: str, error: TransportError, person: Person) -> None:
        """Take a message that was not taken, its next attempt noted in the row.

        ``provider`` is "" where it never came to one.
        """
        self._rows.append(row)
        if provider and not error.permanent:
            how = self._fared.setdefault(provider, Fared(before=self._before[provider]))
            how.failures += 1
            how.error, how.retry_after = str(error), error.retry_after
        if error.dead or row.state == State.PARKED:
            self._ended.append((row, error, person))
        self._write_in_time()

    def _write_in_time(self) -> None:
        if monotonic() - self._written > _SECONDS:
            self.write()

    def write(self) -> None:
        """Write what was taken, then stop where nothing will arrive any more."""
        keep(self._rows)
        if self._fared:
            providers.note(self._fared, at=self._at)
        for row, error, person in self._ended:
            stop_where_dead(row, error, person, at=self._at)
        self._rows, self._fared, self._ended = [], {}, []
        self._written = monotonic()


def keep(rows: Sequence[Delivery]) -> None:
    """Write what became of deliveries; what was erased or taken by another stays as it is.

    One statement for a batch, a tenth of what ``bulk_update`` costs; the lease is its condition,
    and ends with it.
    """
    if not rows:
        return
    written = [
        {"id": str(row.id)} | {name: getattr(row, name) for name in _OUTCOME} for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [orjson.dumps(written).decode(), rows[0].lease_owner])
