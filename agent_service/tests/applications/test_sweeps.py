"""What nobody needs any more goes: links that expired, blobs that no row names."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from makers import NOON, application, field, manifest

from agent_service.applications import actions, files
from agent_service.applications import tasks as upkeep
from agent_service.approval import links, tasks
from agent_service.approval.models import ReviewLink
from common import storage

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def aged(key: str) -> str:
    """Make a blob two days old."""
    path = Path(storage._storage().path(key))
    then = (NOW - timedelta(days=2)).timestamp()
    os.utime(path, (then, then))
    return key


def swept() -> None:
    """Sweep the whole store, as a day does."""
    for hour in range(24):
        files.sweep(NOW.replace(hour=hour))


def test_blobs_without_a_row_go_and_those_with_one_stay(user_id: UUID) -> None:
    lost = aged(storage.put(b"nobody's").key)
    young = storage.put(b"on its way").key
    draft = application(user_id)
    actions.keep_manifest(
        draft, manifest(field("a", "b")), questions=[], screenshot=b"png", at=NOON
    )
    draft.refresh_from_db()
    assert draft.manifest
    shot = aged(draft.manifest.screenshot_key)
    stored = files.keep(
        draft.run_id, user_id, kind="resume", media_type="application/pdf", name="a.pdf",
        data=b"%PDF", sha256=storage.put(b"%PDF").sha256, sentences=[], text="", at=NOON,
    )  # fmt: skip
    document = aged(stored.key)
    swept()
    there = [storage.exists(key) for key in (lost, young, shot, document)]
    assert there == [False, True, True, True]


def test_each_hour_looks_at_its_own_part_of_the_store() -> None:
    key = aged(storage.put(b"nobody's").key)
    own = int(key[:2], 16) % 24
    files.sweep(NOW.replace(hour=(own + 1) % 24))
    assert storage.exists(key)
    files.sweep(NOW.replace(hour=own))
    assert not storage.exists(key)


def test_links_that_expired_go_used_or_not(user_id: UUID) -> None:
    draft = application(user_id)
    holding = links.mint(draft, at=NOW, holds=timedelta(days=1))
    links.mint(draft, at=NOW - timedelta(days=8), holds=timedelta(days=7))
    tasks.sweep_review_links()
    assert [link.expires_at for link in ReviewLink.objects.all()] == [holding.expires_at]


def test_the_beat_rings_for_both(settings: Any) -> None:
    from agent_service.celery import app

    app.loader.import_default_modules()
    rung = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    for task in (upkeep.sweep_files, tasks.sweep_review_links):
        assert task.name in rung
        assert task.name in app.tasks
