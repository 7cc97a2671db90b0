"""Fills a form: files first, then every answer, read back until nothing changes any more."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from agent_service.forms import blocks, changes, lists, uploads, widgets
from agent_service.forms.answer import Answer
from agent_service.forms.manifest import Value, same
from agent_service.forms.obstacles import not_endless
from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import Control, Reading, read_form
from agent_service.forms.signs import read_signs
from agent_service.forms.words import CURRENCIES, first_number, named

_ROUNDS = 5  # a form that still changes after so many is one for a person
_TRIES = 3  # at one control
_PARSE_LIMIT = 30.0  # seconds that a site may take to read a résumé
_PARSE_QUIET = 2.0  # seconds after an upload before what stands there is believed
_PARSE_HORIZON = 5.0  # seconds within which a page's own timer may belong to that

_STRETCH = 20  # answers between two looks at how large the form has grown
_GROWTH = 300  # boxes more, hidden ones too, that are worth reading the form for

_TYPED = ("text", "tel", "email", "url", "textarea")

Decide = Callable[[Control], Answer]


@dataclass
class Filled:
    """A form after filling: what stands there, what was meant, what did not work."""

    reading: Reading
    answers: dict[str, Answer] = field(default_factory=dict)
    trouble: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)  # options, by key
    stuck: str = ""  # why the form's next page did not come
    gone_on: bool = False  # the last answer brought the next page by itself


def read_lists(page: PageLike, reading: Reading, wanted: Decide) -> dict[str, tuple[str, ...]]:
    """Return the options of the lists that open on a click, by key; nothing is typed.

    Only lists that will be answered are opened.
    """
    return {
        c.key: lists.list_options(page, c)
        for c in reading.controls
        if c.kind in lists.LISTS and wanted(c).policy != "leave_blank"
    }


def fill(
    page: PageLike,
    decide: Decide,
    lists: Mapping[str, tuple[str, ...]],
    *,
    step: int = 0,
    read: Reading | None = None,
    wanted: Mapping[str, int] | None = None,
) -> Filled:
    """Fill the form on ``page`` and return what stands there afterwards.

    ``step`` counts the pages of a form that has several, from 0; ``read`` is what was just read
    of it, where nothing was touched since; ``wanted`` blocks of each kind are added if need be.

    What does not read back as it was meant is reported in ``trouble`` and asked of a person;
    it is never left half right: what could not be set is emptied again.
    """
    return _Filler(page, decide, dict(lists), step).run(read, wanted or {})


def holds(control: Control, value: Value, slot: str) -> bool:
    """Return whether the control holds ``value``; a phone number counts by its digits."""
    if slot == "phone" and isinstance(value, str) and isinstance(control.value, str):
        here, meant = (re.sub(r"\D", "", text) for text in (control.value, value))
        return bool(here) and (meant.endswith(here[-9:]) and len(here) >= 7)
    if slot == "phone_country" and re.fullmatch(r"\+\d{1,4}", str(control.value)):
        return str(control.value) in re.findall(r"\+\d+", str(value))  # it shows only the code
    if same(control.value, value):
        return True
    return _is_grouped(control.value, _bare_sum(control, value) if slot == "salary" else value)


def _bare_sum(control: Control, value: Value) -> Value:
    """Return the figures alone of a sum whose currency the question says already."""
    asked, meant = (named(CURRENCIES, str(text)) for text in (control.label, value))
    number = first_number(str(value))
    return f"{number:.10g}" if asked == meant and asked and number else value


def _is_grouped(shown: Value, meant: Value) -> bool:
    """Return whether a whole number of four digits or more is shown in groups: "165.000"."""
    if not isinstance(shown, str) or not re.fullmatch(r"\d{4,}", str(meant)):
        return False
    whole = re.sub(r"[.,]00$", "", shown.strip(" €$£"))
    groups = re.fullmatch(r"\d+|\d{1,3}([.,'’\s]\d{2,3})+", whole) is not None
    return groups and re.sub(r"\D", "", whole) == meant


def is_other(now: Reading, before: Reading) -> bool:
    """Return whether the page shows other questions; one more or one less is the same page."""
    old, new = before.by_key().keys(), now.by_key().keys()
    return not old & new if old else bool(new)


def _may_go_on(reading: Reading) -> bool:
    """Return whether it is a single question whose answer, once clicked, may bring the next."""
    return len(reading.controls) == 1 and reading.controls[0].kind in ("choice", "radio")


class _Filler:
    def __init__(
        self, page: PageLike, decide: Decide, lists: dict[str, tuple[str, ...]], step: int
    ) -> None:
        self._page, self._decide, self._lists, self._step = page, decide, lists, step
        self._answers: dict[str, Answer] = {}
        self._trouble: dict[str, str] = {}
        self._offered: dict[str, tuple[str, ...]] = {}  # what lists held when they were answered
        self._tries: dict[str, int] = {}
        self._uploaded_at = 0.0
        self._attached: dict[str, Control] = {}
        self._first: Reading | None = None
        self._boxes = 0

    def run(self, read: Reading | None, wanted: Mapping[str, int]) -> Filled:
        reading = read or self._read()
        if uploads.behind_menu(self._page, reading):
            reading = self._read()
        self._first = reading
        reading = self._read() if self._upload(reading) else self._holding(reading)
        reading = blocks.add(self._page, reading, wanted, self._read, self._asks)
        for _ in range(_ROUNDS):
            self._answer_all(reading)
            at_once = self._read() if _may_go_on(reading) else None
            self._page.settle(quiet=0.3)
            self._outwait_parser()
            now = self._read()
            if at_once and is_other(now, reading):
                answered = reading if is_other(at_once, reading) else at_once
                return replace(self._finish(answered), gone_on=True)
            reading = now
            if self._stands(reading):
                break
        return self._finish(reading)

    def _answer_all(self, reading: Reading) -> None:
        """Answer question by question; a page that grows ever more boxes meanwhile is left."""
        for at, control in enumerate(reading.controls, 1):
            self._answer(control)
            if at % _STRETCH == 0 and self._grows(control.host):
                self._read()  # which leaves a form that is endless
        changes.leave(reading)

    def _grows(self, frame: FrameLike | None) -> bool:
        """Return whether the form's frame has many more boxes than when this was asked first."""
        boxes = changes.boxes(frame)
        self._boxes = self._boxes or boxes
        return boxes - self._boxes > _GROWTH

    def _asks(self, control: Control) -> bool:
        """Return whether a person would have to answer."""
        answer = self._decide(control)
        return answer.value is None and answer.ask

    def _read(self) -> Reading:
        reading = read_form(self._page, step=self._step)
        not_endless(len(reading.controls))
        return uploads.kept(reading, self._attached, self._first) if self._first else reading

    def _upload(self, reading: Reading) -> bool:
        """Attach the files and wait until the page has taken them; True if it changed thereby."""
        boxes = [c for c in reading.controls if c.kind == "file"]
        before = changes.mark(self._page) if boxes else ""
        if not any([self._answer(box) for box in boxes]):
            return False
        self._uploaded_at = time.monotonic()
        while time.monotonic() - self._uploaded_at < _PARSE_LIMIT:
            idle = self._page.settle(quiet=0.6, limit=_PARSE_LIMIT, horizon=_PARSE_HORIZON)
            if idle and before and changes.mark(self._page) == before:
                self._uploaded_at = 0.0
                return False
            if not read_signs(self._page).busy:
                self._uploaded_at = 0.0 if idle else self._uploaded_at
                break
            self._page.wait(0.1)
        return True

    def _holding(self, reading: Reading) -> Reading:
        """Return ``reading`` with the files that were put into its boxes since."""
        controls = (self._attached.get(c.key, c) for c in reading.controls)
        return replace(reading, controls=tuple(controls))

    def _outwait_parser(self) -> None:
        """Wait for what a résumé parser may still write over, on a page that cannot tell."""
        left = self._uploaded_at + _PARSE_QUIET - time.monotonic() if self._uploaded_at else 0
        if left > 0:
            self._page.wait(left)

    def _answer(self, control: Control) -> bool:
        """Answer one question if it does not hold its answer yet; True if it was touched."""
        if control.kind in lists.LISTS and control.key not in self._lists:
            self._lists[control.key] = lists.list_options(self._page, control)
        control = replace(control, options=self._lists.get(control.key) or control.options)
        answer = self._decide(control)
        known = self._answers.get(control.key)
        if known and known.source == answer.source and known.slot == answer.slot:
            answer = known  # worded as the form words it
        self._answers[control.key] = answer
        self._offered[control.key] = control.options
        if answer.value is None:
            return self._take_back(control, answer)
        if holds(control, answer.value, answer.slot) or self._exhausted(control):
            return False
        self._put(control, answer)
        return True

    def _take_back(self, control: Control, answer: Answer) -> bool:
        """Take back what the page answered by itself; True if it was touched."""
        if not self._is_taken_back(control, answer) or self._exhausted(control):
            return False
        empty = False if control.kind == "checkbox" else ""
        self._put(control, replace(answer, value=empty))
        return True

    def _is_taken_back(self, control: Control, answer: Answer) -> bool:
        """Return whether a consent was ticked, or a box filled from a résumé, that says nothing.

        What a parser makes of a résumé where the profile has no answer is its guess.
        """
        if control.value is True:
            return answer.policy == "never_guessed"
        before = self._first.by_key().get(control.key) if self._first else None
        return (
            control.kind in _TYPED
            and answer.policy in ("exact", "derived")
            and bool(self._attached and before and before.blank and not control.blank)
            and not control.required
        )

    def _exhausted(self, control: Control) -> bool:
        self._tries[control.key] = self._tries.get(control.key, 0) + 1
        return self._tries[control.key] > _TRIES

    def _put(self, control: Control, answer: Answer) -> None:
        file = answer.document.path if answer.document else None
        put = widgets.put if self._tries.get(control.key, 0) < 2 else widgets.put_again
        try:
            worded = put(self._page, control, answer.value, answer.slot, file)
        except lists.Unfillable as error:
            self._trouble[control.key] = str(error)
            self._tries[control.key] = _TRIES
        except PageError as error:
            self._trouble[control.key] = f"the form did not react ({error})"
        else:
            self._trouble.pop(control.key, None)
            self._answers[control.key] = replace(answer, value=worded)
            if file:
                self._attached[control.key] = replace(control, value=file.name)

    def _stands(self, reading: Reading) -> bool:
        """Return whether every question is known and holds what was meant, or was given up."""
        return all(c.key in self._answers and self._is_done(c) for c in reading.controls)

    def _is_done(self, control: Control) -> bool:
        answer = self._answers[control.key]
        if control.kind == "select" and control.options != self._offered.get(control.key):
            return False  # they came with another answer
        if not control.disabled and answer.slot == "disabled":
            return False
        if self._tries.get(control.key, 0) >= _TRIES:
            return True
        if answer.value is None:
            return not self._is_taken_back(control, answer)
        return holds(control, answer.value, answer.slot)

    def _finish(self, reading: Reading) -> Filled:
        for control in reading.controls:
            answer = self._answers.get(control.key)
            if answer is None or answer.value is None:
                continue
            if holds(control, answer.value, answer.slot):
                self._trouble.pop(control.key, None)
            else:
                self._trouble.setdefault(control.key, "the form did not keep the answer")
        return Filled(reading, self._answers, self._trouble, self._lists)
