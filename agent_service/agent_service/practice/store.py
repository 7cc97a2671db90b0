"""What the practice employer keeps: its postings and every application it received."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS posting (
  id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, company TEXT NOT NULL,
  location TEXT NOT NULL, country TEXT NOT NULL, text TEXT NOT NULL, published_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS application (
  id INTEGER PRIMARY KEY AUTOINCREMENT, posting_id INTEGER NOT NULL REFERENCES posting (id),
  received_at TEXT NOT NULL, fields TEXT NOT NULL, files TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Posting:
    """One open position."""

    id: int
    title: str
    company: str
    location: str
    country: str  # by name
    text: str
    published_at: str


class Store:
    """One SQLite file; every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """Open ``folder/practice.sqlite3``, making what is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(folder / "practice.sqlite3", check_same_thread=False)
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def publish(
        self, *, title: str, company: str, location: str, country: str, text: str, at: str
    ) -> Posting:
        """Add a posting and return it."""
        with self._write() as db:
            row = db.execute(
                "INSERT INTO posting (title, company, location, country, text, published_at)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
                (title, company, location, country, text, at),
            ).fetchone()
        return Posting(*row)

    def postings(self) -> list[Posting]:
        """Return all postings, newest first."""
        return [Posting(*row) for row in self._read("SELECT * FROM posting ORDER BY id DESC")]

    def posting(self, number: str) -> Posting | None:
        """Return one posting, or None."""
        rows = self._read("SELECT * FROM posting WHERE id = ?", number)
        return Posting(*rows[0]) if rows else None

    def receive(
        self,
        posting: Posting,
        fields: Sequence[tuple[str, str]],
        files: Sequence[dict[str, Any]],
        *,
        at: str,
    ) -> int:
        """Keep an application and return its number."""
        with self._write() as db:
            row = db.execute(
                "INSERT INTO application (posting_id, received_at, fields, files)"
                " VALUES (?, ?, ?, ?) RETURNING id",
                (posting.id, at, json.dumps(fields), json.dumps(files)),
            ).fetchone()
        return int(row[0])

    def received(self, number: str) -> list[dict[str, Any]]:
        """Return the applications to one posting, oldest first."""
        rows = self._read(
            "SELECT id, received_at, fields, files FROM application"
            " WHERE posting_id = ? ORDER BY id",
            number,
        )
        return [
            {"id": i, "received_at": at, "fields": json.loads(f), "files": json.loads(fs)}
            for i, at, f, fs in rows
        ]

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._db:
            yield self._db

    def _read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()
