"""The bytes of applications: written documents, screenshots, and their place on disk."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256 as digest_of
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver

from agent_service.applications.models import Attempt, GeneratedFile, ManifestVersion
from common import storage
from common.auth.erasure import erasing

#: How long a blob may be without a row before nobody will ever name it.
_UNNAMED = timedelta(days=1)


def file_name(stem: str, extension: str) -> str:
    """Return a file name any form accepts: ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', plain).strip('-') or 'document'}.{extension}"


def keep(
    run_id: UUID,
    user_id: UUID,
    *,
    kind: str,
    media_type: str,
    name: str,
    data: bytes,
    sha256: str,
    sentences: list[dict[str, Any]],
    text: str,
    at: datetime,
) -> GeneratedFile:
    """Store one written document; written again by the same run it replaces the former one."""
    key = storage.put(data, sha256=sha256).key
    with transaction.atomic():
        former = GeneratedFile.objects.filter(run_id=run_id, kind=kind, media_type=media_type)
        old_keys = list(former.values_list("key", flat=True))
        stored, _created = former.update_or_create(
            run_id=run_id,
            kind=kind,
            media_type=media_type,
            defaults={
                "user_id": user_id,
                "name": name,
                "sha256": sha256,
                "size": len(data),
                "key": key,
                "sentences": sentences,
                "text": text,
                "created_at": at,
            },
        )
    for old in old_keys:
        storage.delete(old)
    return stored


def keep_picture(data: bytes) -> str:
    """Store a screenshot and return its key; "" for none."""
    return storage.put(data, sha256=digest_of(data).hexdigest()).key if data else ""


@contextmanager
def on_disk(files: Iterable[GeneratedFile]) -> Iterator[dict[str, Path]]:
    """Lay the files out in a private folder for the browser: path by id, gone afterwards."""
    with TemporaryDirectory(prefix="application-") as folder:
        paths = {}
        for file in files:
            place = Path(folder, str(file.id))
            place.mkdir()
            paths[str(file.id)] = place / file.name
            paths[str(file.id)].write_bytes(storage.get(file.key))
        yield paths


def sweep(at: datetime) -> int:
    """Delete blobs that no row names, of processes that died between both; return how many.

    Each hour looks at its 24th of the store. A blob is stored just before its row, so that one of
    more than a day without a row will never have one.
    """
    gone = 0
    for number in range(at.hour, 256, 24):
        old = storage.stored(f"{number:02x}", before=at - _UNNAMED)
        for key in set(old) - _named(old):
            storage.delete(key)
            gone += 1
    return gone


def _named(keys: Sequence[str]) -> set[str]:
    """Return those of the keys that a row names."""
    files = GeneratedFile.objects.filter(key__in=keys).values_list("key", flat=True)
    pictures: list[QuerySet[Any]] = [
        model.objects.filter(screenshot_key__in=keys).values_list("screenshot_key", flat=True)
        for model in (ManifestVersion, Attempt)
    ]
    return set(files).union(*pictures)


@receiver(erasing)
def erase(user_id: UUID, **_: Any) -> None:
    """Delete every blob of the person."""
    keys = [
        *GeneratedFile.objects.filter(user_id=user_id).values_list("key", flat=True),
        *ManifestVersion.objects.filter(user_id=user_id).values_list("screenshot_key", flat=True),
        *Attempt.objects.filter(user_id=user_id).values_list("screenshot_key", flat=True),
    ]
    for key in filter(None, keys):
        storage.delete(key)
