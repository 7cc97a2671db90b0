"""Throttles and circuit breakers of providers, in the database, so that all workers share them.

A provider is closed while it asked to be left alone or has failed too often in a row. When the
time is over one message is let through as a probe; the rest follows if it arrives.

Source: token bucket; Nygard, "Release It!", chapter 5, circuit breaker.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from notification_service.delivery.models import Provider

#: So many passing failures in a row close a provider.
FAILURES = 5
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
_PROBE = timedelta(seconds=15)
_NOTED = ("failures", "closed_until", "reason", "last_sent_at", "last_error", "last_error_at")


def rate_of(name: str) -> float | None:
    """Return how many messages a second the operator allows; None for no limit.

    A rule for ``chat`` holds for each provider ``chat:…`` of its own.
    """
    rates: dict[str, float] = settings.NOTIFICATION_RATES
    return rates.get(name, rates.get(name.partition(":")[0]))


@dataclass(frozen=True, slots=True)
class Admission:
    """How many messages may go to a provider now, and why and until when the others wait."""

    granted: int
    why: str
    until: datetime
    failures: int = 0  # passing ones in a row so far


@dataclass(slots=True)
class Fared:
    """How messages to one provider went."""

    failures: int = 0  # passing ones in a row, the last of them
    before: int = 0  # passing ones in a row when they were admitted
    arrived: bool = False  # whether one was taken
    error: str = ""  # what staff read of the last failure
    retry_after: float | None = None  # for how many seconds it asked to be left alone


@transaction.atomic
def admit(wanted: Mapping[str, int], *, at: datetime) -> dict[str, Admission]:
    """Return how many of some messages may go now, by provider.

    Args:
        wanted: how many there are for each provider.
        at: now.
    """
    rows = _locked(wanted, at=at)
    found = {name: _admit(rows[name], count, at=at) for name, count in wanted.items()}
    if any(one.granted < wanted[name] or rate_of(name) for name, one in found.items()):
        fields = ["tokens", "filled_at", "closed_until"]
        Provider.objects.bulk_update(rows.values(), fields)
    return found


def _admit(row: Provider, wanted: int, *, at: datetime) -> Admission:
    if row.closed_until is not None and at < row.closed_until:
        return Admission(0, row.reason, row.closed_until, row.failures)
    if row.failures >= FAILURES:
        row.closed_until = at + _PROBE  # one goes first; the others learn from it
        return Admission(1, row.reason, row.closed_until, row.failures)
    rate = rate_of(row.name)
    if rate is None:
        return Admission(wanted, "", at, row.failures)
    return _take(row, wanted, rate, at=at)


def _take(row: Provider, wanted: int, rate: float, *, at: datetime) -> Admission:
    """Take from the bucket, which holds a second's worth and at least one message."""
    seconds = max(0.0, (at - row.filled_at).total_seconds())
    row.tokens = min(max(1.0, rate), row.tokens + seconds * rate)
    granted = min(wanted, int(row.tokens))
    row.tokens, row.filled_at = row.tokens - granted, at
    wait = timedelta(seconds=max(1.0 - row.tokens, 0.0) / rate)
    return Admission(granted, "throttled", at + wait, row.failures)


@transaction.atomic
def note(fared: Mapping[str, Fared], *, at: datetime) -> None:
    """Note how messages to some providers went; who takes messages is open again."""
    well = [name for name, how in fared.items() if how.arrived and not how.failures]
    if well:
        open_again = {"failures": 0, "closed_until": None, "reason": "", "last_sent_at": at}
        Provider.objects.filter(name__in=well).update(**open_again)
    badly = {name: how for name, how in fared.items() if how.failures}
    if not badly:
        return
    rows = _locked(badly, at=at)
    for name, how in badly.items():
        _note(rows[name], how, at=at)
    Provider.objects.bulk_update(rows.values(), _NOTED)


def _note(row: Provider, how: Fared, *, at: datetime) -> None:
    if how.arrived:
        row.failures, row.closed_until, row.reason, row.last_sent_at = 0, None, "", at
    row.last_error, row.last_error_at = how.error[:300], at
    known = row.failures >= FAILURES and row.failures != how.before
    if not known:  # else they were on their way when others found it down: the same failure
        row.failures = min(row.failures + how.failures, max(FAILURES, how.before + 1))
    if how.retry_after:
        row.closed_until, row.reason = at + timedelta(seconds=how.retry_after), "asked-to-wait"
    elif row.failures >= FAILURES and not known:
        doubled = _FIRST_PAUSE * 2 ** min(row.failures - FAILURES, 10)
        pause = min(doubled, _LONGEST_PAUSE) * random.uniform(0.8, 1.2)
        row.closed_until, row.reason = at + pause, "provider-down"


def _locked(names: Iterable[str], *, at: datetime) -> dict[str, Provider]:
    """Return the rows of some providers, locked in one order for everybody."""
    wanted = sorted(names)
    found = _held(wanted)
    if missing := [name for name in wanted if name not in found]:
        first = [Provider(name=n, filled_at=at, tokens=max(1.0, rate_of(n) or 0)) for n in missing]
        Provider.objects.bulk_create(first, ignore_conflicts=True)
        found |= _held(missing)
    return found


def _held(names: list[str]) -> dict[str, Provider]:
    rows = Provider.objects.select_for_update().filter(name__in=names).order_by("name")
    return {row.name: row for row in rows}
