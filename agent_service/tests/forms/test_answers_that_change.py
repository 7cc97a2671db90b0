"""What changes while a form is filled: options that come, guesses of a parser, shaped numbers."""

from collections.abc import Callable

import pytest
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate

pytestmark = pytest.mark.browser


def test_options_that_another_answer_brings_are_waited_for(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label>Country <select id=c><option value=''>-<option>Canada"
        "<option>United States</select></label><label>State "
        "<select id=s><option value=''>-</select></label><script>"
        "document.getElementById('c').onchange = () => setTimeout(() => {"
        " document.getElementById('s').innerHTML = '<option>Kansas<option>Texas'; }, 300);"
        "</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States", "State": "Texas"}


def test_what_a_parser_guesses_beyond_the_profile_is_taken_back(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label>Email <input></label><label>Home phone <input id=h></label><script>"
        "document.querySelector('[type=file]').onchange = () => setTimeout(() => {"
        " document.getElementById('h').value = '7375550100'; }, 300);</script>"
    )
    assert read_back(session, page, person) == {"Email": "nadia@example.org", "Home phone": None}


def test_a_box_that_has_no_room_for_the_code_of_a_country_gets_the_number_without(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label>Mobile <input type=tel id=t></label><script>"
        "document.getElementById('t').oninput = (e) => {"
        " const d = e.target.value.replace(/\\D/g, '').slice(0, 10);"
        " e.target.value = `(${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`; };</script>"
    )
    assert read_back(session, page, person) == {"Mobile": "(737) 555-0182"}


def test_a_box_for_the_resume_that_a_menu_brings_is_found(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        "<button type=button aria-haspopup=menu>Upload a résumé</button><div id=m></div>"
        "<p id=p></p><label>Email <input></label><label>First name <input></label>"
        "<label>Last name <input></label><script>const m = document.getElementById('m');"
        "document.querySelector('button').onclick = () => {"
        " m.innerHTML = '<label>From this device <input type=file name=resume></label>';"
        " m.querySelector('input').onchange = (e) => { m.innerHTML = '';"
        " document.getElementById('p').textContent = e.target.files[0].name; }; };</script>"
    )
    files = drafted(session, page, person).manifest.files
    assert [f.name for f in files] == ["nadia.pdf"]
