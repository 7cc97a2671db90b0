"""Shapes that forms of employers and of their systems have, each met on a page unseen before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from form_controls import control
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, StandingAnswer
from agent_service.forms.slots import slot_of

WHEN = StandingAnswer("w", "available_from", "2027-01-11")
PRIVACY = StandingAnswer("p", "consent_privacy", "Yes")


def knowing(person: Candidate, *answers: StandingAnswer) -> Candidate:
    return Candidate(
        profile=person.profile, answers=(*person.answers, *answers), documents=person.documents
    )


def test_the_name_of_a_group_may_stand_before_that_of_a_box() -> None:
    assert slot_of(control("Full Name First Name")).name == "given_name"
    assert slot_of(control("Full Name Last Name")).name == "family_name"
    assert slot_of(control("First and last name")).name == "full_name"


def test_what_only_shares_its_heading_with_references_is_the_person_s_own() -> None:
    asked = control("LinkedIn Profile", section="Resume and references")
    assert slot_of(asked).name == "linkedin"
    assert slot_of(control("Phone", section="References and next of kin")).name == "other_person"


def test_a_choice_to_accept_a_notice_is_a_consent() -> None:
    asked = control(
        "We process your answers as set out in our privacy notice.",
        "choice",
        options=("I accept", "I don't accept"),
    )
    assert slot_of(asked).name == "consent_privacy"


@pytest.mark.browser
def test_each_block_has_a_tick_box_of_its_own_by_the_same_name(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    block = (
        "<fieldset><legend>Work Experience {n}</legend><label>Job Title <input></label>"
        "<label><input type=checkbox name=now> I currently work here</label></fieldset>"
    )
    page = page_of(RESUME + block.format(n=1) + block.format(n=2))
    fields = drafted(session, page, person).manifest.fields
    ticks = [(f.kind, f.read_back) for f in fields if f.label == "I currently work here"]
    assert ticks[0] == ("checkbox", True)
    assert ticks[1] in (("checkbox", False), ("checkbox", None))


@pytest.mark.browser
def test_a_calendar_that_lies_over_the_form_is_put_away(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>Start date <input id=d placeholder=mm/dd/yyyy></label>
        <label><input type=checkbox required> I agree to the privacy policy</label>
        <div id=c style="position:fixed;inset:0;background:#fff;display:none">January</div>
        <script>
          d.onfocus = () => {{ c.style.display = 'block'; }};
          const away = (e) => {{ if (e.target !== d) c.style.display = 'none'; }};
          document.addEventListener('mousedown', away);
        </script>"""
    )
    filled = read_back(session, page, knowing(person, WHEN, PRIVACY))
    assert filled == {"Start date": "01/11/2027", "I agree to the privacy policy": True}


@pytest.mark.browser
def test_a_box_that_opens_a_calendar_takes_a_typed_day(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>Earliest start date <input role=combobox aria-haspopup=dialog
        maxlength=10 placeholder="Please input date (dd/MM/yyyy)"></label>"""
    )
    filled = read_back(session, page, knowing(person, WHEN))
    assert filled == {"Earliest start date": "11/01/2027"}


@pytest.mark.browser
def test_what_a_closed_list_shows_is_no_suggestion_of_the_next_box(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<div role=listbox tabindex=0 aria-expanded=false aria-label=Height>
        <div role=option aria-selected=true>Choose</div></div><label>City <input></label>"""
    )
    assert read_back(session, page, person)["City"] == "Austin"


@pytest.mark.browser
def test_a_chosen_text_within_its_wrapper_is_read_once(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>Name <input></label><div><label for=k>Kind of visit</label>
        <div><span class=v-select__selection>
        <span class=v-select__selection-text>Short</span></span>
        <input id=k role=combobox readonly aria-haspopup=menu></div></div>"""
    )
    assert read_back(session, page, person)["Kind of visit"] == "Short"


@pytest.mark.browser
def test_the_name_of_a_taken_file_is_found_in_the_component_around_its_box(
    session: Session, page_of: Callable[[str], str], person: Candidate, tmp_path: Path
) -> None:
    drop = """customElements.define('x-drop', class extends HTMLElement { connectedCallback() {
      const r = this.attachShadow({mode: 'open'});
      r.innerHTML = `<div id=t>Upload your resume</div><div><button>Choose a file</button>
        <input type=file aria-labelledby=t style="position:absolute;opacity:0"></div><p></p>`;
      const i = r.querySelector('input');
      i.onchange = () => {
        r.querySelector('p').textContent = i.files[0].name;
        i.value = '';
      };
    } });
    customElements.define('x-part', class extends HTMLElement { connectedCallback() {
      this.attachShadow({mode: 'open'}).innerHTML = '<h2>Resume</h2><x-drop></x-drop>'; } });"""
    page = page_of(f"<label>First name <input></label><x-part></x-part><script>{drop}</script>")
    fields = drafted(session, page, person).manifest.fields
    assert [f.read_back for f in fields if f.kind == "file"] == [person.documents[0].name]


@pytest.mark.browser
def test_a_hidden_file_box_in_a_form_of_its_own_belongs_to_the_button_it_is_named_by(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        """<form><label>First name <input></label><label>City <input></label>
        <fieldset><legend id=cv>Resume/CV *</legend><button type=button>Attach</button></fieldset>
        </form><form aria-hidden=true style="height:0;overflow:hidden">
        <input type=file aria-labelledby=cv style="opacity:0;position:absolute"></form>"""
    )
    fields = drafted(session, page, person).manifest.fields
    files = [(f.label, f.read_back) for f in fields if f.kind == "file"]
    assert files == [("Resume/CV", person.documents[0].name)]


def test_a_line_for_all_parts_of_an_address_takes_them_all() -> None:
    label = "Street, suburb, state, postcode, country"
    assert slot_of(control(label)).name == "full_address"
