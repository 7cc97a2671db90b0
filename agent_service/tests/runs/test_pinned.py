"""What a run pins when its résumé was read."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from makers import run, step_context

from agent_service.runs import record
from agent_service.runs.models import Run, Step
from agent_service.steps import resume
from agent_service.steps._contract import Answer, Done
from common import internal, leases

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_run_keeps_its_document_profile_and_the_language_of_its_person(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(user_id)
    known: dict[str, dict[str, Any]] = {
        f"/documents/{found.document_id}/": {"sha256": "a" * 64},
        "/profile/": {"version": 3},
        f"/contacts/{user_id}/": {"language": "de-AT", "zone": "Europe/Vienna"},
    }

    class Peer:
        def __init__(self, service: str, path: str, *, on_behalf_of: UUID) -> None:
            assert (service, on_behalf_of) == ("user_service", user_id)
            self.body = known[path]

        def json(self) -> dict[str, Any]:
            return self.body

    monkeypatch.setattr(internal, "call", Peer)
    outcome = resume.STEP.run(step_context(found, answer=Answer(True, {"parse_id": "1"})))
    assert isinstance(outcome, Done)
    held = leases.claim(Run.objects.filter(id=found.id))
    assert held
    row = Step.objects.create(run=held, name="resume", user_id=user_id, started_at=timezone.now())
    record.outcome(held, row, outcome, at=timezone.now())
    found.refresh_from_db()
    assert (found.document_sha256, found.profile_version) == ("a" * 64, 3)
    assert (found.language, found.zone) == ("de-AT", "Europe/Vienna")
