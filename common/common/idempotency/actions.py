"""Begin, finish and forget keyed requests."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from uuid_utils.compat import uuid7

from common.errors import ServiceError
from common.idempotency.models import KeyedRequest
from common.views import OrjsonRenderer

HEADER = "Idempotency-Key"
_MAX_LENGTH = 255


class KeyReused(ServiceError):
    """The key was used for another request."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "idempotency-key-reused"
    title: ClassVar[str] = "This Idempotency-Key belongs to another request"


class KeyUnusable(ServiceError):
    """The key is too long or holds unprintable characters."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "idempotency-key-unusable"
    title: ClassVar[str] = "This Idempotency-Key cannot be used"


def idempotent(method: Callable[..., Response]) -> Callable[..., Response]:
    """Make a view's POST method one effect per key; the answer is stored with the effect.

    The method runs in one transaction with its record. A method that raises leaves no record, so
    that a corrected request may use its key again.
    """

    @wraps(method)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER, "")
        with transaction.atomic():
            if not (key and request.user):
                return method(view, request, *args, **kwargs)
            record_id, stored = _begin(request, _usable(key), at=timezone.now())
            if stored is not None:
                return stored
            response = method(view, request, *args, **kwargs)
            _finish(record_id, response)
            return response

    once.idempotent = True  # type: ignore[attr-defined]  # read by the OpenAPI schema
    return once


def _usable(key: str) -> str:
    if len(key) > _MAX_LENGTH or not key.isprintable():
        raise KeyUnusable(f"Use at most {_MAX_LENGTH} printable characters, such as a UUID.")
    return key


def _fingerprint(request: Request) -> str:
    """Return the hash of what is asked: method, path and body."""
    digest = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    data = request.data
    for name in sorted(data) if hasattr(data, "keys") else ():
        values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
        digest.update(json.dumps(name).encode())
        for value in values:
            digest.update(_bytes_of(value))
    if isinstance(data, list):
        digest.update(_bytes_of(data))
    return digest.hexdigest()


def _bytes_of(value: Any) -> bytes:
    if isinstance(value, UploadedFile):
        content = b"".join(value.chunks())
        value.seek(0)
        return content
    return json.dumps(value, sort_keys=True, default=str).encode()


def _begin(request: Request, key: str, *, at: datetime) -> tuple[UUID, Response | None]:
    """Insert the record, or return the answer of the one that is there.

    A twin in flight holds the row: this call waits for its commit and then sees its answer.
    """
    fingerprint, user_id, new_id = _fingerprint(request), request.user.id, uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO idempotency_keyedrequest (id, user_id, key, fingerprint, created_at) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (user_id, key) DO NOTHING",
            [new_id, user_id, key, fingerprint, at],
        )
        if cursor.rowcount:
            return new_id, None
    found = KeyedRequest.objects.get(user_id=user_id, key=key)
    if found.fingerprint != fingerprint:
        raise KeyReused("Use a new key for a new request, or send the first body again.")
    return found.id, Response(found.body, status=found.status, headers={"Idempotent-Replay": "1"})


def _finish(record_id: UUID, response: Response) -> None:
    body = orjson.loads(OrjsonRenderer().render(response.data) or b"null")
    KeyedRequest.objects.filter(id=record_id).update(status=response.status_code, body=body)


def forget(*, before: datetime) -> int:
    """Delete records from before the moment; return how many."""
    return KeyedRequest.objects.filter(created_at__lt=before).delete()[0]
