"""What every API has: problems, keys, pages, few statements."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from common.outbox.models import OutboxEvent
from project.things.models import Thing

pytestmark = pytest.mark.django_db
URL = "/api/v1/ats/things/"


def statements(context: CaptureQueriesContext) -> list[str]:
    """Return the statements but for transaction control, which the test adds itself."""
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [q["sql"] for q in context.captured_queries if not q["sql"].startswith(control)]


def test_the_same_key_and_body_is_one_effect_and_one_answer(api: Any) -> None:
    answers = [api.post(URL, {"name": "a"}, HTTP_IDEMPOTENCY_KEY="k1") for _ in range(3)]
    assert [a.status_code for a in answers] == [201, 201, 201]
    assert len({a.content for a in answers}) == 1
    assert Thing.objects.count() == OutboxEvent.objects.count() == 1


def test_the_same_key_with_another_body_is_an_error(api: Any) -> None:
    api.post(URL, {"name": "a"}, HTTP_IDEMPOTENCY_KEY="k1")
    answer = api.post(URL, {"name": "b"}, HTTP_IDEMPOTENCY_KEY="k1")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert Thing.objects.count() == 1


def test_a_key_is_free_again_after_a_request_that_failed(api: Any) -> None:
    bad = api.post(URL, {}, HTTP_IDEMPOTENCY_KEY="k1")
    good = api.post(URL, {"name": "a"}, HTTP_IDEMPOTENCY_KEY="k1")
    assert (bad.status_code, good.status_code) == (400, 201)


def test_two_people_may_use_the_same_key(api: Any, client_of: Any, stranger_id: UUID) -> None:
    api.post(URL, {"name": "a"}, HTTP_IDEMPOTENCY_KEY="k1")
    assert client_of(stranger_id).post(URL, {"name": "b"}, HTTP_IDEMPOTENCY_KEY="k1").json()[
        "name"
    ] == ("b")


def test_a_post_with_key_and_event_costs_four_statements(api: Any) -> None:
    api.get(URL)
    with CaptureQueriesContext(connection) as context:
        api.post(URL, {"name": "a"}, HTTP_IDEMPOTENCY_KEY="k1")
    assert len(statements(context)) == 4


def test_a_list_costs_one_statement_and_no_count(api: Any, user_id: UUID) -> None:
    Thing.objects.bulk_create(Thing(user_id=user_id, name=str(i)) for i in range(30))
    api.get(URL)
    with CaptureQueriesContext(connection) as context:
        answer = api.get(URL)
    assert len(statements(context)) == 1
    assert [row["name"] for row in answer.json()["results"]] == [str(i) for i in range(29, 9, -1)]
    assert answer.json()["next"]


def test_a_stranger_sees_neither_list_nor_object(client_of: Any, user_id: UUID) -> None:
    thing = Thing.objects.create(user_id=user_id, name="mine")
    stranger = client_of(uuid4())
    assert stranger.get(URL).json()["results"] == []
    answer = stranger.get(f"{URL}{thing.id}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_errors_are_problems_with_pointers(api: Any) -> None:
    answer = api.post(URL, {"name": "x" * 101})
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (400, "invalid-input")
    assert [(e["pointer"], e["code"]) for e in body["errors"]] == [("/name", "max-length")]
    assert body["request_id"] == answer["X-Request-ID"]


def test_a_database_that_is_away_is_said_so_and_may_be_asked_again(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Thing.objects, "filter", _away)
    answer = api.get(URL)
    assert (answer.status_code, answer.json()["code"]) == (503, "database-away")
    assert answer["Retry-After"] == "1"


def _away(*_: Any, **__: Any) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_a_path_that_does_not_exist_is_a_problem(api: Any) -> None:
    assert api.get("/nowhere").json()["code"] == "no-such-path"


def test_a_foreign_host_is_a_problem_too(api: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = api.get("/nowhere", HTTP_HOST="evil.example")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "bad-request"


def test_the_request_id_of_the_gateway_is_kept_and_an_unsafe_one_replaced(api: Any) -> None:
    assert api.get(URL, HTTP_X_REQUEST_ID="abc-12345678")["X-Request-ID"] == "abc-12345678"
    assert "\n" not in api.get(URL, HTTP_X_REQUEST_ID="a b\n")["X-Request-ID"]


def test_too_many_writes_are_told_when_to_go_on(api: Any, settings: Any) -> None:
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"writes": "2/min"}
    codes = [api.post(URL, {"name": "a"}).status_code for _ in range(3)]
    assert codes == [201, 201, 429]


def test_health_tells_what_is_there(anonymous: Any) -> None:
    assert anonymous.get("/livez").json() == {"alive": True}
    assert anonymous.get("/readyz").json() == {"database": True, "cache": True}


def test_the_document_describes_every_error(anonymous: Any) -> None:
    document = anonymous.get("/api/v1/ats/schema/", HTTP_ACCEPT="application/json").json()
    post = document["paths"]["/api/v1/ats/things/"]["post"]
    assert {"400", "401", "409", "422", "429"} <= set(post["responses"])
    assert any(p["name"] == "Idempotency-Key" for p in post["parameters"])
