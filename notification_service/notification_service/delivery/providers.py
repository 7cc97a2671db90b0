"""Throttles and circuit breakers of providers, in the database, so that all workers share them.

A provider is closed while it asked to be left alone or has failed too often in a row. When the
time is over one message is let through as a probe; the rest follows if it arrives.

Source: token bucket; Nygard, "Release It!", chapter 5, circuit breaker.
"""

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from notification_service.delivery.models import Provider

#: So many passing failures in a row close a provider.
FAILURES = 5
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
_PROBE = timedelta(seconds=15)


def rate_of(name: str) -> float | None:
    """Return how many messages a second the operator allows; None for no limit.

    A rule for ``chat`` holds for each provider ``chat:…`` of its own.
    """
    rates: dict[str, float] = settings.NOTIFICATION_RATES
    return rates.get(name, rates.get(name.partition(":")[0]))


@transaction.atomic
def admit(name: str, wanted: int, *, at: datetime) -> tuple[int, str, datetime]:
    """Return how many of some messages may go now, and why and until when the others wait.

    Args:
        name: of the provider.
        wanted: how many there are.
        at: now.
    """
    row = _locked(name, at=at)
    if row.closed_until is not None and at < row.closed_until:
        return 0, row.reason, row.closed_until
    if row.failures >= FAILURES:
        row.closed_until = at + _PROBE  # one goes first; the others learn from it
        row.save(update_fields=["closed_until"])
        return 1, row.reason, row.closed_until
    rate = rate_of(name)
    if rate is None:
        return wanted, "", at
    return _take(row, wanted, rate, at=at)


def _take(row: Provider, wanted: int, rate: float, *, at: datetime) -> tuple[int, str, datetime]:
    """Take from the bucket, which holds a second's worth and at least one message."""
    seconds = max(0.0, (at - row.filled_at).total_seconds())
    row.tokens = min(max(1.0, rate), row.tokens + seconds * rate)
    granted = min(wanted, int(row.tokens))
    row.tokens, row.filled_at = row.tokens - granted, at
    row.save(update_fields=["tokens", "filled_at"])
    wait = timedelta(seconds=max(1.0 - row.tokens, 0.0) / rate)
    return granted, "throttled", at + wait


def _locked(name: str, *, at: datetime) -> Provider:
    found = Provider.objects.select_for_update().filter(name=name).first()
    if found is None:
        first = Provider(name=name, filled_at=at, tokens=max(1.0, rate_of(name) or 0))
        Provider.objects.bulk_create([first], ignore_conflicts=True)
        found = Provider.objects.select_for_update().get(name=name)
    return found


def note_success(name: str, *, at: datetime) -> None:
    """Note that the provider takes messages: it is open again."""
    Provider.objects.filter(name=name).update(
        failures=0, closed_until=None, reason="", last_sent_at=at
    )


@transaction.atomic
def note_failure(name: str, error: str, *, retry_after: float | None, at: datetime) -> bool:
    """Note a passing failure; return whether the provider is closed now.

    Args:
        name: of the provider.
        error: what staff read.
        retry_after: for how many seconds it asked to be left alone.
        at: now.
    """
    row = _locked(name, at=at)
    row.failures += 1
    row.last_error, row.last_error_at = error[:300], at
    if retry_after:
        row.closed_until, row.reason = at + timedelta(seconds=retry_after), "asked-to-wait"
    elif row.failures >= FAILURES:
        doubled = _FIRST_PAUSE * 2 ** min(row.failures - FAILURES, 10)
        pause = min(doubled, _LONGEST_PAUSE) * random.uniform(0.8, 1.2)
        row.closed_until, row.reason = at + pause, "provider-down"
    row.save()
    return row.closed_until is not None and at < row.closed_until
