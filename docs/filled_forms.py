"""Fills the practice employer's forms and keeps a picture of each: ``docs/generate.py forms``."""

import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import typst

from agent_service import browser
from agent_service.forms.candidate import JobContext
from agent_service.forms.intake import candidate
from agent_service.forms.person import Person
from agent_service.practice.pages import KINDS
from agent_service.practice.postings import publish_first
from agent_service.practice.server import Employer
from agent_service.practice.store import Store

ROOT = Path(__file__).resolve().parents[1]
PERSON = ROOT / "docs" / "examples" / "person.json"
_RESUME = b"= Jonas Wickert\nData Analyst at Harbour & Reed since April 2022. SQL, Tableau."


def picture_forms(folder: Path, say: Callable[[str], None]) -> None:
    """Write ``form-NAME.png`` for the classic form and each other kind; nothing is sent."""
    person = Person.model_validate_json(PERSON.read_bytes())
    with tempfile.TemporaryDirectory() as data, Employer(0, Store(Path(data))) as employer:
        resume = Path(data) / "jonas-wickert.pdf"
        resume.write_bytes(typst.compile(_RESUME))
        who = candidate(person, {"resume": resume})
        publish_first(employer.store, at=datetime.now(UTC).isoformat())
        thread = threading.Thread(target=employer.serve_forever, daemon=True)
        thread.start()
        with browser.session() as session:
            for name, path in {"classic": "jobs/2/apply", **_others()}.items():
                draft = session.prepare(f"{employer.origin}/{path}", who, JobContext())
                (folder / f"form-{name}.png").write_bytes(draft.screenshot_png)
                asked = ", ".join(q.label for q in draft.questions) or "nothing"
                say(f"picture form-{name}: {len(draft.manifest.fields)} fields, asked: {asked}")
        employer.shutdown()


def _others() -> dict[str, str]:
    return {name: f"forms/{name}" for name in KINDS}
