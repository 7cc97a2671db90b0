"""Export and erasure of one person in one service.

Every model with a ``user_id`` column takes part without being told, so that a new table cannot
be forgotten. Models that own bytes outside the database connect to ``erasing``.
"""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.deletion import ProtectedError
from django.dispatch import Signal
from django.forms.models import model_to_dict

#: The tombstone itself, messages, and the staff's own log of the admin site.
_LEFT_OUT = {"access", "outbox", "admin"}
#: Sent before the rows go, with ``user_id``: remove blobs, files and anything else outside.
erasing = Signal()


def personal_models() -> list[type[models.Model]]:
    """Return every model of this service whose rows belong to a person, by label.

    Messages between services are left out: they hold ids and hashes only and are purged by age.
    """
    found = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in _LEFT_OUT
        and any(field.attname == "user_id" for field in model._meta.concrete_fields)
    ]
    return sorted(found, key=lambda model: model._meta.label)


def erase(user_id: UUID) -> int:
    """Remove every row and blob of the person; return how many rows went."""
    erasing.send_robust(sender=None, user_id=user_id)
    waiting, gone = personal_models(), 0
    while waiting:
        kept = []
        for model in waiting:
            try:
                gone += model._default_manager.filter(user_id=user_id).delete()[0]
            except ProtectedError:
                kept.append(model)
        if len(kept) == len(waiting):
            raise RuntimeError(f"rows protect each other: {[m._meta.label for m in kept]}")
        waiting = kept
    return gone


def export(user_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Return every row of the person by model label; leases and other inner fields left out."""
    return {
        model._meta.label: [
            {"id": str(row.pk), **model_to_dict(row)}
            for row in model._default_manager.filter(user_id=user_id).order_by("pk").iterator()
        ]
        for model in personal_models()
    }
