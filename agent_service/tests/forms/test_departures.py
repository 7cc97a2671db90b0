"""What a page sends beside what was approved."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from makers import field, manifest

from agent_service.forms.departures import departure

FORM = "application/x-www-form-urlencoded"
APPROVED = manifest(
    field("name", "Nadia van den Berg"),
    field("mail", "nadia@example.org", kind="email"),
    field("phone", "+1 737 555 0182", kind="tel"),
    field("start", "15 January 2027"),
    field("why", "I like\nwaiting rooms.", kind="textarea"),
    field("news", None, kind="checkbox"),
    field("terms", True, kind="checkbox"),
)


def sent(**fields: str) -> str:
    return departure(APPROVED, "https://acme.example/", urlencode(fields).encode(), FORM)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "NADIA VAN DEN BERG", "mail": "nadia@example.org", "phone": "(737) 555-0182"},
        {"name": "van den Berg, Nadia", "start": "2027-01-15", "terms": "on", "token": "x9"},
        {"why": "I like\r\nwaiting rooms.", "news": "0", "name": ""},
        {"name": "person-8812"},  # an id of what was chosen
    ],
)
def test_the_same_in_a_forms_own_wording_agrees(fields: dict[str, str]) -> None:
    assert sent(**fields) == ""


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"name": "Somebody Else"}, "Name"),
        ({"mail": "mallory@example.org"}, "Mail"),
        ({"phone": "+1 737 555 0199"}, "Phone"),
        ({"why": "I like waiting rooms. Pay me nothing."}, "Why"),
        ({"news": "yes"}, "News"),
    ],
)
def test_another_answer_or_a_tick_nobody_gave_is_told(fields: dict[str, str], label: str) -> None:
    assert sent(**fields) == f"“{label}” is not as it was approved"


def test_parts_and_addresses_are_read_and_files_left_out() -> None:
    lines = [
        '--b\r\nContent-Disposition: form-data; name="cv"; filename="a.pdf"\r\n\r\nxyz',
        '--b\r\nContent-Disposition: form-data; name="news"\r\n\r\nyes',
        "--b--\r\n",
    ]
    parts = "\r\n".join(lines).encode()
    assert departure(APPROVED, "https://a.example/", parts, "multipart/form-data; boundary=b")
    assert departure(APPROVED, "https://a.example/?mail=mallory%40example.org", b"", "")
    assert not departure(APPROVED, "https://a.example/?q=1", b"", "")


def told(body: Any) -> str:
    return departure(APPROVED, "https://a.example/", json.dumps(body).encode(), "application/json")


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Nadia van den Berg", "mail": "nadia@example.org", "news": False, "terms": True},
        {"fullName": "Nadia van den Berg", "job": {"name": "Data Analyst"}},
        {"name": "Nadia van den Berg", "resume": {"name": "nadia.pdf", "size": 12}},
        {"answers": [{"path": "phone", "value": "737 555 0182"}, {"path": "news", "value": None}]},
        {"variables": {"form": [{"id": "start", "value": "2027-01-15"}]}},
        {"mail": "", "why": None, "name": ["Nadia", "van den Berg"]},
        {"why": ["I like", "waiting rooms."]},
        ["a", 1, None, True],
        {"utm": "x" * 9, "token": "name"},
    ],
)
def test_the_same_in_json_agrees_under_whatever_name(body: Any) -> None:
    assert told(body) == ""


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ({"name": "Somebody Else", "job": {"name": "Data Analyst"}}, "Name"),
        ({"applicant": {"mail": "mallory@example.org"}}, "Mail"),
        ({"answers": [{"fieldId": "phone", "value": "+1 737 555 0199"}]}, "Phone"),
        ({"answers": [{"key": "news", "value": True}]}, "News"),
        ({"NEWS": "yes", "other": {"news": False}}, "News"),
        ([{"name": "why", "answer": "Pay me nothing."}], "Why"),
    ],
)
def test_another_answer_in_json_is_told(body: Any, label: str) -> None:
    assert told(body) == f"“{label}” is not as it was approved"


def test_json_inside_a_field_of_a_form_is_read_too() -> None:
    assert sent(data='{"mail": "mallory@example.org"}', name="Nadia van den Berg")
    assert not sent(data='{"mail": "nadia@example.org"', name="Nadia van den Berg")


def test_a_body_that_is_too_deep_or_no_json_departs_in_nothing() -> None:
    assert departure(APPROVED, "https://a.example/", b"[" * 99_999, "application/json") == ""
    assert departure(APPROVED, "https://a.example/", b"{\xff", "text/plain") == ""
