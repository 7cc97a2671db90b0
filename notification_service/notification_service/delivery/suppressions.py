"""Addresses to which nothing more is sent, kept as hashes under the service's secret."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from notification_service.contacts.models import Contact
from notification_service.delivery.models import Suppression

_SALT = "notification_service.suppression"


def hash_of(address: str) -> str:
    """Return by what an address is known among the suppressed; letter case does not count."""
    return salted_hmac(_SALT, address.strip().lower(), algorithm="sha256").hexdigest()


def suppressed_among(contacts: Iterable[Contact]) -> set[UUID]:
    """Return whose address is suppressed; one statement for all of them."""
    hashes = {hash_of(each.email): each.user_id for each in contacts if each.email}
    found = Suppression.objects.filter(address_hash__in=list(hashes))
    return {hashes[one] for one in found.values_list("address_hash", flat=True)}


@transaction.atomic
def suppress(contacts: Iterable[Contact], *, reason: str, at: datetime) -> int:
    """Let nothing more go to the addresses of some people; return how many are new."""
    rows = [
        Suppression(
            user_id=each.user_id, address_hash=hash_of(each.email), reason=reason, created_at=at
        )
        for each in contacts
        if each.email
    ]
    before = Suppression.objects.count()
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    return Suppression.objects.count() - before


def allow(contacts: Iterable[Contact]) -> int:
    """Let messages go to the addresses of some people again; return how many were suppressed."""
    hashes = [hash_of(each.email) for each in contacts if each.email]
    return Suppression.objects.filter(address_hash__in=hashes).delete()[0]
