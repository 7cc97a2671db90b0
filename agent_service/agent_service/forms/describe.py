"""Describes a filled form: the manifest, and what has to be asked of the person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent_service.forms.adapter import Adapter
from agent_service.forms.draft import Draft, Question
from agent_service.forms.filler import Filled
from agent_service.forms.manifest import (
    Manifest,
    ManifestField,
    ManifestFile,
    SentRequest,
    Source,
)
from agent_service.forms.page import PageLike
from agent_service.forms.reader import Control

_NOTHING = Source(kind="none")


@dataclass(frozen=True)
class Opened:
    """A form that was found: where it was asked for, who knows it, what the person allowed."""

    url: str
    adapter: Adapter
    consent: bool


def unreadable(page: PageLike, url: str, at: datetime) -> Draft:
    """Return the empty draft of a page that must send before it shows its form."""
    picture = page.screenshot()
    manifest = Manifest(
        url=url,
        final_url=page.url,
        fingerprint="",
        adapter="",
        fields=(),
        screenshot_sha256=hashlib.sha256(picture).hexdigest(),
        prepared_at=at,
    )
    return Draft(manifest, picture, needs_site_consent=True, held_back=_held(page))


def describe(page: PageLike, opened: Opened, filled: Filled, at: datetime) -> Draft:
    """Return the draft of a filled form: what stands on the page, and from where."""
    picture = page.screenshot()
    controls = [
        replace(c, options=filled.lists.get(c.key) or c.options) for c in filled.reading.controls
    ]
    fields = tuple(_field(c, filled) for c in controls)
    manifest = Manifest(
        url=opened.url,
        final_url=page.url,
        form_url=_form_url(page, controls),
        fingerprint=filled.reading.fingerprint,
        adapter=opened.adapter.name,
        site_consent=opened.consent,
        fields=fields,
        files=tuple(_files(controls, filled)),
        sent=tuple(r for r in page.requests() if r.state == "sent" and r.carries),
        screenshot_sha256=hashlib.sha256(picture).hexdigest(),
        prepared_at=at,
    )
    held = _held(page)
    return Draft(
        manifest,
        picture,
        questions=tuple(
            q for c, f in zip(controls, fields, strict=True) for q in _ask(c, f, filled)
        ),
        needs_site_consent=not opened.consent and _matters(held, filled),
        held_back=held,
    )


def _form_url(page: PageLike, controls: Sequence[Control]) -> str:
    """Return where the frame that the form stands in is; nothing for the page itself."""
    names = {c.frame for c in controls if c.frame != "main"}
    return next((f.url.split("?")[0] for f in page.frames() if f.name in names), "")


def _field(control: Control, filled: Filled) -> ManifestField:
    answer = filled.answers.get(control.key)
    trouble = filled.trouble.get(control.key)
    meant = answer is not None and answer.value is not None and not trouble
    own = not control.blank and not meant  # the page filled it in by itself
    if answer is not None and meant:
        source, reason = answer.source, answer.reason
    elif own:
        source, reason = Source(kind="page"), trouble or "the page had it filled in"
    else:
        source, reason = _NOTHING, trouble or (answer.reason if answer else "it appeared late")
    return ManifestField(
        key=control.key,
        frame=control.frame,
        id=control.id,
        name=control.name,
        label=control.label,
        section=control.section,
        kind=control.kind,
        required=control.required,
        options=control.options,
        parts=control.parts,
        value=control.value or None,
        read_back=control.value or None,
        source=source,
        policy=answer.policy if answer else "needs_person",
        reason=reason,
    )


def _files(controls: Sequence[Control], filled: Filled) -> list[ManifestFile]:
    out = []
    for control in controls:
        answer = filled.answers.get(control.key)
        document = answer.document if answer else None
        if control.kind != "file" or document is None or control.key in filled.trouble:
            continue
        data = document.path.read_bytes()
        out.append(
            ManifestFile(
                key=control.key,
                field=control.name or control.id,
                name=document.name,
                sha256=hashlib.sha256(data).hexdigest(),
                size=len(data),
                document_id=document.document_id,
            )
        )
    return out


def _ask(control: Control, field: ManifestField, filled: Filled) -> list[Question]:
    """Return the question to the person, where there is one to ask."""
    answer, trouble = filled.answers.get(control.key), filled.trouble.get(control.key)
    preset = field.source.kind == "page" and field.policy in ("never_guessed", "needs_person")
    asked = answer is None or answer.ask or (trouble and control.required)
    if not preset and not (asked and (control.required or not control.blank)):
        return []
    if control.trap or control.disabled:
        return []
    why = trouble or field.reason
    return [
        Question(
            control.key,
            field.label,
            field.kind,
            control.options,
            why,
            field.policy,
            control.required,
        )
    ]


def _held(page: PageLike) -> tuple[SentRequest, ...]:
    return tuple(r for r in page.requests() if r.state == "held")


def _matters(held: Sequence[SentRequest], filled: Filled) -> bool:
    """Return whether holding back is why the form could not be filled."""
    spoken = [r for r in held if r.kind not in ("ping", "image", "websocket", "wire")]
    uploads = [r for r in spoken if "multipart" in r.content_type or "octet" in r.content_type]
    return bool(uploads) or bool(spoken and (filled.trouble or filled.stuck))
