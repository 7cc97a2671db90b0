"""Questions inside web components, grids and see-through boxes: what component libraries draw."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate

pytestmark = pytest.mark.browser
#: Puts what its attribute ``of`` says into an open shadow root; ``inner`` may hold more of them.
BOX = """<script>customElements.define('x-box', class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({mode: 'open'}).innerHTML = this.getAttribute('of');
    this.dispatchEvent(new Event('ready', {bubbles: true}));
  } });</script>"""


def test_the_heading_over_a_component_is_the_section_of_what_is_in_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    box = "<x-box of='<label for=%s>%s</label><input id=%s>'></x-box>"
    page = page_of(
        f"{RESUME}<h2>Work experience</h2>{box % ('e', 'Employer', 'e')}"
        f"{box % ('s', 'Start date (MM/YYYY)', 's')}{BOX}"
    )
    assert read_back(session, page, person) == {
        "Employer": "Brook & Co",
        "Start date (MM/YYYY)": "01/2022",
    }


def test_radio_buttons_that_are_components_belong_to_the_group_around_them(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    radio = '<x-box of="<div role=radio tabindex=0 aria-checked=false>%s</div>"></x-box>'
    page = page_of(
        f"{RESUME}<div role=radiogroup aria-label='Will you require sponsorship?'>"
        f"{radio % 'Yes'}{radio % 'No'}</div>{BOX}<script>"
        "document.querySelectorAll('x-box').forEach((b) => b.onclick = () =>"
        "b.shadowRoot.firstChild.setAttribute('aria-checked', 'true'));</script>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_a_component_that_is_a_button_stands_for_the_hidden_file_box_beside_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        '<x-box of=\'<span>Resume</span><x-box of="<button type=button>Browse</button>"></x-box>'
        "<input type=file hidden aria-label=Resume>'></x-box><label>Email <input></label>"
        f"<label>Name <input></label>{BOX}"
    )
    assert [f.name for f in drafted(session, page, person).manifest.files] == ["nadia.pdf"]


def test_the_rows_of_a_grid_that_a_box_opens_are_its_options(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><label for=c>Country</label><div><input id=c role=combobox"
        " aria-haspopup=grid aria-autocomplete=list><div role=grid hidden>"
        "<div role=row><div role=gridcell>Canada</div></div>"
        "<div role=row><div role=gridcell>United States</div></div></div></div></div><script>"
        "const box = document.getElementById('c'), grid = box.nextSibling;"
        "box.onclick = () => { grid.hidden = false; };"
        "box.onblur = () => { grid.hidden = true; };"
        "grid.onmousedown = (e) => e.preventDefault(); grid.onclick = (e) => {"
        " box.value = e.target.closest('[role=row]').innerText; grid.hidden = true; };</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_buttons_in_the_items_of_a_list_are_one_question(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    pill = "<li><button type=button aria-pressed=false onclick=\"this.setAttribute('aria-pressed',"
    pill += "'true')\">%s</button></li>"
    page = page_of(
        f"{RESUME}<div id=q>Will you require sponsorship?</div>"
        f"<ul role=group aria-labelledby=q>{pill % 'Yes'}{pill % 'No'}</ul>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_a_see_through_list_is_opened_by_what_is_drawn_around_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<span id=l>Country</span><div id=d style='position:relative;width:200px'>"
        "<div id=c role=combobox aria-haspopup=listbox aria-expanded=false aria-labelledby=l"
        " tabindex=0 style='position:absolute;opacity:0'>&nbsp;</div><span>No selection</span>"
        "</div><ul role=listbox hidden><li role=option>Canada<li role=option>United States</ul>"
        "<script>const d = document.getElementById('d'), list = document.querySelector('ul');"
        "d.onclick = () => { list.hidden = false; };"
        "list.onclick = (e) => { d.lastChild.textContent = e.target.textContent;"
        " list.hidden = true; };</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_native_list_behind_a_drawn_one_before_it_is_set_through_that(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    clipped = "style='position:absolute;width:1px;height:1px;clip:rect(0 0 0 0)'"
    page = page_of(
        f"{RESUME}<label for=n>Country</label><div id=d><a href='#' tabindex=-1>--</a>"
        f"<input {clipped}></div><select id=n {clipped}><option value=''>--<option>Canada"
        "<option>United States</select><script>const n = document.getElementById('n');"
        "document.querySelector('#d a').onclick = (e) => { e.preventDefault();"
        " document.querySelector('ul')?.remove(); document.body.insertAdjacentHTML('beforeend',"
        " '<ul class=results><li><div role=option>Canada</div><li>'"
        " + '<div role=option>United States</div></ul>');"
        " document.querySelector('ul').onclick = (c) => { n.value = c.target.textContent;"
        " e.target.textContent = n.value; document.querySelector('ul').remove(); }; };</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_drawn_list_that_took_over_the_label_keeps_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label id=l for=a>State</label><select id=s style='display:none'>"
        "<option value=''>— Make a selection —<option>Kansas<option>Texas</select>"
        "<a href='#' id=a role=combobox aria-haspopup=listbox aria-labelledby=l>Make a selection"
        "</a><script>const s = document.getElementById('s'), a = document.getElementById('a');"
        "a.onclick = (e) => { e.preventDefault(); document.querySelector('ul')?.remove();"
        " a.insertAdjacentHTML('afterend', '<ul role=listbox><li role=option>Kansas"
        "<li role=option>Texas</ul>'); document.querySelector('ul').onclick = (c) => {"
        " s.value = a.textContent = c.target.textContent;"
        " document.querySelector('ul').remove(); }; };</script>"
    )
    assert read_back(session, page, person) == {"State": "Texas"}


def test_a_list_whose_text_has_no_width_is_empty(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<span id=l>Hours a week *</span>"
        "<button type=button aria-haspopup=listbox aria-labelledby=l>&#8203;</button>"
    )
    assert read_back(session, page, person) == {"Hours a week": None}


def test_a_number_in_three_boxes_is_put_in_by_its_parts(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<table><tr><td>Daytime phone</td><td>(<input maxlength=3 title='Area code'>)"
        " <input maxlength=3 title=Prefix> - <input maxlength=4></td></tr></table>"
    )
    assert read_back(session, page, person) == {
        "Daytime phone (1/3)": "737",
        "Daytime phone (2/3)": "555",
        "Daytime phone (3/3)": "0182",
    }


def test_rows_of_a_table_under_one_row_of_labels_are_one_entry_each(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    jobs = ({"name": "Brook & Co", "position": "Analyst"}, {"name": "Fern", "position": "Clerk"})
    two = replace(person, profile={**person.profile, "work": list(jobs)})
    row = "<tr><td><input></td><td><input></td></tr>"
    page = page_of(
        f"{RESUME}<table><caption>EMPLOYMENT (most recent first)</caption>"
        f"<tr><th>Employer</th><th>Job title</th></tr>{row}{row}{row}</table>"
    )
    fields = drafted(session, page, two).manifest.fields
    assert [f.read_back for f in fields if f.kind != "file"] == [
        *("Brook & Co", "Analyst"),
        *("Fern", "Clerk"),
        *(None, None),
    ]


def test_a_label_that_points_nowhere_names_the_radio_buttons_below_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><label for=q>Will you require sponsorship?</label><div>"
        "<div role=radiogroup><label><input type=radio name=q>Yes</label>"
        "<label><input type=radio name=q>No</label></div></div></div>"
        "<label>Email <input></label>"
    )
    asked = read_back(session, page, person)
    assert asked == {"Will you require sponsorship?": "No", "Email": "nadia@example.org"}


def test_a_list_that_goes_on_within_says_so_with_an_arrow(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label for=b>How did you hear about us?</label>"
        "<button type=button id=b aria-haspopup=listbox>Select one</button><div id=m></div>"
        "<script>"
        "const m = document.getElementById('m'), b = document.getElementById('b');"
        "b.onclick = () => { m.innerHTML = '<p role=option>Job board &rsaquo;<p role=option>"
        "Corporate site &rsaquo;'; m.onclick = () => {"
        " m.innerHTML = '<p role=option>Internal posting"
        "<p role=option>Larkspur careers website'; m.onclick = (e) => {"
        " b.textContent = e.target.textContent; m.innerHTML = ''; }; }; };</script>"
    )
    assert read_back(session, page, person) == {
        "How did you hear about us?": "Larkspur careers website"
    }


def test_the_letter_named_in_a_heading_is_not_the_resume_below_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of("<h2>CV and covering letter</h2><label>CV <input type=file></label>")
    assert [f.name for f in drafted(session, page, person).manifest.files] == ["nadia.pdf"]
