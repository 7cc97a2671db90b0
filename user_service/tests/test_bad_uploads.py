"""Every file of the corpus of hostile files, through the API."""

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import BASE
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

CORPUS = os.environ.get("CORPUS_DIR")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS, reason="set CORPUS_DIR to the directory of the corpus"),
]


def files() -> list[Path]:
    return sorted((Path(CORPUS or "") / "bad" / "dev").iterdir())


@pytest.fixture(autouse=True)
def _no_limits(settings: Any) -> None:
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "writes": "99999/min"}


def test_no_hostile_file_makes_an_upload_fail(api: APIClient) -> None:
    failed = []
    for path in files():
        file = SimpleUploadedFile(path.name, path.read_bytes())
        body = {"file": file, "kind": "resume"}
        answer = api.post(f"{BASE}/documents/", body, format="multipart")
        if answer.status_code >= 500 or (answer.status_code >= 400 and not answer.json()["code"]):
            failed.append((path.name, answer.status_code))
    assert failed == []


def test_no_hostile_file_makes_a_profile_fail(api: APIClient) -> None:
    failed = []
    for path in (path for path in files() if path.suffix == ".json"):
        content = path.read_bytes()
        for body in (content, b'{"resume": ' + content + b', "version": 0}'):
            answer = api.put(f"{BASE}/profile/", body, content_type="application/json")
            if answer.status_code >= 500:
                failed.append((path.name, answer.status_code))
    assert failed == []


def test_impossible_dates_and_smuggled_fields_are_refused(api: APIClient) -> None:
    for name in ("bad-dates.json", "mass-assignment.json"):
        content = (Path(CORPUS or "") / "bad" / "dev" / name).read_bytes()
        body = b'{"resume": ' + content + b"}"
        answer = api.put(f"{BASE}/profile/", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, "resume-invalid")
    assert api.get(f"{BASE}/profile/").json()["version"] == 0
