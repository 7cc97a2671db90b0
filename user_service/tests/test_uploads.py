import pytest
from conftest import BASE
from django.conf import settings
from files import archive, docx, odt, pdf, upload
from rest_framework.test import APIClient

from common.outbox.models import OutboxEvent
from user_service.documents import sniff
from user_service.documents.models import Document

pytestmark = pytest.mark.django_db


GOOD = [
    (pdf(), "cv.pdf", sniff.PDF),
    (b"junk before\n" + pdf(), "cv.pdf", sniff.PDF),
    (docx(), "cv.docx", sniff.DOCX),
    (odt(), "cv.odt", sniff.ODT),
    (b"<!DOCTYPE html><title>Ada</title>", "cv.html", sniff.HTML),
    (b"\xef\xbb\xbf<html><body>Ada</body></html>", "cv.htm", sniff.HTML),
    (b'{"basics": {"name": "Ada"}}', "resume.json", sniff.JSON),
    (b"# Ada\n\nAnalyst", "cv.md", sniff.MARKDOWN),
    ("Ada Lovelace, Analytikerin für Maschinen".encode(), "cv.txt", sniff.TEXT),
    ("Ada für immer".encode("latin-1"), "cv.txt", sniff.TEXT),
    (archive(**{"Export/Profile.csv": "First Name,Last Name"}), "export.zip", sniff.ZIP),
    ("Ada".encode("utf-16"), "cv.txt", sniff.TEXT),
]


@pytest.mark.parametrize(("content", "name", "media_type"), GOOD)
def test_a_file_is_what_its_bytes_say(
    api: APIClient, content: bytes, name: str, media_type: str
) -> None:
    answer = upload(api, content, "lies.exe" if media_type != sniff.MARKDOWN else name)
    assert (answer.status_code, answer.json()["media_type"]) == (201, media_type)


BAD = [
    (b"", "document-empty", 422),
    (b"MZ\x90\x00\x03\x00\x00\x00", "document-unsupported", 415),
    (b"\x7fELF\x02\x01\x01\x00", "document-unsupported", 415),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "document-unsupported", 415),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "document-unsupported", 415),
    (b"{\\rtf1 Ada}", "document-unsupported", 415),
    (b"PK\x03\x04 and nothing else", "document-unsupported", 415),
    (archive(**{"run.sh": "rm"}), "document-unsupported", 415),
    (archive(mimetype="application/zip"), "document-unsupported", 415),
    (b"\x01\x02\x03" * 100, "document-unsupported", 415),
]


@pytest.mark.parametrize(("content", "code", "status"), BAD)
def test_a_file_that_cannot_be_read_is_refused_whatever_it_is_called(
    api: APIClient, content: bytes, code: str, status: int
) -> None:
    answer = upload(api, content, "resume.pdf")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Document.objects.exists()
    assert not OutboxEvent.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\x.pdf", "a\r\nSet-Cookie: x.pdf", "con.pdf", ".", '"'],
)
def test_a_hostile_name_reaches_neither_disk_nor_headers(api: APIClient, name: str) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nresume\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="'
        + name.replace("\r\n", "%0d%0a").replace('"', "%22").encode()
        + b'"\r\n\r\n'
        + pdf()
        + b"\r\n--b--\r\n"
    )
    answer = api.post(f"{BASE}/documents/", body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code in (201, 400), answer.content
    for document in Document.objects.all():
        assert not set(document.name) & set('/\\\r\n"')
        served = api.get(f"{BASE}/documents/{document.id}/content/")
        assert "Set-Cookie" not in served.headers
        assert document.name not in document.storage_key


def test_a_file_over_ten_megabytes_is_refused_before_it_is_read(api: APIClient) -> None:
    answer = upload(api, b"%PDF-" + b"x" * settings.DOCUMENT_MAX_BYTES)
    assert (answer.status_code, answer.json()["code"]) == (413, "document-too-large")
    body = b"no parts" * (settings.DOCUMENT_MAX_BYTES // 4)
    huge = api.post(f"{BASE}/documents/", body, content_type="multipart/form-data; boundary=b")
    assert (huge.status_code, huge.json()["code"]) == (413, "document-too-large")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"no parts", "multipart/form-data; boundary=b", 400),
        (b"no parts", "multipart/form-data", 400),
        (b"--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nresume\r\n--b--",
         "multipart/form-data; boundary=b", 400),
        (b"--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx\r\n" * 1500 + b"--b--",
         "multipart/form-data; boundary=b", 400),
    ],
)  # fmt: skip
def test_a_body_that_holds_no_file_is_a_problem_not_a_failure(
    api: APIClient, body: bytes, content_type: str, status: int
) -> None:
    answer = api.post(f"{BASE}/documents/", body, content_type=content_type)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
