"""A form that is another one now: nothing is sent, the person is asked, staff are told once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from makers import NOON, application, field, manifest, run, step_context

from agent_service.applications import changed_forms
from agent_service.applications.models import Application
from agent_service.forms.draft import NeedsPerson
from agent_service.forms.manifest import Difference, Manifest, differences
from agent_service.steps import prepare
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


def of(adapter: str, *names: str, fingerprint: str = "a" * 64) -> Manifest:
    form = manifest(*[field(name, "x") for name in names])
    return form.model_copy(update={"adapter": adapter, "fingerprint": fingerprint})


def told() -> list[dict[str, Any]]:
    rows = OutboxEvent.objects.filter(name="operations.adapter_changed.v1").order_by("id")
    return [row.payload for row in rows]


def send_back(user_id: UUID, adapter: str, *, hours: int = 0) -> Application:
    """Void an approval because a field came and the form looks different."""
    draft = application(user_id)
    was, now = of(adapter, "name"), of(adapter, "name", "city", fingerprint="b" * 64)
    at = NOON + timedelta(hours=hours)
    changed_forms.send_back(draft, was, differences(was, now), at=at)
    draft.refresh_from_db()
    return draft


def test_the_approval_ends_with_a_sentence_that_names_what_changed(user_id: UUID) -> None:
    draft = send_back(user_id, "lever")
    assert (draft.state, draft.manifest) == ("draft", None)
    [sentence] = draft.timeline.filter(code="form-changed").values_list("sentence", flat=True)
    assert sentence == ("The form differs from what you approved (“City”); nothing was sent.")


def test_staff_hear_once_a_day_of_each_look_of_a_known_systems_form(
    user_id: UUID, stranger_id: UUID
) -> None:
    send_back(user_id, "lever")
    send_back(stranger_id, "lever", hours=23)
    assert told() == [{"adapter": "lever", "fingerprint": "b" * 64, "changed": 1}]
    assert OutboxEvent.objects.get(name="operations.adapter_changed.v1").user_id is None
    send_back(stranger_id, "ashby")
    assert [one["adapter"] for one in told()] == ["lever", "ashby"]


def test_a_form_that_no_adapter_knows_and_a_value_that_differs_are_nothing_for_staff(
    user_id: UUID,
) -> None:
    send_back(user_id, "generic")
    value = Difference(kind="value", key="name", label="Name", approved="Ada", seen="ADA")
    changed_forms.send_back(application(user_id), of("lever", "name"), [value], at=NOON)
    assert told() == []


@pytest.mark.parametrize(
    ("url", "kind", "adapters"),
    [
        ("https://jobs.lever.co/acme/1", "no_form", ["lever"]),
        ("https://jobs.ashbyhq.com/acme/1", "no_button", ["ashby"]),
        ("https://jobs.lever.co/acme/1", "login", []),
        ("https://jobs.lever.co/acme/1", "closed", []),
        ("https://acme.example/jobs/1", "no_form", []),
    ],
)
def test_a_known_system_that_shows_no_form_any_more_is_told(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch, url: str, kind: Any, adapters: list[str]
) -> None:
    def met(*_: Any) -> Any:
        raise NeedsPerson(kind, "Look.")

    monkeypatch.setattr(prepare, "_fill", met)
    monkeypatch.setattr(prepare, "_person", lambda context: EMPTY)
    found = run(user_id)
    type(found.opening).objects.update(url=url)
    for _ in range(2):
        prepare.STEP.run(step_context(found))
    assert [one["adapter"] for one in told()] == adapters


EMPTY: dict[str, Any] = {"resume": {}, "preferences": {}, "answers": []}
