"""Shapes that libraries of components give to forms, each met on a page unseen before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from form_controls import control
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer
from agent_service.forms.date_shapes import date_shape_of
from agent_service.forms.filler import holds
from agent_service.forms.fitting import fitted
from agent_service.forms.manifest import Value
from agent_service.forms.reader import keyed
from agent_service.forms.slots import slot_of
from agent_service.forms.words import neutral

NOTICE = StandingAnswer("n", "notice_period", "2 weeks")
PAY = StandingAnswer("s", "salary", "165000 USD per year")
PRIVACY = StandingAnswer("p", "consent_privacy", "Yes")
POOL = StandingAnswer("t", "consent_marketing", "No")


def knowing(person: Candidate, *answers: StandingAnswer) -> Candidate:
    return replace(person, answers=(*person.answers, *answers))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Êtes-vous prêt(e) à vous déplacer ?", "Êtes-vous prêt à vous déplacer ?"),
        ("un proyecto del que estés orgulloso/a", "un proyecto del que estés orgulloso"),
        ("Bewerber:innen und Kolleg*innen", "Bewerber und Kolleg"),
        ("étudiant·e en droit", "étudiant en droit"),
        ("able to work w/o sponsorship", "able to work w/o sponsorship"),
        ("Prénom(s), Skill(s)", "Prénom(s), Skill(s)"),
    ],
)
def test_endings_that_address_everybody_are_no_part_of_a_question(
    written: str, meant: str
) -> None:
    assert neutral(written) == meant


@pytest.mark.parametrize(
    ("label", "kind", "slot"),
    [
        ("Êtes-vous prêt(e) à vous déplacer pour des missions ?", "radio", "travel"),
        ("Do you have full working rights in Australia?", "radio", "work_authorization"),
        ("Sind Sie berechtigt, in Österreich zu arbeiten?", "radio", "work_authorization"),
        ("Job title there", "text", "current_title"),
        ("Which store is nearest to you? The nearest store to you", "select", "nearest"),
        ("Ich bin einverstanden, dass Sie meine Daten für andere Stellen speichern", "checkbox",
         "consent_marketing"),
        ("Mes données peuvent servir à d'autres postes", "checkbox", "consent_marketing"),
        ("Meine Daten dürfen für diese Bewerbung gespeichert werden", "checkbox",
         "consent_privacy"),
    ],
)  # fmt: skip
def test_a_question_asks_for(label: str, kind: str, slot: str) -> None:
    options = ("Yes", "No") if kind in ("radio", "select") else ()
    assert slot_of(control(label, kind, options=options)).name == slot


def test_a_list_of_dialling_codes_needs_no_name() -> None:
    asked = control("", "listbox", options=("Germany (+49)", "India (+91)", "United States (+1)"))
    assert slot_of(asked).name == "phone_country"


@pytest.mark.parametrize(
    ("above", "section", "number"),
    [
        (("Current or most recent job",), "Previous job", 1),
        (("Aktuelle Stelle",), "Vorherige Stelle", 1),
        ((), "Previous employment", 0),
        (("Previous employment",), "Current position", 0),
    ],
)
def test_the_job_before_the_present_one_is_another(
    above: tuple[str, ...], section: str, number: int
) -> None:
    asked = replace(control("Job title", section=section), asked_in=above)
    assert slot_of(asked).number == number


@pytest.mark.parametrize(
    ("example", "shape"),
    [
        ("z. B. 31.12.2027", "DD.MM.YYYY"),
        ("e.g. 12/31/2027", "MM/DD/YYYY"),
        ("2027-12-31", "YYYY-MM-DD"),
        ("01/02/2027", ""),
        ("room 12.31", ""),
    ],
)
def test_a_day_given_as_an_example_shows_the_order(example: str, shape: str) -> None:
    assert date_shape_of(example) == shape


def test_a_date_is_written_as_the_example_in_the_box() -> None:
    asked = replace(control("Eintrittstermin"), placeholder="z. B. 31.12.2027")
    assert fitted(asked, "2027-01-11", slot_of(asked), "DE") == "11.01.2027"


@pytest.mark.parametrize(
    ("label", "shown", "meant", "slot", "held"),
    [
        ("Salary (USD)", "165 000", "165000", "salary", True),
        ("Pretensión salarial (USD)", "165.000", "165000 USD per year", "salary", True),
        ("Salary", "165,000.00", "165000", "salary", True),
        ("Salary", "165.000", "165000 USD per year", "salary", False),
        ("Salary (EUR)", "165.000", "165000 USD per year", "salary", False),
        ("Salary (USD)", "16.500", "165000", "salary", False),
        ("Years", "15", "1.5", "years_experience", False),
    ],
)
def test_a_sum_shown_in_groups_is_held(
    label: str, shown: str, meant: Value, slot: str, held: bool
) -> None:
    assert holds(replace(control(label), value=shown), meant, slot) is held


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (("Austin Downtown", "Boston Harbor"), "Austin Downtown"),
        (("Austin Downtown", "Austin Airport"), None),
        (("Boston Harbor", "Chicago Loop"), None),
    ],
)
def test_the_nearest_place_is_the_only_one_in_the_person_s_town(
    person: Candidate, job: JobContext, offered: tuple[str, ...], chosen: str | None
) -> None:
    asked = next(keyed([control("Nearest shop to you", "select", options=offered)], 0))
    assert decide(asked, person, job).value == chosen


@pytest.mark.browser
def test_a_drawn_list_may_tell_its_value_beside_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>First name <input></label>
        <span id=n>Kündigungsfrist</span>
        <div style="position:relative;height:30px"><div role=combobox id=k tabindex=0
          aria-haspopup=listbox aria-expanded=false aria-labelledby="n v"
          style="position:absolute;inset:0"></div>
          <span id=v></span></div>
        <ul id=l hidden><li role=option>2 Wochen</li><li role=option>3 Monate</li></ul>
        <script>
          k.onclick = () => {{ l.hidden = false; }};
          l.onclick = (e) => {{ v.textContent = e.target.textContent; l.hidden = true; }};
        </script>"""
    )
    filled = read_back(session, page, knowing(person, NOTICE))
    assert filled == {"First name": "Nadia", "Kündigungsfrist": "2 Wochen"}


@pytest.mark.browser
def test_a_drawn_tick_is_called_by_the_words_in_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    tick = (
        "<div role=checkbox aria-checked=false tabindex=0 aria-labelledby={i} style='padding:9px'"
        " onclick=\"this.setAttribute('aria-checked', 'true')\"><i>▢</i><span id={i}>{t}</span>"
        "</div>"
    )
    page = page_of(
        f"{RESUME}<label>First name <input></label>"
        + tick.format(i="a", t="Ich stimme den Datenschutzhinweisen zu")
        + tick.format(i="b", t="Meine Daten dürfen für weitere Stellen gespeichert werden")
    )
    filled = read_back(session, page, knowing(person, PRIVACY, POOL))
    assert filled["Ich stimme den Datenschutzhinweisen zu"] is True
    assert not filled["Meine Daten dürfen für weitere Stellen gespeichert werden"]


@pytest.mark.browser
def test_a_plain_box_may_say_only_that_it_opens_a_list(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>First name <input></label>
        <label for=k>Notice period</label><input id=k readonly aria-haspopup=listbox>
        <ul id=l hidden><li role=option>1 week</li><li role=option>2 weeks</li></ul>
        <script>
          k.onclick = () => {{ l.hidden = false; }};
          l.onclick = (e) => {{ k.value = e.target.textContent; l.hidden = true; }};
        </script>"""
    )
    assert read_back(session, page, knowing(person, NOTICE))["Notice period"] == "2 weeks"


@pytest.mark.browser
def test_a_list_that_opens_by_its_arrow_alone_is_opened_by_it(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>First name <input></label><label for=k>Notice period</label>
        <div><input id=k role=combobox aria-expanded=false><button type=button id=x
          aria-label=Clear>×</button><button type=button id=a class=arrow>▾</button></div>
        <ul id=l hidden><li role=option>1 week</li><li role=option>2 weeks</li></ul>
        <script>
          a.onclick = () => {{ l.hidden = false; }};
          l.onclick = (e) => {{ k.value = e.target.textContent; l.hidden = true; }};
          k.onblur = () => {{ if (!/^\\d weeks?$/.test(k.value)) k.value = ''; }};
        </script>"""
    )
    assert read_back(session, page, knowing(person, NOTICE))["Notice period"] == "2 weeks"


@pytest.mark.browser
def test_a_country_is_searched_for_in_the_language_of_the_page(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>Vorname <input></label><label for=k>Land</label>
        <input id=k role=combobox aria-autocomplete=list><ul id=l></ul>
        <script>
          document.documentElement.lang = 'de-AT';
          const all = ['Österreich', 'Vereinigte Arabische Emirate', 'Vereinigte Staaten'];
          k.oninput = () => {{
            const fit = k.value ? all.filter((o) => o.startsWith(k.value)) : [];
            l.innerHTML = fit.map((o) => `<li role=option>${{o}}</li>`).join('');
          }};
          l.onmousedown = (e) => {{ k.value = e.target.textContent; l.innerHTML = ''; }};
        </script>"""
    )
    assert read_back(session, page, person)["Land"] == "Vereinigte Staaten"


@pytest.mark.browser
def test_a_hidden_list_without_an_id_is_known_by_that_of_its_box(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    options = "".join(f"<option>{o}</option>" for o in ("", "Ohio", "Texas"))
    page = page_of(
        f"""{RESUME}<label>First name <input></label><label for=k>State</label>
        <div><select id=s name=state style="display:none">{options}</select>
        <input id=k role=combobox aria-owns=l aria-controls=l></div><ul id=l hidden></ul>
        <script>
          s.removeAttribute('id');
          const list = document.querySelector('select');
          k.onclick = () => {{
            l.innerHTML = '<li role=option>Ohio</li><li role=option>Texas</li>'; l.hidden = false;
          }};
          l.onclick = (e) => {{ list.value = k.value = e.target.textContent; l.hidden = true; }};
        </script>"""
    )
    fields = {f.label: f for f in drafted(session, page, person).manifest.fields}
    assert (fields["State"].id, fields["State"].read_back) == ("k", "Texas")


@pytest.mark.browser
def test_what_a_script_says_of_failed_uploads_is_not_said_by_the_page(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(f"{RESUME}<script>const sorry = 'Upload failed';</script>")
    manifest = drafted(session, page, person).manifest
    assert [f.name for f in manifest.files] == ["nadia.pdf"]


@pytest.mark.browser
def test_each_skill_is_searched_for_and_what_the_list_lacks_is_left_out(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        f"""{RESUME}<label>First name <input></label><label for=k>Add your skills</label>
        <div><span id=chips></span>
        <input id=k role=combobox placeholder=Search required></div><ul id=l></ul>
        <script>
          const all = ['Python', 'Python 2', 'SQL'];
          k.oninput = () => {{
            const fit = k.value ? all.filter((o) => o.startsWith(k.value)) : [];
            l.innerHTML = fit.map((o) => `<li role=option>${{o}}</li>`).join('');
          }};
          l.onclick = (e) => {{
            const chip = `<i class=chip><i class=chip-label>${{e.target.textContent}}</i></i>`;
            chips.innerHTML += chip; k.value = ''; l.innerHTML = '';
          }};
        </script>"""
    )
    skilled = [{"name": name} for name in ("Python", "Falconry", "SQL")]
    knows = replace(person, profile={**person.profile, "skills": skilled})
    assert read_back(session, page, knows)["Add your skills"] == ("Python", "SQL")
