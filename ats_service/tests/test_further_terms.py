"""An operator's own files of skills are known from the start."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from ats_rows import posting
from django.apps import apps

from ats_service.engine.skills.vocabulary import BadTerms, extend_with

pytestmark = pytest.mark.django_db
TEXT = "Arborist\nLocation: Berlin, Germany\n\nRequirements:\n- Dendrochronologing\n- Python\n"


@pytest.fixture(autouse=True)
def _our_own_terms_again() -> Iterator[None]:
    yield
    extend_with([])


def _start(settings: Any, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    settings.ATS_TERMS = [str(file)]
    apps.get_app_config("postings").ready()


def test_a_posting_asks_for_a_skill_of_the_operators_file(
    settings: Any, tmp_path: Path, user_id: UUID
) -> None:
    _start(settings, tmp_path / "mine.txt", "Tree-ring dating; dendrochronologing\n")
    facts = posting(user_id, TEXT).facts
    assert facts is not None
    assert {one["name"] for one in facts["skills"]} == {"Tree-ring dating", "Python"}


def test_a_service_with_a_broken_file_does_not_start(settings: Any, tmp_path: Path) -> None:
    with pytest.raises(BadTerms, match=r"mine\.txt, line 1"):
        _start(settings, tmp_path / "mine.txt", ";\n")
    settings.ATS_TERMS = [str(tmp_path / "none.txt")]
    with pytest.raises(FileNotFoundError):
        apps.get_app_config("postings").ready()
