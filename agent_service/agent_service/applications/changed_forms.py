"""Forms that are not what an adapter, or an approval, knows: the approval ends, staff are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.forms.adapter import at_home
from agent_service.forms.draft import NeedsPerson
from agent_service.forms.manifest import Difference, Manifest
from common.contracts.operations import AdapterChanged
from common.outbox.actions import emit
from common.outbox.models import OutboxEvent

#: Differences of the form itself; another value in the same form is the page's own doing.
_OF_THE_FORM = frozenset({"form", "missing", "new"})
#: What stands in the way where an adapter's form looks different: nothing else does.
_LOST = frozenset({"no_form", "no_button"})
_AGAIN = timedelta(days=1)  # staff hear of one look of a form once in that time


@transaction.atomic
def send_back(
    application: Application,
    manifest: Manifest,
    changed: Sequence[Difference],
    *,
    at: datetime,
) -> None:
    """Void the approval of a form that is another one now; nothing was sent.

    Args:
        application: whose.
        manifest: what was approved.
        changed: how the form departs from it.
        at: now.
    """
    named = [f"“{one.label}”" for one in changed if one.label][:5]
    sentence = "The form differs from what you approved; nothing was sent."
    if named:
        labels = ", ".join(named)
        sentence = f"The form differs from what you approved ({labels}); nothing was sent."
    actions.void_approval(application, sentence, at=at)
    of_form = [one for one in changed if one.kind in _OF_THE_FORM]
    if of_form and manifest.adapter != "generic":
        look = next((str(one.seen) for one in of_form if one.kind == "form"), manifest.fingerprint)
        fields = sum(one.kind != "form" for one in of_form)
        _tell_staff(manifest.adapter, look, max(1, fields), at=at)


@transaction.atomic
def note_lost(url: str, met: NeedsPerson, *, at: datetime) -> None:
    """Tell staff where a system that an adapter knows no longer shows what it knows."""
    adapter = at_home(url)
    if adapter and met.kind in _LOST:
        look = sha256(f"{adapter} {met.kind} {at:%Y-%m-%d}".encode()).hexdigest()
        _tell_staff(adapter, look, 1, at=at)


def _tell_staff(adapter: str, look: str, changed: int, *, at: datetime) -> None:
    subject = uuid5(NAMESPACE_URL, f"adapter {adapter} {look}")
    told = OutboxEvent.objects.filter(
        name=AdapterChanged.name, subject_id=subject, occurred_at__gt=at - _AGAIN
    )
    if not told.exists():
        event = AdapterChanged(adapter=adapter, fingerprint=look, changed=changed)
        emit(event, user_id=None, subject_id=subject)
