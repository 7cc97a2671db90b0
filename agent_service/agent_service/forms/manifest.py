"""The manifest: exactly what would be sent, where, and where each value comes from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

#: What a control holds: its text, the chosen option, several of them, a tick, or nothing.
Value = bool | str | tuple[str, ...] | None

Policy = Literal[
    "exact",  # word for word from the profile
    "derived",  # computed from the profile by a stated rule
    "bank",  # a standing answer the person gave
    "document",  # a file
    "never_guessed",  # legal, demographic, consent, salary: a standing answer or the person
    "written",  # prose made from cited facts
    "leave_blank",  # honeypots, other people, "if other"
    "needs_person",  # only a person may fill it
]


class Frozen(BaseModel):
    """A value that never changes once made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """Where a value comes from.

    ``ref`` is a profile path, the id of a standing answer, document or written answer, or the
    rule's name; ``page`` means the page had it already.
    """

    kind: Literal["profile", "bank", "document", "written", "edit", "rule", "page", "none"]
    ref: str = ""
    fact_ids: tuple[str, ...] = ()


class ManifestField(Frozen):
    """One question of the form and what it is answered with."""

    key: str  # stable over reloads: made of structure, never of values
    frame: str
    id: str
    name: str
    label: str
    section: str
    kind: str
    required: bool
    options: tuple[str, ...] = ()
    value: Value = None
    read_back: Value = None
    source: Source = Source(kind="none")
    policy: Policy = "needs_person"
    reason: str = ""
    #: Id and name of each box of a date that has several; of the page only, never stored.
    parts: tuple[tuple[str, str], ...] = Field(default=(), exclude=True)


class ManifestFile(Frozen):
    """One file that would be sent."""

    key: str  # of the field that takes it
    field: str
    name: str
    sha256: str
    size: int
    document_id: str


class SentRequest(Frozen):
    """One request that left the browser, or was held back in it."""

    method: str
    url: str
    kind: str  # xhr, document, ping, websocket …
    body_bytes: int = 0
    content_type: str = ""
    state: Literal["sent", "held"]
    carries: bool = False  # a body, or a value of the person in its address
    status: int | None = None  # None: no answer came (yet)
    failed: str = ""  # how the connection broke
    why: str = ""
    departs: bool = False  # it would have said something else than what was approved

    @property
    def is_owed(self) -> bool:
        """Return whether it left and its answer has neither come nor become impossible."""
        return self.state == "sent" and self.status is None and not self.failed


class Manifest(Frozen):
    """Everything a person approves before anything is sent."""

    version: Literal[1] = 1
    url: str
    final_url: str
    form_url: str = ""  # of the document that the form stands in, where that is a frame
    fingerprint: str
    adapter: str
    site_consent: bool = False
    fields: tuple[ManifestField, ...]
    files: tuple[ManifestFile, ...] = ()
    sent: tuple[SentRequest, ...] = ()
    screenshot_sha256: str = ""
    prepared_at: datetime

    def digest(self) -> str:
        """Return the SHA-256 of what is sent and where; time and screenshot are not in it."""
        essence = {
            "url": [self.url, self.final_url, *filter(None, [self.form_url])],
            "form": [self.adapter, self.fingerprint, self.site_consent],
            "fields": [
                [f.key, f.frame, f.name, f.label, f.kind, _plain(f.value)] for f in self.fields
            ],
            "files": [[f.key, f.field, f.name, f.sha256, f.size] for f in self.files],
        }
        text = json.dumps(essence, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def field(self, key: str) -> ManifestField:
        """Return the field with this key.

        Raises:
            KeyError: the manifest has no such field.
        """
        return next((f for f in self.fields if f.key == key), None) or _no_field(key)

    def edited(self, key: str, value: Value, *, by: str) -> Manifest:
        """Return a copy in which a person changed one answer.

        Raises:
            KeyError: there is no such field.
            ValueError: the form offers no such option, or the field takes a file.
        """
        old = self.field(key)
        _check_edit(old, value)
        new = old.model_copy(
            update={
                "value": value,
                "read_back": value,
                "source": Source(kind="edit", ref=by),
                "reason": "a person wrote it",
            }
        )
        return self.model_copy(
            update={"fields": tuple(new if f.key == key else f for f in self.fields)}
        )


class Difference(Frozen):
    """One way in which the form is not what was approved."""

    kind: Literal["form", "address", "missing", "new", "value", "file"]
    key: str = ""
    label: str = ""
    approved: Value = None
    seen: Value = None


def differences(approved: Manifest, seen: Manifest) -> list[Difference]:
    """Return every way in which ``seen``, read from the page now, departs from ``approved``.

    An empty list means: the same form holds exactly the approved values and files.
    """
    return [
        *_form_differences(approved, seen),
        *_field_differences(approved, seen),
        *_file_differences(approved, seen),
    ]


def same(left: Value, right: Value) -> bool:
    """Return whether two values would be sent alike; nothing, empty and unticked are one."""
    return _comparable(left) == _comparable(right)


def _comparable(value: Value) -> str | bool | list[str]:
    if isinstance(value, tuple):
        return sorted(" ".join(v.split()) for v in value) or ""
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    return value or ""


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _form_differences(approved: Manifest, seen: Manifest) -> Iterator[Difference]:
    if approved.fingerprint != seen.fingerprint:
        yield Difference(kind="form", approved=approved.fingerprint, seen=seen.fingerprint)
    if _place(approved.final_url) != _place(seen.final_url):
        yield Difference(kind="address", approved=approved.final_url, seen=seen.final_url)
    if _place(approved.form_url) != _place(seen.form_url):
        yield Difference(kind="address", approved=approved.form_url, seen=seen.form_url)


def _place(url: str) -> str:
    return url.split("?")[0].split("#")[0].rstrip("/")


def _field_differences(approved: Manifest, seen: Manifest) -> Iterator[Difference]:
    now = {f.key: f for f in seen.fields}
    for old in approved.fields:
        new = now.pop(old.key, None)
        if new is None:
            yield Difference(kind="missing", key=old.key, label=old.label, approved=old.value)
        elif not same(old.read_back, new.read_back):
            yield Difference(
                kind="value",
                key=old.key,
                label=old.label,
                approved=old.read_back,
                seen=new.read_back,
            )
    for new in now.values():
        yield Difference(kind="new", key=new.key, label=new.label, seen=new.read_back)


def _file_differences(approved: Manifest, seen: Manifest) -> Iterator[Difference]:
    def of(manifest: Manifest) -> dict[str, str]:
        return {f.key: f"{f.name} {f.sha256}" for f in manifest.files}

    before, now = of(approved), of(seen)
    for key in sorted(before.keys() | now.keys()):
        if before.get(key) != now.get(key):
            yield Difference(kind="file", key=key, approved=before.get(key), seen=now.get(key))


def _no_field(key: str) -> ManifestField:
    raise KeyError(key)


def _check_edit(field: ManifestField, value: Value) -> None:
    if field.kind == "file":
        raise ValueError(f"{field.label}: a file is changed by choosing another document")
    chosen = value if isinstance(value, tuple) else (value,)
    if field.options and any(v and v not in field.options for v in chosen):
        raise ValueError(f"{field.label}: the form offers no such option")
