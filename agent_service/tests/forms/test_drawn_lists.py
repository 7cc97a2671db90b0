"""Lists that scripts draw: hidden twins, lists within lists, lists that are searched or long."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, StandingAnswer
from agent_service.forms.manifest import differences

pytestmark = pytest.mark.browser
#: Draws the list ``show(box, texts, picked)`` at the end of the page; it closes on Escape.
SHOW = """<script>
const shut = () => document.querySelectorAll('.list').forEach((l) => l.remove());
document.addEventListener('keydown', (e) => { if (e.key === 'Escape') shut(); });
function show(texts, picked, role = 'option') {
  shut();
  const ul = document.createElement('ul'); ul.className = 'list results';
  texts.forEach((t) => { const li = document.createElement('li'); li.textContent = t;
    if (role) li.setAttribute('role', role);
    li.onclick = (e) => { e.stopPropagation(); shut(); picked(t); }; ul.append(li); });
  document.body.append(ul); return ul;
}
const el = (id) => document.getElementById(id);
</script>"""
HIDDEN = "style='position:absolute;width:1px;height:1px;clip:rect(0 0 0 0);overflow:hidden'"


def test_a_native_list_behind_a_drawn_one_is_set_through_that(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=c>Country</label><select id=c {HIDDEN}><option value=''>"
        "<option>Canada<option>United States</select><a id=a tabindex=0>Select…</a><script>"
        "el('a').onmousedown = () => show(['Canada', 'United States'],"
        "(t) => { el('c').value = t; el('a').textContent = t; }, '');</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_the_answer_is_looked_for_in_the_list_within_the_list(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=b>How did you hear about us?</label>"
        "<button type=button id=b aria-haspopup=listbox>Select one</button><script>"
        "const kinds = {'Job board': ['Indeed'], 'Our own site': ['Blog', 'Company website']};"
        "el('b').onclick = () => show(Object.keys(kinds), (k) => setTimeout(() =>"
        "show(kinds[k], (t) => { el('b').textContent = t; }), 30));</script>"
    )
    assert read_back(session, page, person) == {"How did you hear about us?": "Company website"}


def test_an_open_list_that_asks_for_typing_is_searched(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=b>Country</label>"
        "<button type=button id=b aria-haspopup=listbox>Select one</button><script>"
        "el('b').onclick = () => { const ul = show(['Please enter 3 or more letters'], () => 0);"
        "const q = document.createElement('input'); ul.prepend(q); q.focus();"
        "q.oninput = () => { if (q.value.length > 2) { show(['Canada', 'United States'].filter("
        "(c) => c.startsWith(q.value)), (t) => { el('b').textContent = t; }); } }; };</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_list_that_holds_only_what_is_in_sight_is_scrolled(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=b>Country</label>"
        "<button type=button id=b aria-haspopup=listbox>Select one</button><script>"
        "const names = [...Array(40).keys()].map((n) => 'Country ' + n).concat('United States');"
        "const draw = (ul) => { const at = Math.floor(ul.scrollTop / 20);"
        "ul.innerHTML = `<div style='height:${names.length * 20}px;box-sizing:border-box;"
        "padding-top:${at * 20}px'></div>`; names.slice(at, at + 6).forEach((t) => {"
        "const o = document.createElement('div'); o.textContent = t; o.style.height = '20px';"
        "o.setAttribute('role', 'option'); ul.firstChild.append(o);"
        "o.onclick = () => { el('b').textContent = t; shut(); }; }); };"
        "el('b').onclick = () => { const ul = show([], () => 0);"
        "ul.style.cssText = 'height:100px;overflow:auto;padding:0'; draw(ul);"
        "ul.onscroll = () => draw(ul); };</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_list_left_open_does_not_lend_its_options_to_the_next(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    toggle = (
        "el('{0}').onclick = () => {{ const open = document.querySelector('.{0}');"
        "if (open) return open.remove(); const ul = document.createElement('ul');"
        "ul.className = '{0}'; ['{1}', '{2}'].forEach((t) => {{ const li ="
        "document.createElement('li'); li.setAttribute('role', 'option'); li.textContent = t;"
        "li.onclick = () => {{ el('{0}').textContent = t; ul.remove(); }}; ul.append(li); }});"
        "document.body.append(ul); }};"
    )
    button = (
        "<label for={0}>{1}</label>"
        "<button type=button id={0} aria-haspopup=listbox>Select one</button>"
    )
    page = page_of(
        RESUME
        + SHOW
        + button.format("x", "How many years of experience do you have?")
        + button.format("y", "Country")
        + f"<script>{toggle.format('x', 'Few', 'Many')}"
        + toggle.format("y", "Canada", "United States")
        + "</script>"
    )
    held = read_back(session, page, person)
    assert held == {"How many years of experience do you have?": None, "Country": "United States"}


def test_buttons_that_say_yes_and_no_are_one_question(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><p>Will you require sponsorship?</p><div id=g>"
        "<button type=button>Yes</button><button type=button>No</button></div></div><script>"
        "document.querySelectorAll('#g button').forEach((b) => { b.onclick = () => {"
        "document.querySelectorAll('#g button').forEach((o) => o.classList.remove('active'));"
        "b.classList.add('active'); }; });</script>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_radio_buttons_without_a_name_belong_together_by_their_group(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><label>Will you require sponsorship?</label><div class=radio-group>"
        "<label><input type=radio> Yes</label><label><input type=radio> No</label></div></div>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_a_list_that_wakes_up_once_another_is_answered_is_filled(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=c>Country</label><select id=c><option value=''><option>Canada"
        "<option>United States</select><label for=s>State</label><select id=s disabled></select>"
        "<script>el('c').onchange = () => setTimeout(() => { el('s').disabled = false;"
        "el('s').innerHTML = '<option value=\"\"><option>Kansas<option>Texas'; }, 300);</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States", "State": "Texas"}


def test_drawn_radio_buttons_need_no_radiogroup_around_them(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div><span id=l>Will you require sponsorship?</span>"
        "<div role=group aria-labelledby=l><button type=button role=radio aria-checked=false>Yes"
        "</button><button type=button role=radio aria-checked=false>No</button></div></div>"
        "<script>document.querySelectorAll('[role=radio]').forEach((b) => { b.onclick = () =>"
        "b.setAttribute('aria-checked', 'true'); });</script>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_a_see_through_radio_button_that_lies_over_its_label_is_clicked(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    item = (
        "<div style='position:relative;height:40px'><input type=radio name=v id={0}"
        " style='opacity:0;position:absolute;left:0;top:0;width:60px;height:40px;z-index:1'>"
        "<label for={0}>{0}</label></div>"
    )
    page = page_of(
        f"{RESUME}<fieldset><legend>Will you require sponsorship?</legend>"
        f"{item.format('Yes')}{item.format('No')}</fieldset>"
    )
    assert read_back(session, page, person) == {"Will you require sponsorship?": "No"}


def test_what_a_list_shows_is_no_part_of_its_name_nor_is_its_arrow_of_its_value(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<span id=l>Country</span><div role=combobox tabindex=0 id=b"
        " aria-expanded=false aria-labelledby='l v'><span id=v></span><span>▾</span></div><script>"
        "el('b').onclick = () => show(['Canada', 'United States'],"
        "(t) => { el('v').textContent = t; });</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_button_that_opens_a_calendar_takes_the_day(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    who = replace(person, answers=(StandingAnswer("d", "available_from", "2027-01-11"),))
    page = page_of(
        f"{RESUME}<label for=b>Available from</label>"
        "<button type=button id=b aria-haspopup=dialog>Pick a date</button><script>"
        "document.getElementById('b').onclick = () => { document.querySelector('.calendar')"
        "?.remove(); const c = document.createElement('div'); c.className = 'calendar';"
        "c.innerHTML = '<b>January 2027</b><table>' + [...Array(31).keys()].map((n) =>"
        "`<td><button type=button>${n + 1}</button></td>`).join('') + '</table>';"
        "c.onclick = (e) => { if (e.target.type === 'button') { document.getElementById('b')"
        ".textContent = `January ${e.target.textContent}, 2027`; c.remove(); } };"
        "document.body.append(c); };</script>"
    )
    assert read_back(session, page, who) == {"Available from": "January 11, 2027"}


def test_a_box_within_a_drawn_list_opens_that_list(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<div role=combobox aria-expanded=false id=b><label for=i>How did you hear"
        " about us?</label><span class=v-select__selection id=s></span><input id=i readonly></div>"
        "<script>el('b').onclick = () => show(['Job fair', 'Company website'],"
        "(t) => { el('s').textContent = t; });</script>"
    )
    assert read_back(session, page, person) == {"How did you hear about us?": "Company website"}


def test_the_arrow_beside_a_box_with_suggestions_is_no_question(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label for=i>Full name</label><div><input id=i role=combobox>"
        "<button type=button aria-haspopup=listbox aria-label='Show options'>▾</button></div>"
    )
    assert read_back(session, page, person) == {"Full name": "Nadia van den Berg"}


def test_a_city_is_told_from_its_namesakes_by_region_and_country(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=i>City</label><input id=i role=combobox><script>"
        "el('i').oninput = () => show(['Austin, Minnesota, United States',"
        "'Austin, Texas, United States'], (t) => { el('i').value = t; });</script>"
    )
    assert read_back(session, page, person) == {"City": "Austin, Texas, United States"}


def test_a_city_box_that_suggests_nothing_keeps_the_city_alone(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(f"{RESUME}<label for=i>City</label><input id=i role=combobox>")
    assert read_back(session, page, person) == {"City": "Austin"}


def test_a_drawn_box_over_a_native_one_in_its_label_is_ticked_once(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label><input type=checkbox id=c aria-hidden=true {HIDDEN}><span role=checkbox"
        " id=s tabindex=0 aria-checked=false style='padding:6px'></span>"
        " I agree to the privacy policy</label>"
        "<script>const c = document.getElementById('c'); c.onchange = () =>"
        "document.getElementById('s').setAttribute('aria-checked', c.checked);</script>"
    )
    assert read_back(session, page, person) == {"I agree to the privacy policy": True}


def test_a_drawn_list_that_takes_several_answers_gets_them_all(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label id=l>Which of these do you know?</label><div role=combobox"
        " id=b tabindex=0 aria-labelledby=l aria-haspopup=listbox aria-expanded=false"
        " class=select-multiple style='height:20px'></div><script>const held = [];"
        "el('b').onclick = () => { const list = ['Python', 'Perl', 'SQL'];"
        "const again = () => show(list, (t) => { held.push(t); again();"
        "el('b').textContent = held.join(', '); }); again(); };</script>"
    )
    able = {**person.profile, "skills": [{"name": "Python"}, {"name": "SQL"}]}
    answers = read_back(session, page, replace(person, profile=able))
    assert answers == {"Which of these do you know?": ("Python", "SQL")}


def test_a_box_that_only_shows_what_was_picked_is_filled_alike_again(
    session: Session,
    page_of: Callable[[str], str],
    person: Candidate,
    files: dict[str, Path],
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=i>Country</label><input id=i role=combobox readonly><script>"
        "el('i').onclick = () => show(['Canada', 'United States'],"
        "(t) => { el('i').value = t; });</script>"
    )
    manifest = drafted(session, page, person).manifest
    assert [f.read_back for f in manifest.fields] == ["nadia.pdf", "United States"]
    assert differences(manifest, session.refill(manifest, files)) == []
