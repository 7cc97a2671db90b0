"""How the stream is written: Server-Sent Events, and the tables they come from.

The stream's process does without Django's models, so its SQL is here.

Source: the HTML standard, section "Server-sent events".
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

#: The Postgres channel on which the trigger and ``actions.recheck`` ring.
CHANNEL = "stream"
#: What an open but silent stream sends, so that proxies and browsers keep it.
HEARTBEAT = b": still here\n\n"
OPENING = b"retry: 3000\n\n"
_COLUMNS = "SELECT id, user_id, kind, data FROM stream_streamevent"
ROWS_BY_ID = f"{_COLUMNS} WHERE id = ANY(%s) ORDER BY id"
ROWS_AFTER = f"{_COLUMNS} WHERE user_id = %s AND id > %s ORDER BY id LIMIT %s"
#: Up to which id events were forgotten, the newest id ever given out, and an id after which all
#: of the person's coming events are: the newest if no transaction of theirs is on its way (the
#: trigger takes the same lock), or else their own newest.
BOUNDS = (
    "SELECT (SELECT last_value FROM stream_forgotten), "
    "(SELECT last_value FROM stream_streamevent_id_seq), "
    "CASE WHEN pg_try_advisory_xact_lock(7270, hashtext(%s::text)) "
    "THEN (SELECT last_value FROM stream_streamevent_id_seq) "
    "ELSE coalesce((SELECT max(id) FROM stream_streamevent WHERE user_id = %s), 0) END"
)
UNREAD = (
    "SELECT user_id, count(*) FROM inbox_message "
    "WHERE user_id = ANY(%s) AND read_at IS NULL AND archived_at IS NULL GROUP BY user_id"
)
REVOCATIONS = (
    "SELECT user_id, revoked_before, erased_at IS NOT NULL FROM access_revocation "
    "WHERE user_id = ANY(%s)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One event as the table keeps it."""

    id: int
    user_id: UUID
    kind: str
    data: dict[str, Any]

    def frame(self, unread: dict[UUID, int]) -> bytes:
        """Return the event as it is sent; ``unread`` holds the counts of this moment."""
        count = {"count": unread.get(self.user_id, 0)}
        data = orjson.dumps(count if self.kind == "unread" else self.data)
        return b"id: %d\nevent: %s\ndata: %s\n\n" % (self.id, self.kind.encode(), data)


def reset(last_id: int) -> bytes:
    """Return the event that says that older ones are gone: look at the lists again."""
    return b"id: %d\nevent: reset\ndata: {}\n\n" % last_id


def read_ring(payload: str) -> tuple[UUID, int | None]:
    """Return the person of a ring and the event's id; None where access has to be rechecked."""
    user_id, _, what = payload.partition(" ")
    return UUID(user_id), int(what) if what.isdecimal() else None
