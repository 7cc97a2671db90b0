import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agent_service.writing.render import render
from agent_service.writing.reread import reread
from agent_service.writing.write import write

AT = date(2026, 11, 23)
LABELS = Path(os.environ.get("CORPUS_DIR", "/nowhere"), "resumes/dev/labels")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("CORPUS_DIR" not in os.environ, reason="CORPUS_DIR is not set"),
]


def profiles() -> list[Any]:
    """One profile for each content of the corpus."""
    files = {file.name.split("__")[0]: file for file in sorted(LABELS.glob("*.json"))}
    return [pytest.param(file, id=content) for content, file in files.items()]


@pytest.mark.parametrize("file", profiles())
def test_every_real_profile_is_written_rendered_and_read_back(
    file: Path, posting: dict[str, Any]
) -> None:
    written = write(json.loads(file.read_text()), posting, at=AT)
    for document in (written.resume, written.letter):
        reread(render(document, kind="pdf", at=AT), document, kind="pdf")
    reread(render(written.resume, kind="docx", at=AT), written.resume, kind="docx")
