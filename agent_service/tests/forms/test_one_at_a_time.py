"""Forms that show one question at a time, behind a button that starts them."""

from dataclasses import replace
from pathlib import Path

import pytest
from read_back import RESUME, read_back

from agent_service.browser import NeedsPerson, Session
from agent_service.forms.candidate import Candidate, JobContext

pytestmark = pytest.mark.browser
#: Shows the questions in turn: boxes go on by their OK, choices by themselves.
TALK = """<div role=progressbar></div><div id=stage><h1>Hello</h1>
<button type=button onclick=draw()>Start</button></div><script>
const all = %s, stage = document.getElementById('stage'); let at = 0;
function draw() {
  const [id, label, options] = all[at++] || [];
  if (!id) { stage.innerHTML = '<p>All done</p><button type=button>Submit</button>'; return; }
  const on = '<p role=alert></p><button type=button>OK</button>';
  stage.innerHTML = `<p id=t>${label} *</p>` + (options
    ? `<ul role=radiogroup id=${id} aria-labelledby=t>` + options.map((o) =>
      `<li role=radio tabindex=0 aria-checked=false>${o}</li>`).join('') + '</ul>'
    : `<input id=${id} aria-labelledby=t>`) + on;
  stage.querySelectorAll('li').forEach((l) => l.onclick = () => {
    l.setAttribute('aria-checked', 'true'); setTimeout(draw, 400); });
  stage.querySelector('button').onclick = () => {
    if (stage.querySelector('input')?.value) draw();
    else stage.querySelector('[role=alert]').textContent = 'Please fill this in'; };
}</script>"""


def page_of(folder: Path, inside: str) -> str:
    """Return the address of a page with no button that sends it from the start."""
    path = folder / "talk.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><main>{inside}</main>")
    return path.as_uri()


def test_every_question_is_answered_in_turn_up_to_the_end(
    session: Session, tmp_path: Path, person: Candidate
) -> None:
    page = page_of(
        tmp_path,
        TALK % "[['n', 'What is your first name?'],"
        "['w', 'Are you legally authorized to work in the United States?', ['Yes', 'No']],"
        "['t', 'Your current job title'], ['c', '…and who do you do that for?'],"
        "['e', 'Your email address']]",
    )
    assert read_back(session, page, person) == {
        "What is your first name?": "Nadia",
        "Are you legally authorized to work in the United States?": "Yes",
        "Your current job title": "Analyst",
        "…and who do you do that for?": "Brook & Co",
        "Your email address": "nadia@example.org",
    }


def test_it_stops_at_the_question_that_only_the_person_can_answer(
    session: Session, tmp_path: Path, person: Candidate
) -> None:
    page = page_of(
        tmp_path, TALK % "[['n', 'First name'], ['c', 'Criminal record?'], ['e', 'E-mail']]"
    )
    silent = replace(person, answers=())
    assert read_back(session, page, silent) == {"First name": "Nadia", "Criminal record?": None}


@pytest.mark.parametrize(
    "page",
    [
        "<div role=progressbar></div><h1>Sign in</h1><label>E-mail <input></label>"
        "<button type=button>Next</button>",
        "<label>Get our news by e-mail <input></label><button type=button>OK</button>",
        "<div role=progressbar></div><label>E-mail <input></label>"
        "<nav aria-label='pagination'><button type=button>Next</button></nav>",
    ],
)
def test_one_box_is_no_form_where_it_signs_in_or_counts_no_questions(
    session: Session, tmp_path: Path, person: Candidate, page: str
) -> None:
    with pytest.raises(NeedsPerson) as raised:
        session.prepare(page_of(tmp_path, page), person, JobContext())
    assert raised.value.kind == "no_form"


def test_two_boxes_at_a_time_go_on_by_the_button_in_the_form_s_own_bar(
    session: Session, tmp_path: Path, person: Candidate
) -> None:
    page = page_of(
        tmp_path,
        "<div role=progressbar></div><div id=stage><input placeholder='First name'>"
        "<input placeholder='Last name'></div><nav><button type=button>Back</button>"
        "<button type=button id=on>OK</button></nav><script>"
        "const on = document.getElementById('on'); on.onclick = () => {"
        " document.getElementById('stage').innerHTML = '<label>Email <input></label>';"
        " on.textContent = 'Send it'; };</script>",
    )
    assert read_back(session, page, person) == {
        "First name": "Nadia",
        "Last name": "van den Berg",
        "Email": "nadia@example.org",
    }


@pytest.mark.parametrize(
    "button", ["<input type=button value='Submit application'>", "<input type=image alt=Submit>"]
)
def test_a_form_sent_by_a_plain_button_or_a_picture_can_be_sent(
    session: Session, tmp_path: Path, person: Candidate, button: str
) -> None:
    page = tmp_path / "form.html"
    page.write_text(f"<!doctype html><main><form>{RESUME}{button}</form></main>")
    assert session.prepare(page.as_uri(), person, JobContext(country="US")).questions == ()


def test_a_door_is_known_by_its_words_whatever_apostrophe_or_arrow_it_has(
    session: Session, tmp_path: Path, person: Candidate
) -> None:
    inside = (TALK % "[['n', 'What is your first name?'], ['e', 'Your email address']]").replace(
        ">Start<", ">Let’s go →<"
    )
    assert read_back(session, page_of(tmp_path, inside), person) == {
        "What is your first name?": "Nadia",
        "Your email address": "nadia@example.org",
    }
