"""What a drawn list holds: never its hint, never its options, and in which words it shows them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from read_back import RESUME, read_back
from test_drawn_lists import HIDDEN, SHOW

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate

pytestmark = pytest.mark.browser
PageOf = Callable[[str], str]


def test_the_hint_of_an_empty_list_is_no_answer(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label for=c>Favourite colour</label><div><div class=my-select__selection>"
        "<input id=c role=combobox><div class='my-select__placeholder is-transparent'>Type to "
        "search</div></div></div>"
    )
    assert read_back(session, page, person) == {"Favourite colour": None}


def test_a_list_that_holds_its_own_options_is_read_by_what_was_chosen(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<label>Country</label><div id=b class=choices role=combobox tabindex=0"
        " aria-expanded=false><select hidden><option id=o></select><div><span id=v>Select…</span>"
        "</div><div id=d role=listbox hidden><div role=option>Canada</div>"
        "<div role=option>United States</div></div></div><script>const el = (i) => "
        "document.getElementById(i); el('b').onclick = (e) => { const o = e.target;"
        "el('d').hidden = o.matches('[role=option]'); if (el('d').hidden)"
        "el('v').textContent = el('o').textContent = o.textContent; };</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_list_drawn_around_a_box_that_only_takes_keys_is_read(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<div id=f role=combobox><label for=c>Country</label>"
        "<span id=s class=v-select__selection></span>"
        "<input id=c readonly style='opacity:0;width:4px'></div><script>el('f').onclick = () =>"
        "show(['Canada', 'United States'], (t) => { el('s').textContent = t; });</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_searched_box_over_a_hidden_list_holds_what_the_list_does(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<p><label for=i>Country</label><select id=c {HIDDEN}><option value=''>"
        "<option>Canada<option>United States</select><span><b id=t></b>"
        "<input id=i role=combobox></span></p><script>el('i').onclick = () =>"
        "show(['Canada', 'United States'], (t) => { el('t').textContent = el('c').value = t;"
        "el('i').value = ''; });</script>"
    )
    assert read_back(session, page, person) == {"Country": "United States"}


def test_a_group_is_named_by_its_label_and_not_by_what_it_is(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<div role=group aria-labelledby=q><b id=q>Will you need visa sponsorship in the "
        "United States?</b><div role=radiogroup aria-label=radio-group><label><input type=radio "
        "name=v value=1>Yes</label><label><input type=radio name=v value=0>No</label></div></div>"
    )
    assert read_back(session, page, person) == {
        "Will you need visa sponsorship in the United States?": "No"
    }


def test_a_hint_may_say_that_a_list_takes_several_answers(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        f"{RESUME}{SHOW}<label for=i>Technologies</label><div class=x-select><div id=h>"
        "<input id=i class=x-select__input role=combobox readonly><span class=placeholder>Multiple"
        " choices possible</span></div></div><script>el('i').onclick = () =>"
        "show(['Ruby', 'Python', 'SQL'], (t) => {"
        "document.querySelector('.placeholder')?.remove();"
        "el('h').insertAdjacentHTML('beforeend', `<span class=x-tag><span class=x-text>${t}</span>"
        "</span>`); });</script>"
    )
    able = {**person.profile, "skills": [{"name": "Python"}, {"name": "SQL"}]}
    who = replace(person, profile=able)
    assert read_back(session, page, who) == {"Technologies": ("Python", "SQL")}
