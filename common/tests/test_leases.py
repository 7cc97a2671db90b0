"""One worker at a time, whatever freezes."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models.functions import Now

from common import leases
from project.things.models import Thing


@pytest.fixture
def thing(db: None) -> Thing:
    return Thing.objects.create(user_id=uuid4(), name="thing")


def test_a_row_that_is_held_cannot_be_claimed(thing: Thing) -> None:
    first = leases.claim(Thing.objects.all())
    assert first is not None
    assert (first.fencing, first.attempts) == (1, 1)
    assert leases.claim(Thing.objects.all()) is None


def test_a_lease_that_expired_passes_to_the_next_and_shuts_out_the_first(thing: Thing) -> None:
    frozen = leases.claim(Thing.objects.all())
    assert frozen is not None
    Thing.objects.update(lease_expires_at=Now())
    second = leases.claim(Thing.objects.filter(pk=thing.pk))
    assert second is not None
    assert second.fencing == 2
    with pytest.raises(leases.LeaseLost), transaction.atomic():
        leases.check(frozen)
    with pytest.raises(leases.LeaseLost):
        leases.renew(frozen)


def test_a_released_row_is_free_at_once(thing: Thing) -> None:
    held = leases.claim(Thing.objects.all())
    assert held is not None
    leases.release(held)
    assert leases.claim(Thing.objects.all()) is not None


@pytest.mark.django_db(transaction=True)
def test_the_holder_releases_at_the_end_of_its_block() -> None:
    Thing.objects.create(user_id=uuid4(), name="thing")
    row = leases.claim(Thing.objects.all())
    assert row is not None
    with leases.held(row):
        assert leases.claim(Thing.objects.all()) is None
    assert leases.claim(Thing.objects.all()) is not None
