"""The corpus's candidate as the form modules see one; the corpus itself stays where it is."""

import json
import os
from pathlib import Path

from agent_service.forms import intake
from agent_service.forms.candidate import Candidate
from agent_service.forms.person import Person

HOME = Path(os.environ.get("CORPUS_DIR", "/nowhere")).resolve() / "forms"
PAGES = HOME / "dev" / "manifest.jsonl"


def pages() -> dict[str, str]:
    """Return the path of each page by its id; an embedded one is reached by its outer page."""
    rows = [json.loads(line) for line in PAGES.read_text("utf-8").splitlines() if line.strip()]
    return {r.get("score_as", r["id"]): r["path"] for r in rows}


def candidate() -> Candidate:
    """Return the one candidate of the corpus."""
    found = Person.model_validate_json((HOME / "profile.json").read_bytes())
    return intake.candidate(found, intake.find_documents(found, HOME))
