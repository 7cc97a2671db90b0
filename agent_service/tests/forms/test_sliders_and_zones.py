"""Sliders, native and drawn, and zones to drop files into whose input stands elsewhere."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from read_back import RESUME, drafted, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, StandingAnswer

pytestmark = pytest.mark.browser
PageOf = Callable[[str], str]
DRAWN = """<b id=l>{label}</b><span><span><span id=t role=slider tabindex=0 aria-labelledby=l
aria-valuemin=0 aria-valuemax=100 aria-valuenow=0 style='display:block;width:9px;height:9px'>
</span></span></span><script>const t = document.getElementById('t'); t.onkeydown = (e) => {{
const at = +t.getAttribute('aria-valuenow'), by = {{Home: -at, ArrowRight: {step}}}[e.key];
if (by) t.setAttribute('aria-valuenow', at + by); }};</script>"""


@pytest.fixture
def traveller(person: Candidate) -> Candidate:
    """Return the person with a share of time for travel."""
    return replace(person, answers=(*person.answers, StandingAnswer("t", "travel", "25")))


def test_a_drawn_slider_is_moved_by_its_keys(
    session: Session, page_of: PageOf, traveller: Candidate
) -> None:
    page = page_of(RESUME + DRAWN.format(label="Travel (%)", step=5))
    assert read_back(session, page, traveller) == {"Travel (%)": "25"}


def test_a_slider_that_does_not_stop_at_the_answer_is_left(
    session: Session, page_of: PageOf, traveller: Candidate
) -> None:
    page = page_of(RESUME + DRAWN.format(label="Travel (%)", step=10))
    assert read_back(session, page, traveller) == {"Travel (%)": None}


def test_a_slider_nobody_knows_an_answer_for_is_no_answer(
    session: Session, page_of: PageOf, traveller: Candidate
) -> None:
    page = page_of(RESUME + DRAWN.format(label="Love of tea", step=5))
    assert read_back(session, page, traveller) == {"Love of tea": None}


def test_a_see_through_slider_is_seen_by_its_track(
    session: Session, page_of: PageOf, traveller: Candidate
) -> None:
    page = page_of(
        f"{RESUME}<b id=l>Travel (%)</b><span class=x-slider style='display:block;height:9px;"
        "position:relative'><input type=range aria-labelledby=l min=0 max=100 value=0 step=5 "
        "style='position:absolute;clip:rect(0 0 0 0);width:100%;height:100%'></span>"
    )
    assert read_back(session, page, traveller) == {"Travel (%)": "25"}


def test_a_zone_is_fed_through_the_input_at_the_end_of_the_page(
    session: Session, page_of: PageOf, person: Candidate
) -> None:
    page = page_of(
        "<form><label>E-mail <input type=email></label><p>Your CV*</p>"
        "<div class=dropzone id=cv><button type=button>Drop it here</button></div></form>"
        "<script>function fresh() { const i = document.createElement('input'); i.type = 'file';"
        "i.style.cssText = 'visibility:hidden;position:absolute;height:0;width:0';"
        "document.body.append(i); i.onchange = () => { document.getElementById('cv').append("
        "i.files[0].name); i.remove(); fresh(); }; } fresh();</script>"
    )
    fields = drafted(session, page, person).manifest.fields
    assert [(f.label, f.id, f.required, f.read_back) for f in fields if f.kind == "file"] == [
        ("Your CV", "cv", True, "nadia.pdf")
    ]
