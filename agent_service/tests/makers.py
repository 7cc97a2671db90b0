"""Rows for tests, made as the product makes them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.forms.manifest import Manifest, ManifestField, Source
from agent_service.openings import actions as openings
from agent_service.openings.models import Opening
from agent_service.runs import actions as runs
from agent_service.runs.models import Run
from agent_service.steps._contract import Context

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
POSTING = """Backend Engineer

Requirements:
- 3+ years of experience with Python and Django
- PostgreSQL
"""


def opening(user_id: UUID, url: str = "https://boards.greenhouse.io/acme/jobs/123") -> Opening:
    """Return an opening whose posting is there."""
    return openings.add_text(
        user_id, POSTING, title="Backend Engineer", employer="Acme", url=url, at=NOON
    )


def run(user_id: UUID, of: Opening | None = None) -> Run:
    """Return a run at its first step."""
    wanted = of or opening(user_id)
    return runs.start(user_id, opening_id=wanted.id, document_id=uuid4(), at=NOON)


def field(key: str, value: Any, **columns: Any) -> ManifestField:
    """Return one field of a manifest."""
    usual: dict[str, Any] = {"required": False, "kind": "text", "source": Source(kind="profile")}
    columns = usual | columns
    return ManifestField(
        key=key, frame="", id=key, name=key, label=key.title(), section="", value=value,
        read_back=value, policy="exact", **columns,
    )  # fmt: skip


def manifest(*fields: ManifestField, url: str = "https://acme.example/apply") -> Manifest:
    """Return a manifest with these fields."""
    return Manifest(
        url=url, final_url=url, fingerprint="f" * 8, adapter="generic", prepared_at=NOON,
        fields=fields or (field("name", "Ada"), field("city", "London")),
    )  # fmt: skip


def application(user_id: UUID, *fields: ManifestField, of: Opening | None = None) -> Application:
    """Return a draft whose form is filled."""
    found = run(user_id, of)
    draft = actions.begin(found.id, found.opening, at=NOON)
    actions.keep_manifest(draft, manifest(*fields), questions=[], screenshot=b"", at=NOON)
    draft.refresh_from_db()
    return draft


def step_context(found: Run, **given: Any) -> Context:
    """Return what a step of the run is given."""
    usual: dict[str, Any] = {
        "run_id": found.id, "user_id": found.user_id, "opening_id": found.opening_id,
        "document_id": found.document_id, "document_sha256": "", "profile_version": 1,
        "fencing": 1, "confirmed": frozenset(found.confirmed), "outputs": {},
        "command_id": found.id, "answer": None, "at": NOON, "attempts": 1,
        "check_lease": lambda: None,
    }  # fmt: skip
    return Context(**(usual | given))


def stand_still(found: Run, code: str, *, step: str = "prepare", why: str = "Look.") -> None:
    """Let a run wait for its person at a step, as the engine would store it."""
    Run.objects.filter(id=found.id).update(state="needs_person", step=step, code=code, reason=why)
    found.refresh_from_db()
