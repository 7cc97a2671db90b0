"""Upkeep of what applications leave behind."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from agent_service.applications import files


@shared_task(name="agent_service.sweep_files", ignore_result=False)
def sweep_files(**_: Any) -> int:
    """Delete blobs that no row names; safe to run twice."""
    return files.sweep(timezone.now())
