"""Leases: one worker at a time, judged by the database's clock.

A row is claimed by a conditional update that writes owner, expiry and a fencing number. A
heartbeat renews it; every commit of the worker checks the number, so that a worker that was
frozen and lost its row can change nothing.
"""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

log = logging.getLogger(__name__)
SECONDS = 60
HEARTBEAT_SECONDS = 15.0


class LeaseLost(RuntimeError):
    """Another worker holds the row by now: stop without writing anything."""


class Leased(models.Model):
    """A row that at most one worker may work on."""

    lease_owner = models.CharField(max_length=100, blank=True, editable=False)
    lease_expires_at = models.DateTimeField(null=True, editable=False)
    fencing = models.BigIntegerField(default=0, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


L = TypeVar("L", bound=Leased)


def owner_name() -> str:
    """Return a name for one claim that no other claim has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"


def free() -> Q:
    """Return the condition of rows that nobody holds."""
    return Q(lease_expires_at=None) | Q(lease_expires_at__lt=Now())


def claim(rows: QuerySet[L], *, seconds: int = SECONDS) -> L | None:
    """Claim one free row of ``rows`` and count the attempt; None where there is none.

    Args:
        rows: the rows that may be worked on; their own conditions are checked in the update.
        seconds: how long the lease holds without a heartbeat.
    """
    row_id = rows.filter(free()).values_list("pk", flat=True).first()
    if row_id is None:
        return None
    owner = owner_name()
    claimed = rows.filter(free(), pk=row_id).update(
        lease_owner=owner,
        lease_expires_at=Now() + timedelta(seconds=seconds),
        fencing=F("fencing") + 1,
        attempts=F("attempts") + 1,
    )
    return rows.model._default_manager.get(pk=row_id, lease_owner=owner) if claimed else None


def renew(row: Leased, *, seconds: int = SECONDS) -> None:
    """Extend the lease.

    Raises:
        LeaseLost: another worker took the row.
    """
    changed = _mine(row).update(lease_expires_at=Now() + timedelta(seconds=seconds))
    if not changed:
        raise LeaseLost(f"{row._meta.label} {row.pk} has another holder")


def check(row: Leased) -> None:
    """Lock the row in the caller's transaction and make sure that it is still held.

    Raises:
        LeaseLost: another worker took the row.
    """
    held = _mine(row).select_for_update().values_list("pk", flat=True).first()
    if held is None:
        raise LeaseLost(f"{row._meta.label} {row.pk} has another holder")


def release(row: Leased) -> None:
    """Give the row back; nothing happens where it is lost already."""
    _mine(row).update(lease_owner="", lease_expires_at=None)


def _mine(row: Leased) -> QuerySet[Any]:
    found: QuerySet[Any] = type(row)._default_manager.filter(
        pk=row.pk, fencing=row.fencing, lease_owner=row.lease_owner
    )
    return found


@contextmanager
def held(row: Leased) -> Iterator[None]:
    """Renew the lease in the background for the block, and release it at its end."""
    done = threading.Event()
    heart = threading.Thread(target=_beat, args=(row, done), name="lease-heartbeat", daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join(timeout=5)
        release(row)


def _beat(row: Leased, done: threading.Event) -> None:
    """Renew until done; a lost lease is noticed by the holder's next ``check``."""
    try:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                renew(row)
            except LeaseLost:
                return
            except Exception as error:  # the database may be away for a moment
                log.warning("a heartbeat was missed: %r", error)
                connection.close()
    finally:
        connection.close()
