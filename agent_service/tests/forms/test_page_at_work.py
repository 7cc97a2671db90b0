"""A page is waited for while it has work to do, in whichever way it does that, and no longer."""

import json
from collections.abc import Callable

import pytest
from read_back import RESUME, read_back

from agent_service.browser import PageError, Session
from agent_service.browser.live import LivePage
from agent_service.forms.candidate import Candidate, JobContext

pytestmark = pytest.mark.browser

LATER = {
    "a timer": "setTimeout(done, 300)",
    "timers one after the other": "setTimeout(() => setTimeout(done, 200), 200)",
    "an interval that is ended at its first turn": (
        "const i = setInterval(() => { clearInterval(i); done(); }, 300)"
    ),
    "two frames": "requestAnimationFrame(() => requestAnimationFrame(done))",
    "an idle moment": "requestIdleCallback(done)",
    "a file that is read": (
        "const r = new FileReader(); r.onload = done;"
        "r.readAsDataURL(new Blob(['x'.repeat(9000000)]))"
    ),
    "messages to itself": (
        "let n = 0; const c = new MessageChannel(), again = () => c.port2.postMessage(0);"
        "c.port1.onmessage = () => ++n < 3 ? again() : done(); again()"
    ),
}
CLOCKS = {
    "an interval": "setInterval(() => {}, 100)",
    "timers without end": "(function again() { setTimeout(again, 50); })()",
    "frames without end": "(function again() { requestAnimationFrame(again); })()",
    "an interval that sets timers": "setInterval(() => setTimeout(() => {}, 90), 100)",
}


def idle_and_shown(session: Session, url: str, begin: str) -> tuple[bool, str]:
    """Return whether the page said that it is idle after ``begin``, and what it then shows."""
    done = "const done = () => { document.querySelector('main').dataset.done = 'yes'; };"

    def work() -> tuple[bool, str]:
        page = session._fresh(url, False, ())
        page.goto(url)
        page.settle(limit=3.0)
        page.frames()[0].evaluate(f"() => {{ {done} {begin}; }}")
        idle = page.settle(quiet=1.5, limit=3.0)
        shown = page.frames()[0].evaluate("document.querySelector('main').dataset.done || ''")
        return idle, shown

    return session._call(work)


@pytest.mark.parametrize("way", LATER)
def test_what_a_page_does_later_is_waited_for(
    session: Session, page_of: Callable[[str], str], way: str
) -> None:
    assert idle_and_shown(session, page_of("<input>"), LATER[way]) == (True, "yes")


@pytest.mark.parametrize("way", CLOCKS)
def test_a_clock_keeps_nobody_waiting(
    session: Session, page_of: Callable[[str], str], way: str
) -> None:
    def settled() -> bool:
        return idle_and_shown(session, page_of("<input>"), CLOCKS[way])[0]

    assert settled()


def test_the_page_finds_its_functions_as_they_were(
    session: Session, page_of: Callable[[str], str]
) -> None:
    url = page_of("<input>")

    def work() -> list[object]:
        page = session._fresh(url, False, ())
        page.goto(url)
        script = """() => new Promise((done) => {
          const names = ['setTimeout', 'setInterval', 'requestAnimationFrame'];
          const said = names.map((name) => window[name].name);
          const draw = (...given) => requestAnimationFrame((at) => done([...given, typeof at]));
          setTimeout((a, b) => draw(...said, a, b), 1, 'a', 'b');
        })"""
        return list(page.frames()[0].evaluate(script))

    said = session._call(work)
    assert said == ["setTimeout", "setInterval", "requestAnimationFrame", "a", "b", "number"]


def test_a_form_that_is_drawn_late_is_waited_for(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    form = f"{RESUME}<label>First name <input></label><label>City <input></label>"
    late = f"document.querySelector('main').innerHTML = {json.dumps(form)}"
    page = page_of(f"<script>setTimeout(() => {{ {late}; }}, 1500)</script>")
    assert read_back(session, page, person) == {"First name": "Nadia", "City": "Austin"}


def test_a_page_that_cannot_be_read_is_not_called_empty(
    session: Session, page_of: Callable[[str], str], person: Candidate, job: JobContext
) -> None:
    page = page_of("<label>Email <input></label><script>Array.prototype.includes = null</script>")
    with pytest.raises(PageError):
        session.prepare(page, person, job)


def test_the_last_box_is_left_before_the_form_is_read(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    tidies = 'onblur="this.value = this.value.toUpperCase()"'
    page = page_of(
        f"{RESUME}<label>First name <input {tidies}></label><label>City <input {tidies}></label>"
    )
    assert read_back(session, page, person) == {"First name": "NADIA", "City": "AUSTIN"}


def test_a_box_that_opens_with_the_answer_before_it_is_waited_for(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    then = "setTimeout(() => { document.getElementById('c').disabled = false; }, 400)"
    page = page_of(
        f'{RESUME}<label>First name <input oninput="{then}"></label>'
        f"<label>City <input id=c disabled></label>"
    )
    assert read_back(session, page, person) == {"First name": "Nadia", "City": "Austin"}


def test_a_box_that_is_emptied_when_it_is_left_is_chosen_for_from_its_suggestions(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    script = """
    const box = document.getElementById('c'), list = document.getElementById('l');
    let typed = 0, chosen = '';
    box.onkeydown = () => { typed += 1; };
    box.oninput = () => { list.innerHTML = typed && box.value
        ? '<li role=option>Austin, Texas</li>' : ''; };
    list.onmousedown = (event) => {
      chosen = box.value = event.target.textContent; list.innerHTML = '';
    };
    box.onblur = () => { box.value = chosen; list.innerHTML = ''; };
    """
    page = page_of(
        f"{RESUME}<label>First name <input></label><label>City <input id=c></label>"
        f"<ul id=l role=listbox></ul><script>{script}</script>"
    )
    assert read_back(session, page, person) == {"First name": "Nadia", "City": "Austin, Texas"}


def test_a_button_that_opens_once_the_page_has_checked_is_found(
    session: Session,
    page_of: Callable[[str], str],
    person: Candidate,
    job: JobContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = LivePage.screenshot

    def screenshot(page: LivePage) -> bytes:
        """Let the page's own check end just when its picture is taken."""
        page.frames()[0].evaluate("document.querySelector('button').disabled = false")
        return taken(page)

    monkeypatch.setattr(LivePage, "screenshot", screenshot)
    shut = "addEventListener('load', () => { document.querySelector('button').disabled = true; })"
    fields = f"{RESUME}<label>First name <input></label><label>City <input></label>"
    draft = session.prepare(page_of(f"{fields}<script>{shut}</script>"), person, job)
    assert [f.read_back for f in draft.manifest.fields] == ["nadia.pdf", "Nadia", "Austin"]
