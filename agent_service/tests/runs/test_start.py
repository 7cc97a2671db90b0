"""Starting a run over REST."""

from typing import Any
from uuid import UUID, uuid4

import makers
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agent_service.runs.models import Run

pytestmark = pytest.mark.django_db
URL = "/api/v1/agents/runs/"
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def test_a_run_with_its_event_and_key_costs_four_statements(api: Any, user_id: UUID) -> None:
    body = {"opening_id": str(makers.opening(user_id).id), "document_id": str(uuid4())}
    api.get(URL)
    with CaptureQueriesContext(connection) as seen:
        answer = api.post(URL, body, HTTP_IDEMPOTENCY_KEY="k1")
    assert (answer.status_code, answer.json()["opening_id"]) == (201, body["opening_id"])
    assert len([one for one in seen if not one["sql"].startswith(CONTROL)]) == 4


def test_nobody_starts_a_run_for_an_opening_of_somebody_else(api: Any, stranger_id: UUID) -> None:
    body = {"opening_id": str(makers.opening(stranger_id).id), "document_id": str(uuid4())}
    answer = api.post(URL, body, HTTP_IDEMPOTENCY_KEY="k1")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert not Run.objects.exists()


def test_a_second_run_for_an_opening_is_refused(api: Any, user_id: UUID) -> None:
    body = {"opening_id": str(makers.opening(user_id).id), "document_id": str(uuid4())}
    codes = [api.post(URL, body).status_code for _ in range(2)]
    assert codes == [201, 409]
