"""Boxes for files that a page puts away once it has their file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from read_back import drafted

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate
from agent_service.forms.manifest import differences

pytestmark = pytest.mark.browser
NAME = "<label>Full name <input></label>"


def page_with(after: str) -> str:
    """Return a form whose résumé box is replaced by what the script ``after`` does."""
    return (
        f"{NAME}<div id=d><label for=f>Résumé *</label><input type=file id=f></div><p id=p></p>"
        f"<script>const f = document.getElementById('f'), p = document.getElementById('p');"
        f"f.onchange = () => {{ const name = f.files[0].name; {after} }};</script>"
    )


@pytest.mark.parametrize(
    "after",
    [
        "document.getElementById('d').remove(); p.textContent = 'Attached: ' + name;",
        "document.getElementById('d').style.display = 'none'; p.textContent = name;",
    ],
)
def test_a_file_counts_while_the_page_shows_its_name(
    session: Session,
    page_of: Callable[[str], str],
    person: Candidate,
    files: dict[str, Path],
    after: str,
) -> None:
    manifest = drafted(session, page_of(page_with(after)), person).manifest
    assert [(f.label, f.read_back) for f in manifest.fields] == [
        ("Full name", "Nadia van den Berg"),
        ("Résumé", "nadia.pdf"),
    ]
    assert [f.name for f in manifest.files] == ["nadia.pdf"]
    assert differences(manifest, session.refill(manifest, files)) == []


def test_a_box_that_goes_away_without_a_word_holds_nothing(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(page_with("document.getElementById('d').remove();"))
    assert drafted(session, page, person).manifest.files == ()


def test_an_empty_box_does_not_hold_the_file_of_the_question_below(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = page_of(
        "<div><input type=file aria-label='Import your profile'></div>"
        + page_with("document.getElementById('d').remove(); p.textContent = name;")
    )
    alone = replace(person, documents=person.documents[:1])
    fields = drafted(session, page, alone).manifest.fields
    assert {f.label: f.read_back for f in fields}["Import your profile"] is None


def attached_times(page_of: Callable[[str], str], told: str) -> str:
    """Return a form that tells in a box of its own how often a file was put into the other."""
    script = (
        "let n = 0; const told = document.getElementById('told');"
        f"document.getElementById('f').addEventListener('change', () => {{ n += 1; {told} }});"
    )
    return page_of(
        f"{NAME}<label>City <input id=told></label>"
        f"<label>Résumé * <input type=file id=f></label><script>{script}</script>"
    )


def test_a_page_that_does_nothing_with_a_file_is_given_it_once(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = attached_times(page_of, "document.title = `given ${n}`;")
    manifest = drafted(session, page, person).manifest
    assert [f.name for f in manifest.files] == ["nadia.pdf"]
    live = session._live
    assert live
    assert session._call(lambda: live.frames()[0].evaluate("document.title")) == "given 1"


def test_what_a_page_writes_into_a_box_once_it_has_a_file_is_written_over(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    page = attached_times(page_of, "told.value = 'Springfield';")
    fields = drafted(session, page, person).manifest.fields
    assert {f.label: f.read_back for f in fields}["City"] == "Austin"
