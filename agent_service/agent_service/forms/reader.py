"""Reads a live page into questions: what is asked, what kind of control, what it holds."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from agent_service.forms.manifest import Value
from agent_service.forms.page import ElementLike, FrameLike, PageError, PageLike
from agent_service.forms.scripts import script
from agent_service.forms.signs import Signs, joined, said
from agent_service.forms.words import fold

#: Frames of captchas and trackers hold no question of the employer's.
_FOREIGN = re.compile(
    r"recaptcha|hcaptcha|challenges\.cloudflare|googletagmanager|doubleclick|/captcha/|about:srcdoc"
)
_LOOK = script("sight", "names", "controls", "buttons", "blocks", "signs", "look", call="look()")
_SILENT = Signs()
_VOLATILE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{20,}|(?=\w*\d)(?=\w*[A-Za-z])\w{14,}|:r\w+:")


@dataclass(frozen=True)
class Control:
    """One question of a form as it stands on the page now."""

    frame: str
    kind: str
    id: str
    name: str
    label: str
    section: str
    description: str
    required: bool
    options: tuple[str, ...]
    value: Value
    visible: bool
    trap: str  # why it looks like a honeypot; empty when it does not
    disabled: bool
    readonly: bool
    multiple: bool
    autocomplete: str
    placeholder: str
    accept: str
    maxlength: int
    form: int  # which form of the frame; 0 for none
    key: str = ""
    parts: tuple[tuple[str, str], ...] = ()  # id and name of each box that is sent by itself
    nodes: Sequence[ElementLike] = field(default=(), compare=False, repr=False)
    host: FrameLike | None = field(default=None, compare=False, repr=False)
    nth: int = field(default=0, compare=False)  # so many before it ask the same, of other things
    asked_in: tuple[str, ...] = field(default=(), compare=False)  # sections before with its label
    beside: tuple[Control, ...] = field(default=(), compare=False, repr=False)  # nearest first

    @property
    def blank(self) -> bool:
        """Return whether it holds nothing."""
        return self.value in (None, "", False, ())


@dataclass(frozen=True)
class Reading:
    """All questions of the application form, in the order of the page, and what stood around."""

    controls: tuple[Control, ...]
    fingerprint: str
    signs: Signs = _SILENT
    sends: frozenset[str] = frozenset()  # names of frames with a button that sends the form
    adds: frozenset[str] = frozenset()  # kinds of blocks that a button adds

    def by_key(self) -> dict[str, Control]:
        """Return the controls by their key."""
        return {c.key: c for c in self.controls}


def read_form(page: PageLike, *, step: int = 0) -> Reading:
    """Return the application form of ``page``: what a person sees of it, in page order.

    ``step`` counts the pages of a form that has several, from 0; it tells their keys apart.

    Forms that are not the application (a newsletter, a search) and controls that nobody can
    see are left out; a visible honeypot stays in, marked as a trap.

    Raises:
        PageError: the page is there and cannot be read; that it asks nothing is not known.
    """
    looks = [(frame.name, _look(frame)) for frame in page.frames()]  # names may be the same
    seen = [c for _, look in looks for c in look.controls if c.visible]
    controls = tuple(_with_neighbours(tuple(keyed(_application(seen), step))))
    home = controls[0].frame if controls else "main"
    signs = joined(look.signs for _, look in looks)
    sends = frozenset(name for name, look in looks if look.sends)
    adds = frozenset[str]().union(*(look.adds for name, look in looks if name == home))
    return Reading(controls, _fingerprint(controls), signs, sends, adds)


def is_foreign(url: str) -> bool:
    """Return whether a frame's address is that of a captcha or a tracker."""
    return _FOREIGN.search(url) is not None


@dataclass(frozen=True)
class _Look:
    """What one document told."""

    controls: tuple[Control, ...] = ()
    signs: Mapping[str, Any] | None = None
    sends: bool = False
    adds: frozenset[str] = frozenset()


def _look(frame: FrameLike) -> _Look:
    if frame.name != "main" and is_foreign(frame.url):
        return _Look(signs=said(frame))
    try:
        told, nodes = frame.read(_LOOK)
    except PageError:  # a frame that went away between listing and reading has no questions
        if frame.name != "main" or not _answers(frame):
            return _Look()
        told, nodes = frame.read(_LOOK)
    asked = zip(told["controls"], nodes, strict=True)
    controls = tuple(_control(frame, raw, elements) for raw, elements in asked)
    return _Look(controls, told["signs"], told["sends"], frozenset(told["adds"]))


def _answers(frame: FrameLike) -> bool:
    """Return whether a document is there still: then it has to be read, whatever failed."""
    try:
        return bool(frame.evaluate("() => true"))
    except PageError:
        return False


def _control(frame: FrameLike, raw: dict[str, Any], elements: Sequence[ElementLike]) -> Control:
    raw = {k: v for k, v in raw.items() if k != "many"}
    value = raw.pop("value")
    options = tuple(dict.fromkeys(raw.pop("options")))
    parts = tuple((str(box_id), str(name)) for box_id, name in raw.pop("parts"))
    return Control(
        frame=frame.name,
        value=tuple(value) if isinstance(value, list) else value,
        options=options,
        parts=parts,
        nodes=elements,
        host=frame,
        **raw,
    )


def _application(controls: Sequence[Control]) -> list[Control]:
    groups: dict[tuple[str, int], list[Control]] = {}
    for control in controls:
        groups.setdefault((control.frame, control.form), []).append(control)
    if not groups:
        return []
    best = max(groups, key=lambda g: _weight(groups[g]))
    keep = {best} | {
        g for g in groups if g[0] == best[0] and (_weight(groups[g]) >= 5 or _has_file(groups[g]))
    }
    if best[1]:
        keep |= {(best[0], 0)} & groups.keys()
    return [c for c in controls if (c.frame, c.form) in keep]


def _has_file(group: Sequence[Control]) -> bool:
    return any(c.kind == "file" for c in group)


def _weight(group: Sequence[Control]) -> int:
    return len(group) + 5 * sum(c.kind == "file" for c in group)


def keyed(controls: Sequence[Control], step: int) -> Iterator[Control]:
    """Yield the controls with their keys as questions of page ``step``."""
    times: Counter[str] = Counter()
    for control in controls:
        shape = "|".join(
            (
                control.frame,
                control.kind,
                fold(control.section),
                fold(control.label),
                _VOLATILE.sub("#", control.name),
            )
        )
        times[shape] += 1
        text = f"{shape}|{times[shape]}" + (f"|page {step}" if step else "")
        yield replace(control, key=hashlib.sha256(text.encode()).hexdigest()[:16])


def _with_neighbours(controls: Sequence[Control]) -> Iterator[Control]:
    """Yield the controls with the two before and the two behind them, repetitions counted."""
    times: Counter[tuple[str, ...]] = Counter()
    sections: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for at, control in enumerate(controls):
        near = (*controls[at + 1 : at + 3], *controls[max(0, at - 2) : at])
        called = (fold(control.section), control.name or control.id)
        shape = (control.frame, control.kind, fold(control.label), *map(_numberless, called))
        before = sections[shape[1], shape[2]]
        yield replace(control, beside=near, nth=times[shape], asked_in=tuple(before))
        times[shape] += 1
        before.append(control.section)


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _fingerprint(controls: Sequence[Control]) -> str:
    shape = [[c.key, c.required, *(c.options if c.kind != "combobox" else ())] for c in controls]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()
