"""The document check over REST: findings for where the document goes, and the machine's text."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from ats_rows import BASE, RESUME, UserService, posting, read, upload

from ats_service.engine import sandbox
from common import internal

pytestmark = pytest.mark.django_db


@pytest.fixture
def user_service(monkeypatch: pytest.MonkeyPatch) -> UserService:
    peer = UserService()
    monkeypatch.setattr(internal, "call", peer.call)
    return peer


@pytest.fixture(scope="module", autouse=True)
def _sandbox() -> Iterator[None]:
    yield
    sandbox.close()


def test_the_check_shows_findings_and_the_machines_text(
    user_service: UserService, api: Any, user_id: UUID
) -> None:
    data = RESUME.replace("ada.marlow@example.org | ", "").encode()
    user_service.content = data
    row = read(upload(user_id, data))
    found = api.get(f"{BASE}/parses/{row.id}/check/").json()
    assert (found["id"], found["state"]) == (str(row.id), "done")
    assert "ten thousand payments" in found["text"]
    assert found["findings"]
    wanted = {"rule", "severity", "message", "seen", "advice", "page", "box"}
    assert all(wanted <= set(finding) for finding in found["findings"])


def test_the_check_knows_the_name_of_the_file(
    user_service: UserService, api: Any, user_id: UUID
) -> None:
    user_service.name = "document1.txt"
    row = read(upload(user_id))
    found = api.get(f"{BASE}/parses/{row.id}/check/").json()["findings"]
    assert [one["seen"] for one in found if one["rule"] == "file-name"] == ["document1.txt"]


def test_personal_data_is_judged_by_where_the_document_goes(
    user_service: UserService, api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    data = RESUME.replace("EXPERIENCE", "Date of birth: 1 February 1990\n\nEXPERIENCE").encode()
    user_service.content = data
    row = read(upload(user_id, data))
    at_home = posting(user_id)  # in Germany

    def severities(query: str) -> list[str]:
        found = api.get(f"{BASE}/parses/{row.id}/check/{query}").json()["findings"]
        return [one["severity"] for one in found if one["rule"] == "personal-data"]

    assert severities("") == ["notice"]
    assert severities("?country=us") == ["warning"]
    assert severities(f"?posting={at_home.id}") == ["notice"]
    assert severities(f"?posting={at_home.id}&country=GB") == ["warning"]
    for query, status in (("?country=USA", 400), (f"?posting={posting(stranger_id).id}", 404)):
        assert api.get(f"{BASE}/parses/{row.id}/check/{query}").status_code == status


def test_an_export_of_linkedin_is_read_like_any_upload(
    user_service: UserService, api: Any, user_id: UUID
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as tables:
        tables.writestr("Profile.csv", "First Name,Last Name\nAda,Marlow\n")
        tables.writestr("Positions.csv", "Company Name,Title,Started On\nAcme,Cook,May 2020\n")
    user_service.content, user_service.name = file.getvalue(), "Basic_LinkedInDataExport.zip"
    row = read(upload(user_id, file.getvalue()))
    assert (row.state, row.kind, row.findings) == ("done", "linkedin", [])
    found = api.get(f"{BASE}/parses/{row.id}/").json()["resume"]
    assert found["work"] == [{"name": "Acme", "position": "Cook", "startDate": "2020-05"}]
    (span,) = found["meta"]["evidence"]["/work/0/name"]["spans"]
    assert (span["part"], span["line"], span["text"]) == ("Positions.csv", 2, "Acme")


def test_a_scan_is_left_unread_where_the_operator_says_so(
    user_service: UserService, settings: Any, user_id: UUID
) -> None:
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1 >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 5 0 R /Resources "
        b"<< /XObject << /I 4 0 R >> >> >>",
        picture + b"stream\n0\nendstream",
        b"<< /Length 22 >>stream\nq 99 0 0 99 0 0 cm /I Do\nendstream",
    ]
    parts = [b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, 1)]
    data = b"%PDF-1.7\n" + b"".join(parts) + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF"
    settings.ATS_OCR = False
    user_service.content, user_service.name = data, "scan.pdf"
    row = read(upload(user_id, data))
    assert (row.state, row.code) == ("failed", "needs-ocr")
    assert "no text layer" in row.reason
    assert "apt-get" not in row.reason
