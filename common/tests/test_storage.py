import hashlib
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import StorageHandler

from common import storage

DATA = b"%PDF-1.7 a document"
SHA256 = hashlib.sha256(DATA).hexdigest()


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry: Any = {"documents": storage.documents(url)}
    monkeypatch.setattr(storage, "storages", StorageHandler(entry))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use(f"file://{tmp_path}/files%20here", monkeypatch)
    return tmp_path / "files here"


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_come_back_as_they_were_put(folder: Path) -> None:
    blob = storage.put(DATA, sha256=SHA256.upper())
    assert (blob.sha256, blob.size, len(blob.key)) == (SHA256, len(DATA), storage.KEY_LENGTH)
    assert storage.get(blob.key) == DATA
    assert storage.exists(blob.key)
    assert [path.stat().st_mode & 0o777 for path in stored(folder)] == [0o600]


def test_the_same_bytes_twice_are_two_blobs(folder: Path) -> None:
    first, second = storage.put(DATA), storage.put(DATA)
    storage.delete(first.key)
    assert (storage.exists(first.key), storage.get(second.key)) == (False, DATA)


def test_deleting_twice_is_no_error(folder: Path) -> None:
    key = storage.put(DATA).key
    storage.delete(key)
    storage.delete(key)
    with pytest.raises(storage.DocumentMissing):
        storage.get(key)


def test_a_wrong_hash_stores_nothing(folder: Path) -> None:
    with pytest.raises(storage.HashMismatch):
        storage.put(DATA, sha256="0" * 64)
    assert not folder.exists()


@pytest.mark.parametrize("damage", [b"", DATA[:-1], DATA + b"x", b"x" * len(DATA)])
def test_damaged_bytes_are_never_given_out(folder: Path, damage: bytes) -> None:
    key = storage.put(DATA).key
    (folder / key).write_bytes(damage)
    with pytest.raises(storage.DocumentCorrupt):
        storage.get(key)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "/etc/passwd", "ab/x", "ab/\x00"])
def test_a_key_of_our_own_making_is_the_only_way_in(folder: Path, key: str) -> None:
    storage.delete(key)
    assert not storage.exists(key)
    with pytest.raises(storage.DocumentMissing):
        storage.get(key)


def test_a_full_disk_leaves_nothing_behind(folder: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(storage.StorageFull) as failed:
            storage.put(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (failed.value.status, failed.value.permanent, stored(folder)) == (507, False, [])
    assert storage.get(storage.put(DATA).key) == DATA


def test_a_storage_that_cannot_be_written_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    use(f"file://{tmp_path}/file", monkeypatch)
    with pytest.raises(storage.StorageUnavailable):
        storage.put(DATA)


PROGRAM = """
from django.conf import settings
from common import storage
settings.configure(STORAGES={"documents": storage.documents("file://%s")})
storage.put(b"whole or not at all")
"""


def test_a_crash_leaves_no_torn_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM % tmp_path],
        env={"PATH": os.environ["PATH"], "TESTING": "1", "CRASH_AT": "storage:before_rename"},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert [path.parent.name for path in stored(tmp_path)] == [".partial"]


def test_what_a_dead_process_left_is_swept_later(folder: Path) -> None:
    partials = folder / ".partial"
    partials.mkdir(parents=True)
    for name, age in (("old", 7200), ("young", 0)):
        (partials / name).touch()
        at = (partials / name).stat().st_mtime - age
        os.utime(partials / name, (at, at))
    storage.put(DATA)
    assert [path.name for path in partials.iterdir()] == ["young"]


@pytest.mark.parametrize(
    "url",
    ["", "/var/files", "file://host/dir", "file:///", "s3://", "ftp://x/y", "s3://b/p?acl=public"],
)
def test_a_wrong_storage_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="STORAGE_URL"):
        storage.documents(url)


def test_settings_can_import_the_storage_before_they_are_complete() -> None:
    code = "from common.storage import documents; documents('file:///a')"
    environment = {"PATH": os.environ["PATH"]}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as a document needs."""

    objects: dict[str, bytes]

    def do_PUT(self) -> None:
        self.objects[self.path] = self.rfile.read(int(self.headers["content-length"]))
        self.answer(200)

    def do_GET(self) -> None:
        data = self.objects.get(self.path)
        self.answer(404 if data is None else 200, data or b"")

    def do_DELETE(self) -> None:
        self.objects.pop(self.path, None)
        self.answer(204)

    do_HEAD = do_GET

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.send_header("etag", '"x"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    pytest.importorskip("storages.backends.s3", reason="needs the extra jobapplier-common[s3]")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    Bucket.objects = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), Bucket) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        endpoint = f"http://127.0.0.1:{server.server_port}"
        query = f"endpoint_url={endpoint}&region_name=eu-1&addressing_style=path"
        use(f"s3://bucket/some/prefix?{query}", monkeypatch)
        yield Bucket.objects
        server.shutdown()
        thread.join()


def test_s3_keeps_documents_the_same_way(bucket: dict[str, bytes]) -> None:
    key = storage.put(DATA).key
    assert storage.get(key) == DATA
    bucket[f"/bucket/some/prefix/{key}"] = b"damaged"
    with pytest.raises(storage.DocumentCorrupt):
        storage.get(key)
    storage.delete(key)
    assert not storage.exists(key)
    with pytest.raises(storage.DocumentMissing):
        storage.get(key)


def test_an_s3_that_fails_is_unavailable(
    bucket: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bucket, "do_PUT", lambda self: self.answer(503))
    with pytest.raises(storage.StorageUnavailable) as failed:
        storage.put(DATA)
    assert failed.value.permanent is False


def test_only_what_was_put_before_a_moment_is_listed(folder: Path) -> None:
    key = storage.put(b"a").key
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert storage.stored(key[:2], before=later) == [key]
    assert storage.stored(key[:2], before=later - timedelta(hours=1)) == []
    assert storage.stored("zz", before=later) == []
