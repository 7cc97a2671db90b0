"""Leases: one worker at a time, judged by the database's clock.

A row is claimed by a conditional update that writes owner, expiry and a fencing number. A
heartbeat renews it; every commit of the worker checks the number, so that a worker that was
frozen and lost its row can change nothing.
"""

import logging
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, models, transaction
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


@transaction.atomic
def claim_many(rows: QuerySet[L], *, limit: int, seconds: int = SECONDS) -> list[L]:
    """Claim up to ``limit`` free rows under one owner, in their order, and count the attempts.

    Args:
        rows: the rows that may be worked on; those that another claims right now are passed over.
        limit: at most so many.
        seconds: how long the leases hold without a heartbeat.
    """
    found = list(rows.filter(free()).select_for_update(skip_locked=True)[:limit])
    owner = owner_name()
    rows.model._default_manager.filter(pk__in=[row.pk for row in found]).update(
        lease_owner=owner,
        lease_expires_at=Now() + timedelta(seconds=seconds),
        fencing=F("fencing") + 1,
        attempts=F("attempts") + 1,
    )
    for row in found:
        row.lease_owner, row.fencing, row.attempts = owner, row.fencing + 1, row.attempts + 1
    return found


def still_held(rows: Sequence[L]) -> list[L]:
    """Lock rows of one claim in the caller's transaction and return those that are still held."""
    mine = set(_mine(*rows).select_for_update().values_list("pk", flat=True)) if rows else set()
    return [row for row in rows if row.pk in mine]


def renew(*rows: Leased, seconds: int = SECONDS) -> None:
    """Extend the lease of a row, or of the rows of one claim.

    Raises:
        LeaseLost: other workers took all of them.
    """
    changed = _mine(*rows).update(lease_expires_at=Now() + timedelta(seconds=seconds))
    if not changed:
        raise LeaseLost(f"{rows[0]._meta.label} {rows[0].pk} has another holder")


def check(row: Leased) -> None:
    """Lock the row in the caller's transaction and make sure that it is still held.

    Raises:
        LeaseLost: another worker took the row.
    """
    held = _mine(row).select_for_update().values_list("pk", flat=True).first()
    if held is None:
        raise LeaseLost(f"{row._meta.label} {row.pk} has another holder")


def release(*rows: Leased) -> None:
    """Give rows of one claim back; nothing happens to what is lost already."""
    _mine(*rows).update(lease_owner="", lease_expires_at=None)


def _mine(*rows: Leased) -> QuerySet[Any]:
    """Return the rows of one claim that nobody took since: each claim has an owner of its own."""
    found: QuerySet[Any] = type(rows[0])._default_manager.filter(
        pk__in=[row.pk for row in rows], lease_owner=rows[0].lease_owner
    )
    return found.filter(fencing=rows[0].fencing) if len(rows) == 1 else found


@contextmanager
def held(*rows: Leased) -> Iterator[None]:
    """Renew the leases of one claim in the background for the block; release them at its end.

    Rows that the block gave back together with their result are no longer of the claim, so this
    frees what it left behind, as where it broke off.
    """
    done = threading.Event()
    heart = threading.Thread(target=_beat, args=(rows, done), name="lease-heartbeat", daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join(timeout=5)
        release(*rows)


def _beat(rows: tuple[Leased, ...], done: threading.Event) -> None:
    """Renew until done; a lost lease is noticed by the holder's next ``check``."""
    try:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                renew(*rows)
            except LeaseLost:
                return
            except Exception as error:  # the database may be away for a moment
                log.warning("a heartbeat was missed: %r", error)
                connection.close()
    finally:
        connection.close()
