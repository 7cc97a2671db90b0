import threading
from typing import Any

import pytest
from conftest import BASE
from django.db import connection
from rest_framework.test import APIClient

from user_service.profiles.models import Profile, ProfileVersion

pytestmark = pytest.mark.django_db
ADA: dict[str, Any] = {
    "basics": {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "url": "https://ada.example",
        "location": {"city": "London", "countryCode": "GB"},
        "profiles": [{"network": "GitHub", "url": "https://github.example/ada"}],
    },
    "work": [
        {"name": "Engine Ltd", "position": "Analyst", "startDate": "1842-01", "endDate": "1843"}
    ],
    "skills": [{"name": "Mathematics", "keywords": ["Bernoulli numbers"]}],
}


def put(api: APIClient, resume: Any, etag: str = "", **body: Any) -> Any:
    headers = {"If-Match": etag} if etag else {}
    return api.put(f"{BASE}/profile/", {"resume": resume, **body}, headers=headers)


def test_a_new_person_has_an_empty_profile_at_version_0(api: APIClient) -> None:
    answer = api.get(f"{BASE}/profile/")
    assert answer.json() == {"version": 0, "resume": {}, "updated_at": None}
    assert answer.headers["ETag"] == '"0"'
    assert not Profile.objects.exists()


def test_each_change_is_a_version(api: APIClient) -> None:
    first = put(api, ADA)
    assert (first.status_code, first.headers["ETag"]) == (200, '"1"')
    second = put(api, ADA | {"skills": []}, '"1"')
    assert (second.json()["version"], second.json()["resume"]["skills"]) == (2, [])
    assert api.get(f"{BASE}/profile/versions/1/").json()["resume"] == ADA
    listed = api.get(f"{BASE}/profile/versions/").json()["results"]
    assert [(v["version"], v["part"], v["author"]) for v in listed] == [
        (2, "resume", "person"), (1, "resume", "person"),
    ]  # fmt: skip


def test_storing_the_same_again_is_no_change(api: APIClient) -> None:
    put(api, ADA)
    assert put(api, ADA, '"1"').json()["version"] == 1
    assert ProfileVersion.objects.count() == 1


@pytest.mark.parametrize(("how", "status"), [("etag", 412), ("body", 409)])
def test_a_change_made_from_an_older_version_is_refused_and_nothing_is_lost(
    api: APIClient, how: str, status: int
) -> None:
    put(api, ADA)
    put(api, ADA | {"skills": []}, '"1"')
    late = ADA | {"work": []}
    answer = put(api, late, '"1"') if how == "etag" else put(api, late, version=1)
    assert (answer.status_code, answer.json()["code"]) == (status, "profile-changed")
    assert answer.json()["version"] == 2
    assert api.get(f"{BASE}/profile/").json()["resume"] == ADA | {"skills": []}


def test_a_change_that_names_no_version_is_refused_where_something_could_be_lost(
    api: APIClient,
) -> None:
    put(api, ADA)
    answer = put(api, {})
    assert (answer.status_code, answer.json()["code"]) == (428, "version-required")
    assert api.get(f"{BASE}/profile/").json()["resume"] == ADA


def test_a_new_answer_is_no_conflict_with_a_change_of_the_resume(api: APIClient) -> None:
    put(api, ADA)
    api.post(f"{BASE}/answers/", {"kind": "relocation", "value": True})
    assert put(api, ADA | {"work": []}, '"1"').json()["version"] == 3


def test_a_version_from_the_future_is_refused(api: APIClient) -> None:
    put(api, ADA)
    assert put(api, {}, '"7"').status_code == 412
    assert api.get(f"{BASE}/profile/versions/7/").status_code == 404


@pytest.mark.parametrize("etag", ["abc", '"1", "2"', '"-1"', '"9999999999999"', "*"])
def test_an_if_match_that_names_no_version_is_refused(api: APIClient, etag: str) -> None:
    assert put(api, ADA, etag).json()["code"] == "etag-malformed"


@pytest.mark.parametrize(
    ("resume", "pointer", "code"),
    [
        ({"owner": "x"}, "/", "resume-additionalproperties"),
        ({"basics": {"name": 7}}, "/basics/name", "resume-type"),
        ({"basics": {"email": "none"}}, "/basics/email", "resume-format"),
        ({"basics": {"url": "javascript:alert(1)"}}, "/basics/url", "resume-format"),
        ({"work": [{"startDate": "2020-13-45"}]}, "/work/0/startDate", "resume-pattern"),
        ({"work": {"name": "no list"}}, "/work", "resume-type"),
        ({"work": [{"summary": "x" * 10_001}]}, "/work/0/summary", "resume-maxlength"),
        ({"skills": [{}] * 201}, "/skills", "resume-maxitems"),
    ],
)
def test_a_resume_that_is_none_points_at_the_field(
    api: APIClient, resume: Any, pointer: str, code: str
) -> None:
    answer = put(api, resume)
    assert (answer.status_code, answer.json()["code"]) == (422, "resume-invalid")
    errors = answer.json()["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == [(pointer, code)]
    assert not ProfileVersion.objects.exists()


def test_an_error_never_repeats_what_was_sent(api: APIClient) -> None:
    answer = put(api, {"basics": {"email": "my secret word"}})
    assert b"my secret word" not in answer.content


@pytest.mark.parametrize("resume", [[], "text", 7, None])
def test_a_resume_that_is_no_object_is_refused(api: APIClient, resume: Any) -> None:
    assert put(api, resume).status_code == 400


def test_control_characters_are_left_out(api: APIClient) -> None:
    put(api, {"basics": {"name": "Ada\x07 Lovelace\x1b"}})
    assert api.get(f"{BASE}/profile/").json()["resume"]["basics"]["name"] == "Ada Lovelace"


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_wins_and_the_other_is_told(
    client_of: Any, user_id: Any
) -> None:
    put(client_of(user_id), ADA)
    codes, start = [], threading.Barrier(2)

    def change(skill: str) -> None:
        client = client_of(user_id)
        start.wait(timeout=10)
        codes.append(put(client, ADA | {"skills": [{"name": skill}]}, '"1"').status_code)
        connection.close()

    threads = [threading.Thread(target=change, args=(skill,)) for skill in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(codes) == [200, 412]
    assert Profile.objects.get().version == 2


LOOKING_FOR: dict[str, Any] = {
    "titles": ["Analyst"],
    "places": ["London"],
    "remote": "hybrid",
    "salary_floor": 60_000,
    "salary_currency": "GBP",
    "salary_period": "year",
    "countries": [{"country": "GB", "right_to_work": True, "needs_sponsorship": False}],
    "employers_never": ["Evil Corp"],
    "languages": ["en"],
}


def test_preferences_are_versioned_beside_the_resume(api: APIClient) -> None:
    empty = api.get(f"{BASE}/preferences/").json()["preferences"]
    assert (set(empty), empty["remote"], empty["titles"]) == (set(LOOKING_FOR), "any", [])
    put(api, ADA)
    answer = api.put(f"{BASE}/preferences/", {"preferences": LOOKING_FOR, "version": 1})
    assert (answer.json()["version"], answer.json()["preferences"]) == (2, LOOKING_FOR)
    assert api.get(f"{BASE}/profile/").json()["resume"] == ADA
    late = api.put(f"{BASE}/preferences/", {"preferences": {}, "version": 1})
    assert late.json()["code"] == "profile-changed"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"remote": "sometimes"}, "/preferences/remote"),
        ({"salary_floor": 1000}, "/preferences/salary_currency"),
        ({"salary_floor": -1, "salary_currency": "EUR"}, "/preferences/salary_floor"),
        ({"countries": [{"country": "de", "right_to_work": True}]},
         "/preferences/countries/0/country"),
        ({"countries": [{"country": "DE", "right_to_work": True}] * 2}, "/preferences/countries"),
        ({"employers_never": ["x"] * 1001}, "/preferences/employers_never"),
        ({"titles": "Analyst"}, "/preferences/titles"),
    ],
)  # fmt: skip
def test_bad_preferences_point_at_the_field(
    api: APIClient, fields: dict[str, Any], pointer: str
) -> None:
    answer = api.put(f"{BASE}/preferences/", {"preferences": fields})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
