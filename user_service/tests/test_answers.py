from typing import Any
from uuid import uuid4

import pytest
from conftest import BASE
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from user_service.profiles.models import Answer, Profile

pytestmark = pytest.mark.django_db
MAY_WORK = {"kind": "legal_authorisation", "country": "DE", "value": True}


def add(api: APIClient, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return api.post(f"{BASE}/answers/", body, headers=headers)


def internal(service_api: Any, path: str = "profile/") -> Any:
    return service_api("agent_service").get(f"/internal/{path}").json()


GOOD: list[tuple[dict[str, Any], str]] = [
    (MAY_WORK, "Yes"),
    ({"kind": "sponsorship", "country": "US", "value": False}, "No"),
    ({"kind": "salary", "value": {"amount": 65000, "currency": "EUR", "period": "year"}}, "65000"),
    ({"kind": "notice_period", "value": {"amount": 3, "unit": "month"}}, "3 months"),
    ({"kind": "start_date", "value": "2027-01-15"}, "2027-01-15"),
    ({"kind": "start_date", "value": "immediately"}, "immediately"),
    ({"kind": "demographic", "value": {"category": "gender", "answer": None}}, "decline"),
    ({"kind": "demographic", "value": {"category": "pronouns", "answer": "she"}}, "she"),
    ({"kind": "consent", "value": {"purpose": "privacy", "given": True}}, "Yes"),
    ({"kind": "relocation", "value": False}, "No"),
    ({"kind": "driving_licence", "value": ["B", "C1"]}, "B, C1"),
    ({"kind": "referral", "value": "A friend"}, "A friend"),
    ({"kind": "work_mode", "value": "hybrid"}, "hybrid"),
    ({"kind": "years_experience", "value": {"subject": "SQL", "years": 4.5}}, "4.5"),
    ({"kind": "security_clearance", "country": "GB", "value": "SC"}, "SC"),
    ({"kind": "of_age", "value": True}, "Yes"),
    ({"kind": "free_text", "question": "Why us?", "value": "Because."}, "Because."),
    ({"kind": "other", "question": "Shoe size?", "value": 42}, "42"),
    ({"kind": "other", "question": "Colours?", "value": ["red", "blue"]}, "red, blue"),
]


@pytest.mark.parametrize(("body", "text"), GOOD)
def test_an_answer_is_kept_word_for_word_and_reads_well_on_a_form(
    api: APIClient, service_api: Any, body: dict[str, Any], text: str
) -> None:
    created = add(api, body)
    assert (created.status_code, created.json()["value"]) == (201, body["value"])
    said = internal(service_api)["answers"]
    assert said == [
        {
            "id": created.json()["id"],
            "kind": body["kind"],
            "question": body.get("question", ""),
            "country": body.get("country"),
            "value": body["value"],
            "text": text,
        }
    ]


BAD: list[tuple[dict[str, Any], str]] = [
    ({"kind": "mood", "value": True}, "/kind"),
    ({"kind": "legal_authorisation", "value": True}, "/country"),
    ({"kind": "legal_authorisation", "country": "Germany", "value": True}, "/country"),
    ({"kind": "legal_authorisation", "country": "DE", "value": "yes"}, "/value"),
    ({"kind": "sponsorship", "country": "DE", "value": None}, "/value"),
    ({"kind": "salary", "value": {"amount": -5, "currency": "EUR"}}, "/value/amount"),
    ({"kind": "salary", "value": {"amount": 5, "currency": "euros"}}, "/value/currency"),
    ({"kind": "salary", "value": 65000}, "/value"),
    ({"kind": "salary", "value": {"amount": 1, "currency": "EUR", "x": 1}}, "/value/x"),
    ({"kind": "notice_period", "value": {"amount": 1, "unit": "moon"}}, "/value/unit"),
    ({"kind": "start_date", "value": "2027-02-30"}, "/value"),
    ({"kind": "demographic", "value": {"category": "shoe", "answer": "x"}}, "/value/category"),
    ({"kind": "consent", "value": {"purpose": "privacy", "given": "true"}}, "/value/given"),
    ({"kind": "free_text", "value": "no question"}, "/question"),
    ({"kind": "free_text", "question": "Why?", "value": ""}, "/value"),
    ({"kind": "other", "question": "Why?", "value": {"a": {"b": 1}}}, "/value"),
]


@pytest.mark.parametrize(("body", "pointer"), BAD)
def test_an_answer_of_the_wrong_shape_points_at_what_is_wrong(
    api: APIClient, body: dict[str, Any], pointer: str
) -> None:
    answer = add(api, body)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not Answer.objects.exists()


def test_creating_costs_three_statements_idempotency_included(api: APIClient) -> None:
    add(api, {"kind": "of_age", "value": True})
    with CaptureQueriesContext(connection) as captured:
        created = add(api, MAY_WORK, key=str(uuid4()))
    statements = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert created.status_code == 201
    assert len(statements) == 3, statements
    assert not [q for q in captured if "SAVEPOINT" in q["sql"]][2:], "only the test's own"


def test_the_same_request_twice_is_one_answer(api: APIClient) -> None:
    key = str(uuid4())
    first = add(api, MAY_WORK, key=key)
    again = add(api, MAY_WORK, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (Answer.objects.count(), Profile.objects.get().version) == (1, 1)


def test_a_question_has_one_answer_whatever_its_blanks_and_case(api: APIClient) -> None:
    add(api, {"kind": "free_text", "question": "Why us?", "value": "a"})
    twice = add(api, {"kind": "free_text", "question": " WHY   us? ", "value": "b"})
    assert (twice.status_code, twice.json()["code"]) == (409, "answer-exists")
    assert Profile.objects.get().version == 1
    other_country = add(api, MAY_WORK), add(api, MAY_WORK | {"country": "FR"})
    assert [answer.status_code for answer in other_country] == [201, 201]


def test_a_changed_answer_keeps_its_id_and_older_versions_keep_the_old_words(
    api: APIClient, service_api: Any
) -> None:
    created = add(api, {"kind": "relocation", "value": True}).json()
    url = f"{BASE}/answers/{created['id']}/"
    changed = api.put(url, {"kind": "relocation", "value": False})
    assert (changed.status_code, changed.json()["id"]) == (200, created["id"])
    assert api.get(url).json()["value"] is False
    assert [a["value"] for a in api.get(f"{BASE}/answers/").json()["results"]] == [False]
    assert internal(service_api, "profile/1/")["answers"][0]["value"] is True
    assert internal(service_api, "profile/2/")["answers"][0]["value"] is False


def test_an_answer_cannot_become_another_one(api: APIClient) -> None:
    add(api, MAY_WORK)
    french = add(api, MAY_WORK | {"country": "FR"}).json()
    clash = api.put(f"{BASE}/answers/{french['id']}/", MAY_WORK)
    assert (clash.status_code, clash.json()["code"]) == (409, "answer-exists")


def test_a_removed_answer_is_used_no_more_in_any_version(api: APIClient, service_api: Any) -> None:
    created = add(api, MAY_WORK).json()
    url = f"{BASE}/answers/{created['id']}/"
    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404
    assert internal(service_api)["answers"] == internal(service_api, "profile/1/")["answers"] == []
    assert not Answer.objects.exists()


def test_the_list_can_be_narrowed_and_pages(api: APIClient) -> None:
    for country in ("DE", "FR", "GB"):
        add(api, MAY_WORK | {"country": country})
    add(api, {"kind": "relocation", "value": True})
    narrowed = api.get(f"{BASE}/answers/?kind=relocation").json()["results"]
    assert [answer["kind"] for answer in narrowed] == ["relocation"]
    page = api.get(f"{BASE}/answers/?page_size=3").json()
    rest = api.get(page["next"]).json()["results"]
    assert (len(page["results"]), [answer["country"] for answer in rest]) == (3, ["DE"])
