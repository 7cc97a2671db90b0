"""Granting and taking back: a site that may be sent to, a kind of form that may be sent."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from agent_service.applications.models import Application
from agent_service.applications.timeline import note
from agent_service.consents.models import FormSwitch, SiteConsent
from agent_service.forms.adapter import every
from agent_service.runs import actions as runs
from common.contracts.agent import RunState
from common.errors import ServiceError

#: Why a run waits for one of these; other codes are none of their business.
SITE_NEEDED = "site-consent-needed"
KIND_NEEDED = "unverified-form"
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[\w.-]{1,253}|[0-9a-f:.]{2,45}")


class SiteUnclear(ServiceError):
    """What was given names no site."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "site-unclear"
    title: ClassVar[str] = "This names no site"


class KindUnknown(ServiceError):
    """There is no such kind of form."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "form-kind-unknown"
    title: ClassVar[str] = "There is no such kind of form"


def site(address: str) -> str:
    """Return the site of an address or host: the host, with its port where it is not the usual.

    Raises:
        SiteUnclear: it names none.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise SiteUnclear("Give a host such as jobs.example.org.") from error
    if not _HOST.fullmatch(host) or parts.scheme not in _PORTS:
        raise SiteUnclear("Give a host such as jobs.example.org, or the form's address.")
    usual = port is None or port == _PORTS[parts.scheme]
    return host if usual else f"{host}:{port}"


def site_or_none(address: str) -> str:
    """Return the site of an address; empty for one that names none."""
    try:
        return site(address)
    except SiteUnclear:
        return ""


@transaction.atomic(savepoint=False)
def grant(user_id: UUID, address: str, *, at: datetime) -> SiteConsent:
    """Let a site be sent to while forms are prepared; runs that wait for that go on.

    Raises:
        SiteUnclear: the address names no site.
    """
    named = site(address)
    SiteConsent.objects.bulk_create(
        [SiteConsent(user_id=user_id, site=named, granted_at=at)], ignore_conflicts=True
    )
    said = f"You let the agent send to {named} while it fills a form there."
    _wake(user_id, SITE_NEEDED, lambda one: _site_of(one) == named, said, at=at)
    return SiteConsent.objects.standing(user_id, named).get()


@transaction.atomic(savepoint=False)
def revoke(consent: SiteConsent, *, at: datetime) -> SiteConsent:
    """Take a consent back: from now on nothing is sent there before an approval."""
    SiteConsent.objects.filter(id=consent.id, revoked_at=None).update(revoked_at=at)
    consent.refresh_from_db()
    return consent


def allows(user_id: UUID, address: str) -> bool:
    """Return whether the person lets the site of ``address`` be sent to right now."""
    return SiteConsent.objects.standing(user_id, site_or_none(address)).exists()


@transaction.atomic(savepoint=False)
def switch(user_id: UUID, adapter: str, *, on: bool, at: datetime) -> None:
    """Let forms of a kind that nobody verified be sent, or no longer.

    Raises:
        KindUnknown: there is no such kind.
    """
    check_kinds([adapter])
    if not on:
        standing = FormSwitch.objects.filter(user_id=user_id, adapter=adapter, turned_off_at=None)
        standing.update(turned_off_at=at)
        return
    row = FormSwitch(user_id=user_id, adapter=adapter, turned_on_at=at)
    FormSwitch.objects.bulk_create([row], ignore_conflicts=True)
    said = f"You let forms of the kind “{adapter}” be sent."
    _wake(user_id, KIND_NEEDED, lambda one: kind_of(one) == adapter, said, at=at)


def check_kinds(names: Iterable[str]) -> None:
    """Make sure that each of some names is that of a kind of form.

    Raises:
        KindUnknown: there is no such kind.
    """
    if unknown := sorted(set(names) - set(every())):
        raise KindUnknown("Choose one of the kinds that are listed.", unknown=unknown)


def turned_on(user_id: UUID) -> frozenset[str]:
    """Return the kinds of form that the person lets be sent although nobody verified them."""
    rows = FormSwitch.objects.filter(user_id=user_id, turned_off_at=None)
    return frozenset(rows.values_list("adapter", flat=True))


def kind_of(application: Application) -> str:
    """Return the adapter that knows the application's form; empty before it is read."""
    return str(application.manifest.body["adapter"]) if application.manifest else ""


def _site_of(application: Application) -> str:
    """Return the site that an application's form would have to be sent to."""
    if application.obstacle:
        return str(application.obstacle.get("site", ""))
    return site_or_none(application.manifest.body["final_url"]) if application.manifest else ""


def _wake(
    user_id: UUID,
    code: str,
    meant: Callable[[Application], bool],
    said: str,
    *,
    at: datetime,
) -> None:
    """Let the runs go on that stand still for just this."""
    waiting = Application.objects.of(user_id).filter(
        run__state=RunState.NEEDS_PERSON, run__code=code
    )
    for one in waiting.select_related("manifest").order_by("id"):
        if meant(one):
            runs.go_on(one.run_id, at=at)
            note(one, "allowed", said, at=at)
