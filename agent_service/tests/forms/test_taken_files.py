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
