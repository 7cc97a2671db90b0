"""Upkeep of links to the review page."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from agent_service.approval import links


@shared_task(name="agent_service.sweep_review_links", ignore_result=False)
def sweep_review_links(**_: Any) -> int:
    """Delete links that open nothing any more; safe to run twice."""
    return links.forget(timezone.now())
