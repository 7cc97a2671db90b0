"""What ``python -m agent_service.forms`` does: fill one form, or many, and say what came of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from agent_service import browser
from agent_service.forms.adapter import Adapter, consented_sites, every
from agent_service.forms.asked import answered
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.draft import Draft, SubmitOutcome
from agent_service.forms.manifest import Manifest, ManifestField, differences
from common.http import Client

State = Literal[
    "ready", "needs_person", "submitting", "submitted", "refused", "outcome_unknown", "failed"
]
#: Exit status by state; 2 is a wrong command line.
STATUS: dict[State, int] = {
    "ready": 0,
    "submitted": 0,
    "failed": 1,
    "needs_person": 3,
    "refused": 4,
    "submitting": 5,
    "outcome_unknown": 5,
}
#: States after which nothing is ever sent again.
_SPENT = frozenset({"submitting", "submitted", "outcome_unknown"})


@dataclass(frozen=True)
class Order:
    """One form to fill and how far to go."""

    url: str
    out: Path
    consent: bool = False  # the site may be sent to while preparing, where it must
    send: bool = False
    screenshot: Path | None = None
    job: JobContext = field(default_factory=JobContext)


def run(session: browser.Session, person: Candidate, order: Order) -> State:
    """Fill one form, send it if that was ordered and it is ready, and write its manifest.

    A manifest that says the form was sent, or may have been, is never sent again.

    Raises:
        browser.BrowserMissing: there is none.
    """
    if order.send and _spent(order.out):
        return _spent_state(order.out)
    try:
        draft, why = _prepared(session, person, order)
    except browser.NeedsPerson as error:
        _picture(order, error.screenshot_png)
        return _write(order, "needs_person", _bare(order), [f"{error.kind}: {error.why}"])
    except (browser.PageError, browser.BrowserHung) as error:
        return _write(order, "failed", _bare(order), [str(error)])
    _picture(order, draft.screenshot_png)
    why += [f"{q.label}: {q.why}" for q in draft.questions]
    state: State = "needs_person" if why or _lacking(draft.manifest) else "ready"
    if state == "ready" and order.send:
        return _send(session, person, order, draft)
    return _write(order, state, printed(draft), why)


def printed(draft: Draft) -> dict[str, Any]:
    """Return a draft as JSON with each field's value as it was read back."""
    manifest = draft.manifest.model_dump(mode="json")
    answers = {q.key: q.why for q in draft.questions}
    for each in manifest["fields"]:
        each["status"] = _status(each, answers)
        each["filename"] = each["read_back"] if each["kind"] == "file" else None
        each["value"] = each["read_back"]
    rows = zip(draft.manifest.fields, manifest["fields"], strict=True)
    return {
        **manifest,
        "fields": [box for asked, each in rows for box in _boxes(asked, each)],
        "digest": draft.manifest.digest(),
        "questions": [{"key": q.key, "label": q.label, "why": q.why} for q in draft.questions],
        "needs_site_consent": draft.needs_site_consent,
        "held_back": [r.model_dump(mode="json") for r in draft.held_back],
    }


def _boxes(asked: ManifestField, each: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each box of a date in boxes of their own, else the row itself.

    Boxes that have names are sent one by one; where they only have ids, a row for the whole date
    stands before theirs.
    """
    held = asked.read_back.split("/") if isinstance(asked.read_back, str) else []
    held = held or [""] * len(asked.parts)
    if not asked.parts or len(held) != len(asked.parts):
        return [each]
    boxes = [
        {**each, "id": box_id, "name": name, "value": text or None, "read_back": text or None}
        for (box_id, name), text in zip(asked.parts, held, strict=True)
    ]
    if all(name for _, name in asked.parts):
        return boxes
    called = zip(boxes, asked.options, strict=True)
    return [
        {**each, "id": ""},
        *({**box, "label": f"{asked.label} {part}"} for box, part in called),
    ]


def _status(each: Mapping[str, Any], asked: Mapping[str, str]) -> str:
    """Return filled, preset, asked (a person must answer) or blank."""
    if each["key"] in asked:
        return "asked"
    if each["read_back"] in (None, "", False, []):
        return "blank"
    return "preset" if each["source"]["kind"] == "page" else "filled"


def _prepared(
    session: browser.Session, person: Candidate, order: Order
) -> tuple[Draft, list[str]]:
    """Return the filled form and what else stands in the way; first without sending a byte."""
    draft, why = _attempt(session, person, order, consent=False)
    if draft.needs_site_consent and order.consent:
        sites = consented_sites(draft.manifest.final_url, draft.manifest.adapter)
        draft, why = _attempt(session, person, order, consent=True, sites=sites)
    if draft.needs_site_consent:
        why.append("consent: the form must be sent to before it can be filled in whole")
    return draft, why


def _attempt(
    session: browser.Session,
    person: Candidate,
    order: Order,
    *,
    consent: bool,
    sites: tuple[str, ...] = (),
) -> tuple[Draft, list[str]]:
    try:
        job = order.job
        return session.prepare(order.url, person, job, site_consent=consent, sites=sites), []
    except browser.NeedsPerson as error:
        if error.draft is None:
            raise
        return error.draft, [f"{error.kind}: {error.why}"]


def _lacking(manifest: Manifest) -> list[str]:
    """Return the required fields that nobody answered; a tick that was decided against is."""
    empty = (None, "", False)
    unsaid = (f for f in manifest.fields if f.source.kind in ("none", "page"))
    return [f.label for f in unsaid if f.required and f.read_back in empty and not _trap(f)]


def _trap(field: ManifestField) -> bool:
    return field.policy == "leave_blank"


def _send(session: browser.Session, person: Candidate, order: Order, draft: Draft) -> State:
    """Fill the form again, compare, note the intent on disk, and click once."""
    files = {d.document_id: d.path for d in person.documents}
    try:
        changes = differences(draft.manifest, session.refill(draft.manifest, files))
    except (browser.NeedsPerson, browser.PageError, browser.BrowserHung) as error:
        return _write(order, "needs_person", printed(draft), [f"it changed meanwhile: {error}"])
    if changes:
        why = [f"form_changed: {d.kind} {d.label}".strip() for d in changes]
        return _write(order, "needs_person", printed(draft), why)
    _write(order, "submitting", printed(draft), [])
    try:
        outcome = session.submit()
    except (browser.PageError, browser.BrowserHung) as error:
        return _write(order, "outcome_unknown", printed(draft), [str(error)])
    _picture(order, outcome.screenshot_png)
    return _write(order, outcome.state, {**printed(draft), **_proof(outcome)}, [])


def _proof(outcome: SubmitOutcome) -> dict[str, Any]:
    requests = [r.model_dump(mode="json") for r in outcome.requests if r.carries]
    return {"proof": outcome.proof, "message": outcome.message, "submission": requests}


def _bare(order: Order) -> dict[str, Any]:
    return {"url": order.url, "fields": []}


def _write(order: Order, state: State, body: Mapping[str, Any], why: list[str]) -> State:
    """Put the manifest on disk so that it is there, whole, whatever happens next."""
    text = json.dumps({"state": state, "needs": why, **body}, ensure_ascii=False, indent=1)
    beside = order.out.with_name(f".{order.out.name}.part")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(order.out)
    return state


def _picture(order: Order, png: bytes) -> None:
    if order.screenshot and png:
        order.screenshot.write_bytes(png)


def _spent(out: Path) -> bool:
    return out.exists() and json.loads(out.read_text("utf-8")).get("state") in _SPENT


def _spent_state(out: Path) -> State:
    state: State = json.loads(out.read_text("utf-8"))["state"]
    sys.stderr.write(f"{out}: {state} before; it is not sent again\n")
    return state


def ask(url: str, payload: bytes, person: Candidate, job: JobContext) -> dict[str, Any]:
    """Return what the public schema of the form at ``url`` asks, and the answers to it.

    Raises:
        ValueError: the payload is no such schema.
    """
    questions = schema_of(url).schema(json.loads(payload))
    return {
        "url": url,
        "fields": [
            {
                "name": control.name,
                "label": control.label,
                "kind": control.kind,
                "required": control.required,
                "options": control.options,
                "value": answer.value,
                "source": answer.source.model_dump(),
                "status": "asked" if answer.ask else "blank" if answer.value is None else "filled",
                "reason": answer.reason,
            }
            for control, answer in answered(questions, person, job)
        ],
    }


def schema_of(url: str) -> Adapter:
    """Return the adapter that knows a public schema of the form at ``url``.

    Raises:
        ValueError: nobody publishes one.
    """
    found = next((a for a in every().values() if a.schema_url(url)), None)
    if found is None:
        raise ValueError(f"no public schema of this form is known: {url}")
    return found


def orders(server: str, pages: Path, out: Path, *, consent: bool, send: bool) -> Iterator[Order]:
    """Yield one order for each line of ``pages``: JSON with ``id`` and ``path``.

    A page that only embeds another one's form names that one in ``score_as``: it is opened in
    its place, as a person would.
    """
    rows = [json.loads(line) for line in pages.read_text("utf-8").splitlines() if line.strip()]
    paths = {row.get("score_as") or row["id"]: row["path"] for row in rows}
    for page_id, path in paths.items():
        url = path if "://" in path else f"{server.rstrip('/')}/f/{path.lstrip('/')}"
        yield Order(url, out / f"{page_id}.json", consent, send)


def fetched(client: Client, url: str) -> bytes:
    """Return what a site answers.

    Raises:
        OutboundError: it may not be called, or does not answer.
        ValueError: it answers that there is nothing.
    """
    answer = client.get(url)
    if not answer.ok:
        raise ValueError(f"{url} answered {answer.status}")
    return answer.content


def host_of(origin: str) -> str:
    """Return ``host:port`` of an origin.

    Raises:
        ValueError: it is not http(s)://host[:port].
    """
    parts = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an origin: {origin}")
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
