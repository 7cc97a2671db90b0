"""What a question is called where no label is tied to it: by what stands beside or above it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer

pytestmark = pytest.mark.browser


def test_bare_text_before_radio_buttons_asks_the_question(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div>Will you require sponsorship?<span>*</span>"
        "<label><input type=radio name=a value=1> Yes</label>"
        "<label><input type=radio name=a value=2> No</label></div>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_in_a_table_the_cell_above_names_a_box(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<table><tr><td>Full name</td><td>Email address</td></tr>"
        "<tr><td><input id=x1></td><td><input id=x2></td></tr></table>"
    )
    assert read_back(session, page, person) == {
        "Full name": "Nadia van den Berg",
        "Email address": "nadia@example.org",
    }


def test_a_placeholder_names_a_box_that_follows_a_heading(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><h3>Position 1</h3><input placeholder='Job title'>"
        "<input placeholder=Employer><input placeholder='Location (optional)'></div>"
    )
    assert read_back(session, page, person) == {
        "Job title": "Analyst",
        "Employer": "Brook & Co",
        "Location": None,
    }


def test_the_first_line_of_a_list_names_it_where_nothing_else_does(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<input placeholder=City><select><option value=''>State</option>"
        "<option>Kansas</option><option>Texas</option></select>"
    )
    assert read_back(session, page, person) == {"City": "Austin", "State": "Texas"}


def test_the_currency_beside_an_amount_leaves_it_its_label_and_is_set(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><label>Salary expectation</label><div>"
        "<select aria-label=Currency><option>EUR</option><option>USD</option></select>"
        "<input></div></div>"
    )
    assert read_back(session, page, person) == {
        "Currency": "USD",
        "Salary expectation": "85000",
    }


def test_the_name_of_one_question_is_no_section_of_the_next(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div role=heading id=q1>Which referee may we call?</div>"
        "<textarea aria-labelledby=q1></textarea>"
        "<div role=heading id=q2>Your e-mail</div><input aria-labelledby=q2>"
    )
    held = read_back(session, page, person)
    assert held == {"Which referee may we call?": None, "Your e-mail": "nadia@example.org"}


def test_text_handed_into_a_web_component_names_its_tick(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<x-tick>I agree to the privacy policy</x-tick><script>"
        "customElements.define('x-tick', class extends HTMLElement { connectedCallback() {"
        "this.attachShadow({mode: 'open'}).innerHTML ="
        "'<label><input type=checkbox><slot></slot></label>'; } });</script>"
    )
    assert read_back(session, page, person) == {"I agree to the privacy policy": True}


def test_a_file_input_that_its_own_box_covers_is_found(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        "<div><span>Lebenslauf *</span> <span style='position:relative;display:inline-block'>"
        "Datei wählen<input type=file style='position:absolute;opacity:0;width:90px'></span></div>"
        "<label>Zeugnisse <input type=file></label>"
        "<label>Name <input></label>"
    )
    held = {f.label: f.read_back for f in drafted(session, page, person).manifest.fields}
    assert held["Lebenslauf"] == "nadia.pdf"


def test_a_box_fixed_above_the_window_is_a_trap(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label>Full name <input></label>"
        "<input placeholder=City style='position:fixed;top:-200px'><p style='height:3000px'></p>"
        "<label><input type=checkbox> I agree to the privacy policy</label>"
    )
    assert read_back(session, page, person) == {
        "Full name": "Nadia van den Berg",
        "I agree to the privacy policy": True,
    }


def test_a_search_in_the_head_of_the_page_does_not_hide_the_button(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        "</form><form><input type=search name=s></form><form>"
        f"{RESUME}<label>Full name <input></label><input type=submit value='Submit Application'>"
    )
    assert session.prepare(page, person, JobContext()).questions == ()


def test_bare_text_after_a_tick_says_what_it_means(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<table><tr><td><input type=checkbox> I agree to the privacy policy</td></tr>"
        "</table>"
    )
    assert read_back(session, page, person) == {"I agree to the privacy policy": True}


def test_a_page_that_requires_everything_requires_what_it_does_not_call_optional(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"<p>Unless stated otherwise, all fields are required.</p>{RESUME}"
        "<label>Hat size <input></label><label>Nickname of your cat (optional) <input></label>"
    )
    fields = drafted(session, page, person).manifest.fields
    assert {f.label: f.required for f in fields} == {
        "Résumé": True,
        "Hat size": True,
        "Nickname of your cat": False,
    }


def test_to_leave_empty_where_there_is_nothing_to_say_is_no_trap(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(f"{RESUME}<label>E-mail (leave empty if none) <input></label>")
    assert read_back(session, page, person) == {
        "E-mail (leave empty if none)": "nadia@example.org"
    }


def test_what_a_slider_stands_at_is_no_part_of_its_name(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(f"{RESUME}<label for=n>Full name <output>0</output></label><input id=n>")
    assert read_back(session, page, person) == {"Full name": "Nadia van den Berg"}


def test_a_date_whose_year_is_not_offered_is_left_whole(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><span>Earliest start date *</span><select aria-label=Month>"
        "<option value=''>Month<option>January<option>February</select>"
        "<select aria-label=Year><option value=''>Year<option>2019</select></div>"
    )
    soon = StandingAnswer("s", "available_from", "2027-01-11")
    told = replace(person, answers=(*person.answers, soon))
    draft = drafted(session, page, told)
    assert read_back(session, page, told) == {"Earliest start date": None}
    assert "its list has no “2027”" in {q.why for q in draft.questions}


def test_the_heading_of_one_question_is_no_section_of_the_next(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<h2>Questions</h2><div><h3>Name of your manager?</h3><input></div>"
        "<div><h3>E-mail</h3><input></div>"
    )
    fields = drafted(session, page, person).manifest.fields
    assert {f.label: (f.section, f.read_back) for f in fields if f.kind != "file"} == {
        "Name of your manager?": ("Questions", None),
        "E-mail": ("Questions", "nadia@example.org"),
    }


def test_the_rows_of_a_table_stand_under_what_is_asked_of_each(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    row = "<tr><th>{0}<td><input type=radio name={0} aria-label=Yes>"
    row += "<td><input type=radio name={0} aria-label=No>"
    page = page_of(
        f"{RESUME}<h2>Questions</h2><p>Do you have experience with each?</p>"
        f"<table>{row.format('SQL')}{row.format('Java')}</table>"
    )
    fields = drafted(session, page, person).manifest.fields
    assert [(f.label, f.section) for f in fields if f.kind == "radio"] == [
        ("SQL", "Do you have experience with each?"),
        ("Java", "Do you have experience with each?"),
    ]


@pytest.mark.parametrize(
    ("unit", "held"), [("USD", "85000"), ("€", None), ("USD / month", None), ("gross", "85000")]
)
def test_a_unit_printed_beside_a_number_belongs_to_the_question(
    unit: str,
    held: str | None,
    session: Session,
    page_of: Callable[[str], str],
    person: Candidate,
) -> None:
    yearly = StandingAnswer("y", "salary", "85000 USD per year")
    who = replace(person, answers=(yearly, *person.answers))
    page = page_of(
        f"{RESUME}<label for=n>Desired salary</label><div><input id=n type=number>"
        f"<span>{unit}</span></div>"
    )
    assert read_back(session, page, who) == {"Desired salary": held}


def test_a_hint_under_a_box_says_how_a_phone_number_is_written(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><div><label for=p>Phone</label><input id=p type=tel></div>"
        "<div class=x-hint>Ten digits, no punctuation</div></div>"
        "<div><label for=m>Mobile phone</label><input id=m type=tel></div>"
    )
    assert read_back(session, page, person) == {
        "Phone": "7375550182",
        "Mobile phone": "+17375550182",
    }
