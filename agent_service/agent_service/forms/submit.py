"""The one click, and what can be said of it afterwards.

``submitted`` needs a confirmation; ``refused`` needs proof that nothing was stored: no request
left the browser, or the employer refused it in so many words. Everything else is unknown.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agent_service.forms import uploads
from agent_service.forms.draft import SubmitOutcome
from agent_service.forms.holdback import is_captcha, site_of
from agent_service.forms.manifest import Manifest, ManifestField, SentRequest, same
from agent_service.forms.page import ElementLike, PageError, PageLike
from agent_service.forms.reader import Control, keyed, read_form
from agent_service.forms.scripts import script
from agent_service.forms.signs import Signs, read_signs
from agent_service.forms.wizard import LONGEST

_STEP = 0.2  # seconds between two looks
_OWN_ERRORS = 3.0  # seconds a page gets to send after it showed errors of its own
_CONFIRM = 10.0  # seconds a page gets to confirm after its last answer
_RENDER = 0.6  # seconds to show what a refusal says
#: Client errors that do not say that nothing was stored.
_UNCLEAR = frozenset({408, 409, 423, 425, 499})


@dataclass(frozen=True)
class _Verdict:
    state: Literal["submitted", "refused", "outcome_unknown"]
    proof: str
    message: str = ""


def find_button(page: PageLike, frame: str) -> ElementLike | None:
    """Return the button that sends the form standing in ``frame``, or None."""
    home = next((f for f in page.frames() if f.name == frame), None)
    if home is None:
        return None
    call = "sender(all(FIELDS).filter(seen))"
    found = home.find(script("sight", "names", "controls", "buttons", call=call))
    return found[0] if found else None


def changed(page: PageLike, seen: Manifest) -> list[str]:
    """Return the labels of what the page made of its open form since ``seen`` was read off it.

    A page may write into its form at any time: this is the last look before the click.
    """
    controls = read_form(page).controls
    for step in range(LONGEST):
        now = {c.key: c for c in keyed(controls, step)}
        last = _from_page(seen, now, step)
        if any(field.key in now for field in last):
            gone = [f for f in last if f.key not in now and not _taken(page, f)]
            other = [f for f in last if f.key in now and not _holds(now[f.key], f)]
            new = now.keys() - {f.key for f in last}
            return [f.label or f.name for f in (*gone, *other)] + [now[k].label for k in new]
    return []  # a page that asks nothing: the last of several, which only shows what was said


def _holds(control: Control, field: ManifestField) -> bool:
    return same(control.value or None, field.read_back)


def _taken(page: PageLike, field: ManifestField) -> bool:
    """Return whether it was the box of a file that the page put away, and shows by name."""
    name = str(field.read_back or "") if field.kind == "file" else ""
    return any(uploads.shows(f, name) for f in page.frames() if f.name == field.frame)


def _from_page(seen: Manifest, now: Mapping[str, Control], step: int) -> tuple[ManifestField, ...]:
    """Return what was read of the open page: all fields, or the last ones of a form of several."""
    if step == 0:
        return seen.fields
    at = next((i for i, f in enumerate(seen.fields) if f.key in now), len(seen.fields))
    return seen.fields[at:]


def submit(
    page: PageLike,
    seen: Manifest,
    hosts: Sequence[str],
    *,
    timeout: float,
    confirms: Callable[[PageLike], str] = lambda page: "",
) -> SubmitOutcome:
    """Click once and return what became of it; never a second click.

    Args:
        page: the refilled form, everything held back.
        seen: what was read off it, and is approved.
        hosts: sites besides the form's own that its submission may go to.
        timeout: seconds to wait for proof.
        confirms: says how this system proves a success besides thanking; empty when it does not.
    """
    return _Submission(page, seen, hosts, timeout, confirms).run()


class _Submission:
    def __init__(
        self,
        page: PageLike,
        seen: Manifest,
        hosts: Sequence[str],
        timeout: float,
        confirms: Callable[[PageLike], str],
    ) -> None:
        self._page, self._seen, self._hosts, self._confirms = page, seen, hosts, confirms
        self._frame = seen.fields[0].frame
        self._confirmed_before = confirms(page)
        self._deadline = time.monotonic() + timeout
        self._before = read_signs(page)
        self._mark = len(page.requests())

    def run(self) -> SubmitOutcome:
        if others := changed(self._page, self._seen):
            why = f"The form changed before the click: {'; '.join(others)[:300]}"
            return self._outcome(_Verdict("refused", "nothing was clicked", why))
        button = find_button(self._page, self._frame)
        if button is None:
            return self._outcome(_Verdict("refused", "nothing was clicked", "No button was found"))
        self._page.let_go(self._hosts, self._seen)
        with contextlib.suppress(PageError):  # what happened is judged by what left
            button.click()
        try:
            verdict = self._watch()
        except PageError as error:
            verdict = _Verdict("outcome_unknown", "the page went away", str(error))
        return self._outcome(verdict)

    def _watch(self) -> _Verdict:
        """Look until something is proved or the time is over."""
        clicked = moved = time.monotonic()
        seen: tuple[SentRequest, ...] = ()
        while time.monotonic() < self._deadline:
            self._page.wait(_STEP)
            left = self._left()
            if left != seen:
                seen, moved = left, time.monotonic()
            now = time.monotonic()
            verdict = self._judge(left, now - clicked, now - moved)
            if verdict:
                return verdict
        if not self._left():
            return self._nothing_left("the click sent nothing")
        return _Verdict("outcome_unknown", "no answer came in time")

    def _left(self) -> tuple[SentRequest, ...]:
        """Return what carried answers out of the browser since the click."""
        return tuple(
            r
            for r in self._page.requests()[self._mark :]
            if r.state == "sent" and r.carries and not is_captcha(r.url)
        )

    def _judge(
        self, left: tuple[SentRequest, ...], since_click: float, since_news: float
    ) -> _Verdict | None:
        if _travelling(left):  # a page that is on its way to another answers no question
            return None
        signs = read_signs(self._page)
        if not left:
            return self._judge_silence(signs, since_click)
        if signs.again and not self._before.again:
            return _Verdict("outcome_unknown", "the employer says you applied before", signs.again)
        return self._judge_answers(left, signs, since_news)

    def _judge_silence(self, signs: Signs, since_click: float) -> _Verdict | None:
        """Judge a click after which nothing left: errors of the form itself, or not yet."""
        trouble = [a for a in signs.alerts if a not in self._before.alerts]
        trouble += [f"{label}: not valid" for label in signs.invalid]
        if signs.challenge and not self._before.challenge:
            trouble.append(signs.challenge)
        trouble += [_held(r) for r in self._held() if r.kind == "document" or r.departs]
        if not trouble or since_click < _OWN_ERRORS:
            return None
        return self._nothing_left("the form found errors itself", "; ".join(trouble))

    def _nothing_left(self, why: str, message: str = "") -> _Verdict:
        """Shut the wire, then look again: only then is it proof."""
        self._page.hold_all(())
        if self._left():
            return _Verdict("outcome_unknown", "something left at the last moment", message)
        held = self._held()
        if held and not message:
            message = _held(held[0])
        return _Verdict("refused", f"{why}; no request left the browser", message)

    def _held(self) -> list[SentRequest]:
        """Return what would have carried answers out since the click."""
        rows = self._page.requests()[self._mark :]
        return [r for r in rows if r.state == "held" and r.carries]

    def _judge_answers(
        self, left: tuple[SentRequest, ...], signs: Signs, since_news: float
    ) -> _Verdict | None:
        left = _without_left_behind(left)
        last = left[-1]
        said = "; ".join(a for a in signs.alerts if a not in self._before.alerts)
        if any(r.failed for r in left):
            return _Verdict("outcome_unknown", "the connection broke", said)
        if any(r.status is None for r in left):
            return None
        if last.status is not None and last.status >= 400:
            return _refusal(left, said) if since_news > _RENDER else None
        if thanks := self._thanks(signs):
            return _Verdict("submitted", f"answered {last.status}, and the page confirms", thanks)
        if since_news > _CONFIRM:
            return _Verdict("outcome_unknown", f"answered {last.status}, no confirmation", said)
        return None

    def _thanks(self, signs: Signs) -> str:
        """Return what confirms the application, and was not there before the click."""
        if signs.thanks and not self._before.thanks:
            return signs.thanks
        return "" if self._confirmed_before else self._confirms(self._page)

    def _outcome(self, verdict: _Verdict) -> SubmitOutcome:
        picture = b""
        if not _travelling(self._left()):
            with contextlib.suppress(PageError):
                picture = self._page.screenshot()
        with contextlib.suppress(PageError):
            self._page.hold_all(())
        return SubmitOutcome(
            state=verdict.state,
            proof=verdict.proof,
            message=verdict.message,
            screenshot_png=picture,
            requests=tuple(self._page.requests()[self._mark :]),
        )


def _held(request: SentRequest) -> str:
    return f"held back: {request.method} {site_of(request.url)}: {request.why}"


def _travelling(left: Sequence[SentRequest]) -> bool:
    """Return whether a submission that opens another page still waits for its answer."""
    return any(r.kind == "document" and r.is_owed for r in left)


def _without_left_behind(left: tuple[SentRequest, ...]) -> tuple[SentRequest, ...]:
    """Drop what a page still asked for when the form it posted took it to another page."""
    moved = any(
        r.kind == "document" and r.method == "POST" and r.status and r.status < 400 for r in left
    )
    return tuple(r for r in left if r.kind == "document") if moved else left


def _refusal(left: Sequence[SentRequest], said: str) -> _Verdict:
    """Judge answers of 400 and more: refused only if every one of them says so clearly."""
    codes = [r.status or 0 for r in left]
    clear = [400 <= code < 500 and code not in _UNCLEAR for code in codes]
    if all(clear):
        return _Verdict("refused", f"the employer's server refused it ({codes[-1]})", said)
    return _Verdict("outcome_unknown", f"answered {codes[-1]}", said)
