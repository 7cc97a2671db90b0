"""What a page's title says of the opening, where nobody said it."""

from collections.abc import Callable

import pytest
from read_back import RESUME, read_back

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("title", "chosen"),
    [
        ("Apply | Zephyr Energy", "Zephyr website"),
        ("Zephyr Energy: Application form", "Zephyr website"),
        ("Welcome", None),
    ],
)
def test_an_employer_named_in_the_title_makes_its_site_known(
    session: Session,
    page_of: Callable[[str], str],
    person: Candidate,
    title: str,
    chosen: str | None,
) -> None:
    page = page_of(
        f"<title>{title}</title>{RESUME}<label>How did you hear about us? <select><option>"
        "<option>Job board<option>Zephyr website<option>Friend</select></label>"
    )
    assert read_back(session, page, person) == {"How did you hear about us?": chosen}
