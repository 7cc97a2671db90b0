"""Small files of every kind, made here."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient


def pdf(text: str = "Ada Lovelace") -> bytes:
    return f"%PDF-1.4\n% {text}\ntrailer\n%%EOF\n".encode()


def archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return buffer.getvalue()


def docx() -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})


def odt() -> bytes:
    mimetype = "application/vnd.oasis.opendocument.text"
    return archive(**{"mimetype": mimetype, "content.xml": "<office/>"})


def upload(
    api: APIClient,
    content: bytes = b"",
    name: str = "cv.pdf",
    kind: str = "resume",
    path: str = "documents",
    key: str = "",
) -> Any:
    """Send a file as a browser does; what it declares as its type is a lie."""
    file = SimpleUploadedFile(name, content, content_type="application/x-nothing")
    body, headers = {"file": file, "kind": kind}, {"Idempotency-Key": key} if key else {}
    return api.post(f"/api/v1/users/{path}/", body, format="multipart", headers=headers)
