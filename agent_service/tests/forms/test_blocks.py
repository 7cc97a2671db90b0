"""Blocks that stand there only once a button is pressed: one for each job and course of study."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from read_back import RESUME, drafted

from agent_service.browser import Session
from agent_service.forms.blocks import count, wanted
from agent_service.forms.candidate import Candidate
from agent_service.forms.manifest import differences

pytestmark = pytest.mark.browser
PageOf = Callable[[str], str]
BLOCK = "<p><label>Job title <input name=w{0}t></label><label>Employer <input name=w{0}e></label>"
#: Adds one more block for each press of the button.
ADD = """<h2>Work history</h2><div id=w>{first}</div><button type=button id=a>{says}</button>
<script>let n = 1; const w = document.getElementById('w');
document.getElementById('a').onclick = () => {{ {does} }};</script>"""
GROW = "w.insertAdjacentHTML('beforeend', `" + BLOCK.format("${n++}") + "`);"


@pytest.fixture
def worker(person: Candidate) -> Candidate:
    """Return the person with two jobs and one course of study."""
    jobs = [{"name": "Brook & Co", "position": "Analyst"}, {"name": "Elm", "position": "Clerk"}]
    return replace(
        person, profile={**person.profile, "work": jobs, "education": [{"institution": "UCL"}]}
    )


def titles(session: Session, page: str, who: Candidate) -> list[object]:
    """Return what stands in the boxes of the page, all but the file's."""
    fields = drafted(session, page, who).manifest.fields
    return [f.read_back for f in fields if f.kind != "file"]


@pytest.mark.parametrize("first", ["", BLOCK.format(0)])
@pytest.mark.parametrize("says", ["+ Add another role", "Añadir experiencia", "Add another"])
def test_one_block_is_added_for_every_job(
    first: str, says: str, session: Session, page_of: PageOf, worker: Candidate
) -> None:
    page = page_of(RESUME + ADD.format(first=first, says=says, does=GROW))
    assert titles(session, page, worker) == ["Analyst", "Brook & Co", "Clerk", "Elm"]


def test_what_has_to_be_saved_by_itself_is_closed_again(
    session: Session, page_of: PageOf, worker: Candidate
) -> None:
    opens = (
        "w.innerHTML = '<label>Job title <input></label><button type=button>Save</button>"
        "<button type=button id=c>Cancel</button>';"
        "document.getElementById('c').onclick = () => { w.innerHTML = ''; };"
    )
    page = page_of(RESUME + ADD.format(first="", says="Add job", does=opens))
    assert titles(session, page, worker) == []


def test_a_block_that_asks_what_only_a_person_knows_is_taken_back(
    session: Session, page_of: PageOf, worker: Candidate
) -> None:
    grows = GROW.replace("</label>`", "</label><label>Staff number*<input required></label>"
        "<button type=button onclick=this.parentElement.remove()>Remove</button>`")  # fmt: skip
    kept = "<p><label>Portfolio <input></label><button type=button>Remove</button></p>"
    page = page_of(RESUME + kept + ADD.format(first="", says="Add job", does=grows))
    fields = drafted(session, page, worker).manifest.fields
    assert [f.label for f in fields if f.kind != "file"] == ["Portfolio"]


@pytest.mark.parametrize("says", ["Add job alert", "Add file", "Apply for this job"])
def test_other_buttons_are_left_alone(
    says: str, session: Session, page_of: PageOf, worker: Candidate
) -> None:
    page = page_of(RESUME + ADD.format(first="", says=says, does=GROW))
    assert titles(session, page, worker) == []


def test_the_approved_blocks_are_added_again_before_sending(
    session: Session, page_of: PageOf, worker: Candidate, files: dict[str, Path]
) -> None:
    page = page_of(RESUME + ADD.format(first="", says="Add job", does=GROW))
    approved = drafted(session, page, worker).manifest
    assert differences(approved, session.refill(approved, files)) == []


def test_an_empty_profile_wants_no_block() -> None:
    assert wanted({}) == count(()) == {"work": 0, "education": 0}
