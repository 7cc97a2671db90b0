"""The page from which a person fills the employer's form in their own browser."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from agent_service.applications.by_hand import BY_HAND
from agent_service.applications.models import Application, GeneratedFile
from agent_service.applications.obstacles import where
from agent_service.approval import page
from agent_service.approval.words import told
from common.contracts.agent import RunState


@dataclass(frozen=True, slots=True)
class Line:
    """One answer, ready to be copied."""

    label: str
    value: str
    source: SafeString
    is_long: bool


def lines(application: Application) -> list[Line]:
    """Return the answers in the form's order; those most forms ask for where it was not read."""
    if application.manifest is not None:
        rows = [row for row in page.rows(application) if row.kind != "file" and row.shown]
        return [_line(row.label, row.shown, row.source) for row in rows]
    known = (application.obstacle or {}).get("answers", ())
    return [_line(told(label), value, told(source)) for label, value, source in known]


def _line(label: str, value: str, source: SafeString) -> Line:
    return Line(label, value, source, len(value) > 80 or "\n" in value)


def in_hand(application: Application) -> bool:
    """Return whether the person is at the form and the agent waits."""
    run = application.run
    return run.state == RunState.NEEDS_PERSON and run.code == BY_HAND


def context(application: Application) -> dict[str, Any]:
    """Return everything the page's template shows."""
    return {
        "application": application,
        "form_url": where(application),
        "lines": lines(application),
        "files": GeneratedFile.objects.filter(run_id=application.run_id).order_by("id"),
        "in_hand": in_hand(application),
        "open": application.state in ("draft", "approved"),
    }
