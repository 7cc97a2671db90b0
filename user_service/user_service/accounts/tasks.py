"""Background work about accounts."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from user_service.accounts.actions import account, delivery


@shared_task(name="user_service.send_mail")
def send_mail(**_: Any) -> None:
    """Send the mail that is due; safe to run twice."""
    delivery.send_due(at=timezone.now())


@shared_task(name="user_service.purge_accounts", ignore_result=False)
def purge_accounts(**_: Any) -> int:
    """Remove stale codes, sign-ins, mails and audit rows; return how many."""
    return account.purge(at=timezone.now())
