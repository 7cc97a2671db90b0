"""Puts a delivery, and what is told with it, into words and links for its reader."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse

from notification_service.calendars.ics import invitation
from notification_service.channels import Letter, Step, Target
from notification_service.contacts.zones import zone_of
from notification_service.delivery.decide import Person
from notification_service.delivery.models import Delivery
from notification_service.messages.kinds import DIGEST, KINDS, Kind
from notification_service.messages.languages import words_of
from notification_service.messages.minting import Minted, links_for
from notification_service.messages.rendering import Rendered, render, write
from notification_service.preferences.actions import unsubscribe_token
from notification_service.reminders.tokens import snooze_token

_TOKEN = "TOKEN"


def local_letter(row: Delivery) -> Letter:
    """Return what stays in our own database, where each reading puts it into words anew."""
    kind = KINDS[row.kind]
    return _letter(row, kind, Person(), write(row.kind, together([row])))


def letter_of(
    row: Delivery,
    person: Person,
    others: Sequence[Delivery] = (),
    *,
    minted: Minted | None = None,
    target: Target | None = None,
) -> Letter:
    """Return a delivery as its reader gets it.

    Args:
        row: the delivery that carries the others.
        person: the reader.
        others: what is told with it.
        minted: links made before, as for a preview; None to have them made.
        target: where it goes, on channels that the person set up.

    Raises:
        common.internal.PeerAway: a link was not made; trying later may help.
    """
    kind, rows = KINDS[row.kind], sorted([row, *others], key=_place)
    is_digest = len({(each.kind, each.collapse) for each in rows}) > 1
    if is_digest:
        return _digest(row, rows, person, target)
    language = _language(person)
    links = minted or links_for(kind, row.facts, user_id=row.user_id, language=language)
    url = _url(links.path)
    steps = _steps(row, kind, links, language)
    unsubscribe = _unsubscribe_url(row) if row.channel not in kind.locked else ""
    words = render(
        row.kind,
        {**together(rows), **links.facts, "name": _name(person)},
        url=url,
        language=language,
        zone=_zone(person),
        unsubscribe_url=unsubscribe,
        steps=steps,
    )
    return _letter(
        row,
        kind,
        person,
        words,
        url=url,
        steps=steps,
        unsubscribe_url=unsubscribe,
        target=target,
        invitation=_invitation(row, kind, person),
    )


def together(rows: Sequence[Delivery]) -> dict[str, Any]:
    """Return what templates may name of one message or of several in one: ``count``, ``group``."""
    return {**rows[0].facts, "count": len(rows), "group": [row.facts for row in rows]}


def _digest(
    row: Delivery, rows: Sequence[Delivery], person: Person, target: Target | None
) -> Letter:
    """Return one message about many: a line each, what collapses in one line."""
    language, zone = _language(person), _zone(person)
    groups = [list(found) for _, found in groupby(rows, key=_group)]
    items = [
        {"title": write(found[0].kind, together(found), language=language, zone=zone).title}
        for found in groups
    ]
    unsubscribe = _unsubscribe_url(row, kind=DIGEST)
    words = render(
        DIGEST,
        {"count": len(items), "items": items, "name": _name(person)},
        language=language,
        zone=zone,
        unsubscribe_url=unsubscribe,
    )
    return _letter(row, KINDS[row.kind], person, words, unsubscribe_url=unsubscribe, target=target)


def _group(row: Delivery) -> tuple[str, str]:
    return row.kind, row.collapse or str(row.id)


def _place(row: Delivery) -> tuple[Any, ...]:
    return row.priority, row.kind, row.collapse, row.occurred_at, str(row.id)


def _letter(row: Delivery, kind: Kind, person: Person, words: Rendered, **more: Any) -> Letter:
    return Letter(
        delivery_id=row.id,
        user_id=row.user_id,
        kind=row.kind,
        subject=row.subject,
        facts=row.facts,
        link=kind.link_of(row.facts),
        locked=row.channel in kind.locked,
        occurred_at=row.occurred_at,
        contact=person.contact,
        words=words,
        urgent=not kind.may_wait,
        **more,
    )


def _invitation(row: Delivery, kind: Kind, person: Person) -> tuple[str, bytes] | None:
    """Return what a calendar takes from the message; None where it is about nothing of it."""
    if not kind.invites or "interview_id" not in row.facts:
        return None
    word = words_of(_language(person))["interview"]
    return invitation(row.facts, word=word, stamped_at=row.occurred_at)


def _steps(row: Delivery, kind: Kind, links: Minted, language: str) -> tuple[Step, ...]:
    """Return the buttons beside the link, in the order approve, reject, snooze."""
    words = words_of(language)
    found: Mapping[str, str] = {
        **{name: path for name, path in links.steps.items() if name in ("approve", "reject")},
        **({"snooze": reverse("v1:snooze-link", args=[snooze_token(row)])} if kind.snooze else {}),
    }
    return tuple(
        Step(name, words[name], settings.PUBLIC_URL + path) for name, path in found.items()
    )


def _url(path: str) -> str:
    """Return a page that a browser can open; "" where there is none."""
    return f"{settings.PUBLIC_URL}{path}" if path and not path.startswith("/api/") else ""


def _unsubscribe_url(row: Delivery, *, kind: str = "") -> str:
    token = unsubscribe_token(row.user_id, kind or row.kind, row.channel, since=row.occurred_at)
    return settings.PUBLIC_URL + _unsubscribe_path().replace(_TOKEN, token)


@cache
def _unsubscribe_path() -> str:
    """Return the path with a place for the token, which needs no quoting."""
    return reverse("v1:unsubscribe", args=[_TOKEN])


def _language(person: Person) -> str:
    contact = person.contact
    return person.known.habits.language or (contact.language if contact else "")


def _zone(person: Person) -> tzinfo:
    return zone_of(person.contact.zone if person.contact else "UTC")


def _name(person: Person) -> str:
    return person.contact.name if person.contact else ""
