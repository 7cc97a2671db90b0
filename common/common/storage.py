"""Document bytes in the file system or in S3, behind four functions.

A blob is stored under a name of its own that holds its SHA-256, is never changed, and is checked
each time it is read. Which storage it is says ``STORAGES["documents"]``, which settings make
from STORAGE_URL with :func:`documents`.
"""

import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from common.crashpoint import crashpoint
from common.errors import ServiceError

_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f-]{36}-(?P<sha256>[0-9a-f]{64})")
#: Longest key; model fields that hold one need at least this.
KEY_LENGTH = 104
#: Seconds after which a half-written file belongs to a process that is gone.
_STALE = 3600
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_S3_OPTIONS = ("endpoint_url", "region_name", "addressing_style")


class DocumentMissing(ServiceError):
    """The bytes are no longer where they were stored."""

    status, code, title = 410, "document-missing", "The file is no longer stored"


class DocumentCorrupt(ServiceError):
    """The stored bytes are not those that were put."""

    status, code, title = 410, "document-corrupt", "The stored file is damaged"


class HashMismatch(ServiceError):
    """The bytes are not those that were announced."""

    status, code, title = 422, "hash-mismatch", "The file arrived damaged"


class StorageFull(ServiceError):
    """There is no room for the bytes; nothing of them is kept."""

    status, code, title, permanent = 507, "storage-full", "There is no room for the file", False


class StorageUnavailable(ServiceError):
    """The storage cannot be used at the moment."""

    status, code, title = 503, "storage-unavailable", "The file storage cannot be reached"
    permanent = False


@dataclass(frozen=True)
class Blob:
    """Where bytes are stored and what they are."""

    key: str
    sha256: str  # lower-case hex
    size: int  # bytes


def put(data: bytes, *, sha256: str | None = None) -> Blob:
    """Store bytes for good and return where; once it returns, no power cut loses them.

    Args:
        data: the whole document.
        sha256: what the sender says the hash is, in hex.

    Raises:
        HashMismatch: ``sha256`` is not the hash of the bytes; nothing is stored.
        StorageFull: there is no room; nothing is stored.
        StorageUnavailable: the storage does not answer.
    """
    found = hashlib.sha256(data).hexdigest()
    if sha256 is not None and sha256.lower() != found:
        raise HashMismatch("Send the file again: what arrived is not what was announced.")
    name = str(uuid4())
    key = f"{name[:2]}/{name}-{found}"
    with _explained():
        stored = _storage().save(key, ContentFile(data))
    if stored != key:
        raise StorageUnavailable(f"The storage renamed {key}; set it to keep names.")
    return Blob(key, found, len(data))


def get(key: str) -> bytes:
    """Return the bytes that were put.

    Raises:
        DocumentMissing: there are none under this key.
        DocumentCorrupt: they have changed since.
        StorageUnavailable: the storage does not answer.
    """
    expected = _KEY.fullmatch(key)
    if expected is None:
        raise DocumentMissing("Upload the file again.")
    with _explained(), _storage().open(key) as file:
        data: bytes = file.read()
    if hashlib.sha256(data).hexdigest() != expected["sha256"]:
        raise DocumentCorrupt("Upload the file again, or restore the storage from a backup.")
    return data


def exists(key: str) -> bool:
    """Return whether something is stored under a key; its content is not looked at."""
    if _KEY.fullmatch(key) is None:
        return False
    with _explained():
        return _storage().exists(key)


def stored(prefix: str, *, before: datetime) -> list[str]:
    """Return the keys of a prefix (two hex digits) whose bytes were put before a moment."""
    with _explained():
        try:
            names = _storage().listdir(prefix)[1]
        except FileNotFoundError:
            return []
        keys = [f"{prefix}/{name}" for name in names]
        return [key for key in keys if _KEY.fullmatch(key) and _put_before(key, before)]


def _put_before(key: str, moment: datetime) -> bool:
    try:
        return _storage().get_modified_time(key) < moment
    except FileNotFoundError:  # removed since it was listed
        return False


def delete(key: str) -> None:
    """Remove the bytes under a key; it is no error when there are none."""
    if _KEY.fullmatch(key) is not None:
        with _explained():
            _storage().delete(key)


def documents(url: str) -> dict[str, Any]:
    """Return the entry of ``STORAGES["documents"]`` for a STORAGE_URL.

    Args:
        url: ``file:///dir``, or ``s3://bucket/prefix`` with ``?endpoint_url=``,
            ``region_name=`` or ``addressing_style=`` as needed; S3 credentials come from the
            ``AWS_…`` variables.

    Raises:
        ValueError: it is neither.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        backend = f"{__name__}.{DurableFiles.__name__}"
        return {"BACKEND": backend, "OPTIONS": {"location": unquote(parts.path)}}
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    if parts.scheme != "s3" or not parts.hostname or set(options) - set(_S3_OPTIONS):
        raise ValueError("STORAGE_URL must be file:///dir or s3://bucket/prefix")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.hostname,
            "location": unquote(parts.path).strip("/"),
            "default_acl": None,
            "file_overwrite": True,  # names are unique; asking first would cost a round trip
            **options,
        },
    }


class DurableFiles(FileSystemStorage):
    """Files that are there whole, or not at all, whatever crashes."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        """Write beside, sync, rename, sync the directory."""
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=self._partials)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            crashpoint("storage:before_rename")
            Path(partial).rename(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
        for directory in (path.parent, path.parent.parent):
            _sync(directory)
        return name

    @cached_property
    def _partials(self) -> Path:
        """Return where files are while they are written, swept of those of dead processes."""
        directory = Path(self.location) / ".partial"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left_over in directory.iterdir():
            if left_over.stat().st_mtime < time.time() - _STALE:
                left_over.unlink(missing_ok=True)
        return directory


def _sync(directory: Path) -> None:
    """Make a new name in a directory survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _storage() -> Storage:
    return storages["documents"]


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what file systems and S3 raise into errors that say how to go on."""
    try:
        yield
    except FileNotFoundError:
        raise DocumentMissing("Upload the file again.") from None
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull("Free some space on the disk of the server, then retry.") from error
        raise StorageUnavailable("Try again in a minute.") from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("botocore", "boto3", "s3transfer"):
            raise
        raise StorageUnavailable("Try again in a minute.") from error
