"""No secret reaches a log, an event, a task or an error page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from celery import Celery
from conftest import BASE
from rest_framework.test import APIClient

from common.outbox.models import OutboxEvent
from user_service.accounts.models import AccessEvent, Mail, User

pytestmark = pytest.mark.django_db
CANARY = "canary gannet 9d1c"


def test_passwords_codes_and_tokens_stay_out_of_logs_events_and_tasks(
    api: APIClient,
    anonymous: APIClient,
    person: User,
    code_in_mail: Callable[[str], str],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(Celery, "send_task", lambda *a, **k: rung.append((a[1:], k)))
    caplog.set_level("DEBUG")
    with django_capture_on_commit_callbacks(execute=True):
        anonymous.post(f"{BASE}/registrations/", {"email": "n@example.org", "password": CANARY})
        anonymous.post(f"{BASE}/tokens/", {"email": person.email, "password": CANARY})
        anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": CANARY})
        anonymous.post(f"{BASE}/password-resets/", {"email": person.email})
        code = code_in_mail(person.email)
        body = {"code": code, "password": CANARY}
        anonymous.post(f"{BASE}/password-resets/confirm/", body)
        pair = anonymous.post(
            f"{BASE}/tokens/", {"email": person.email, "password": CANARY}
        ).json()
        api.post(f"{BASE}/password/", {"current": CANARY, "password": "short"})
    shown = capsys.readouterr()
    rows = [list(m.objects.values()) for m in (OutboxEvent, AccessEvent, Mail)]
    everything = caplog.text + shown.out + shown.err + json.dumps(rows, default=str) + repr(rung)
    assert rung
    for secret in (CANARY, code, code.replace("-", ""), pair["access"], pair["refresh"]):
        assert secret not in everything


def test_an_error_page_shows_nothing_of_the_inside(
    anonymous: APIClient, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(User.objects, "with_email", lambda email: 1 / 0)
    answer = anonymous.post(f"{BASE}/tokens/", {"email": "a@b.org", "password": CANARY})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert CANARY not in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()
