"""Opens a form, fills it with the network shut, and describes what would be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from agent_service.forms import blocks, filler, obstacles, opening, wizard
from agent_service.forms.adapter import best_for
from agent_service.forms.answer import Answer
from agent_service.forms.answers import decide
from agent_service.forms.asked import asked
from agent_service.forms.candidate import Candidate, Document, JobContext
from agent_service.forms.describe import Opened, describe, unreadable
from agent_service.forms.draft import Draft
from agent_service.forms.filler import Filled
from agent_service.forms.manifest import Manifest, ManifestField, Source, Value
from agent_service.forms.page import PageError, PageLike
from agent_service.forms.reader import Control, Reading, read_form
from agent_service.forms.scripts import script
from agent_service.forms.signs import read_signs
from agent_service.forms.slots import slot_of

_NOTHING = Source(kind="none")
_LATEST = 5.0  # seconds within which a page that shows no form may still draw one
_DOORS = 2  # links followed from a posting to its form


def prepare(
    page: PageLike,
    url: str,
    candidate: Candidate,
    job: JobContext,
    *,
    edits: Mapping[str, Value],
    consent: bool,
    at: datetime,
) -> Draft:
    """Return the filled form of ``url``; nothing about the person has left the browser.

    Args:
        page: a fresh tab.
        url: the posting or its form.
        candidate: the person.
        job: the opening.
        edits: what the person said to single fields, by key; it goes before everything else.
        consent: the person lets this site be sent to while preparing.
        at: now.

    Raises:
        NeedsPerson: only a person can go on; it may carry the draft.
    """
    opened, reading = _open(page, url, consent)
    if opened is None:
        return unreadable(page, url, at)

    job = opening.complete(page, job)

    def answer(control: Control, form: Sequence[Control] = reading.controls) -> Answer:
        if control.key in edits:
            return _edited(control, edits[control.key])
        return decide(control, candidate, job, opened.adapter.slot(control, form))

    lists = filler.read_lists(page, reading, answer)
    thanked = reading.signs.thanks
    page.hold_all(_values(candidate), at=reading.controls[0].frame)
    enough = blocks.wanted(candidate.profile)
    filled = wizard.walk(page, answer, lists, reading, enough)
    draft = describe(page, opened, filled, at)
    if consent and not thanked:
        obstacles.not_sent(read_signs(page), draft)
    _check_ready(page, draft, filled)
    return draft


def refill(
    page: PageLike, approved: Manifest, files: Mapping[str, Path], *, at: datetime
) -> Manifest:
    """Open the form again, put the approved values in, and return what stands there now."""
    opened, reading = _open(page, approved.url, approved.site_consent)
    if opened is None:
        return unreadable(page, approved.url, at).manifest
    wanted = {f.key: f for f in approved.fields}
    documents = _approved_documents(approved, files)

    def answer(control: Control) -> Answer:
        return _approved(control, wanted.get(control.key), documents.get(control.key))

    lists = filler.read_lists(page, reading, answer)
    said = [f.value for f in approved.fields if isinstance(f.value, str)]
    page.hold_all(said, at=reading.controls[0].frame)
    enough = blocks.count(map(_as_read, approved.fields))
    filled = wizard.walk(page, answer, lists, reading, enough)
    return describe(page, opened, filled, at).manifest


def _open(page: PageLike, url: str, consent: bool) -> tuple[Opened | None, Reading]:
    """Open ``url`` and find the form, behind an "Apply" link if need be.

    The first part is None when the page wants to send something before it shows a form.
    """
    page.goto(url)
    for _ in range(_DOORS + 1):
        page.settle(quiet=0.5)
        reading = _read(page)
        obstacles.not_endless(len(reading.controls))
        if _is_form(page, reading):
            return Opened(url, best_for(page), consent), reading
        if not _enter(page):
            break
    if not consent and any(r.state == "held" and r.kind != "ping" for r in page.requests()):
        return None, reading
    raise obstacles.no_form(page, reading.signs)


def _read(page: PageLike) -> Reading:
    """Return what stands there; where that is no form yet, what stands there when all has come."""
    reading = _look(page)
    if _is_form(page, reading):
        return reading
    page.settle(quiet=0.5, limit=_LATEST, horizon=_LATEST)
    return _look(page)


def _look(page: PageLike) -> Reading:
    reading = read_form(page)
    obstacles.before_reading(page, reading.signs)
    return reading


def _is_form(page: PageLike, reading: Reading) -> bool:
    return obstacles.is_form(reading) or wizard.asks_one_by_one(page, reading)


def _enter(page: PageLike) -> bool:
    """Go through the first "Apply" link; nothing of the person is in the page yet."""
    doors = page.frames()[0].find(script("sight", "names", "controls", "buttons", call="doors()"))
    if not doors:
        return False
    try:
        doors[0].click()
    except PageError:
        return False
    page.wait(0.3)
    return True


def _values(candidate: Candidate) -> list[str]:
    """Return the person's own words that must not be seen to leave."""
    found: list[str] = [d.name for d in candidate.documents]
    stack: list[object] = [candidate.profile.get("basics") or {}]
    while stack:
        item = stack.pop()
        if isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, str):
            found.append(item)
    return found


def _edited(control: Control, value: Value) -> Answer:
    slot = slot_of(control)
    return Answer(value, Source(kind="edit"), slot.policy, "a person wrote it", slot.name)


def _as_read(field: ManifestField) -> Control:
    """Return the question that stood there, as far as the manifest keeps it."""
    found = asked(field.label, field.kind, name=field.name, required=field.required)
    return replace(found, id=field.id, section=field.section, options=field.options)


def _approved(control: Control, field: ManifestField | None, file: Document | None) -> Answer:
    if field is None:
        return Answer(None, _NOTHING, "needs_person", "it was not on the approved form", ask=True)
    value = None if field.source.kind == "page" else field.value
    slot = slot_of(control).name if field.kind != "file" else ""
    return Answer(value, field.source, field.policy, field.reason, slot, document=file)


def _approved_documents(approved: Manifest, files: Mapping[str, Path]) -> dict[str, Document]:
    return {
        f.key: Document(f.document_id, "other", f.name, files[f.document_id], f.sha256)
        for f in approved.files
        if f.document_id in files
    }


def _check_ready(page: PageLike, draft: Draft, filled: Filled) -> None:
    home, last = wizard.home_of(page, [filled.reading]), filled.reading
    if home.name not in last.sends:  # it may have been opened since by what the page checks
        last = read_form(page)
    sends = home.name in last.sends
    steps = not sends and bool(wizard.steps(home))
    obstacles.after_filling(last.signs, sends=sends, steps=steps, draft=draft)
