"""What a person wants, and the last line of an e-mail."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from conftest import NOON, Statements
from django.core import signing

from notification_service.channels import Channel
from notification_service.messages.kinds import KINDS
from notification_service.preferences import actions
from notification_service.preferences.models import Preference

pytestmark = pytest.mark.django_db
PATH = "/api/v1/notifications/preferences/"


def enabled(answer: Any) -> dict[tuple[str, str], bool]:
    """Return the table of an answer."""
    return {(c["kind"], c["channel"]): c["enabled"] for c in answer.json()["choices"]}


def test_an_untouched_account_has_the_defaults_of_the_one_table(
    api: Any, statements: Statements
) -> None:
    api.get(PATH)
    with statements() as made:
        answer = api.get(PATH)
    assert enabled(answer) == {
        (kind.name, channel): found.by_default(kind) or channel in kind.locked
        for kind in KINDS.values()
        if not kind.staff and not kind.asked
        for channel, found in actions.channels().items()
    }
    assert len(made) == 1


def test_a_choice_is_kept_and_the_others_stay(api: Any, client_of: Any, stranger_id: UUID) -> None:
    before = enabled(api.get(PATH))
    choice = {"kind": "run_failed", "channel": "email", "enabled": False}
    for _ in range(2):
        answer = api.put(PATH, {"choices": [choice]})
    assert answer.status_code == 200
    assert enabled(answer) == {**before, ("run_failed", "email"): False}
    assert enabled(client_of(stranger_id).get(PATH)) == before
    assert Preference.objects.count() == 1


def test_the_last_of_two_choices_for_the_same_counts(api: Any) -> None:
    choice = {"kind": "run_failed", "channel": "email"}
    answer = api.put(
        PATH, {"choices": [{**choice, "enabled": False}, {**choice, "enabled": True}]}
    )
    assert enabled(answer)["run_failed", "email"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("choice", "status", "code"),
    [
        ({"kind": "gossip", "channel": "email", "enabled": True}, 422, "choice-unknown"),
        ({"kind": "run_failed", "channel": "pigeon", "enabled": True}, 422, "choice-unknown"),
        ({"kind": "password_changed", "channel": "email", "enabled": False}, 422, "choice-locked"),
        ({"kind": "run_failed", "channel": "email"}, 400, "invalid-input"),
        ({"kind": "run_failed", "channel": "email", "enabled": "x"}, 400, "invalid-input"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_and_nothing_is_kept(
    api: Any, choice: dict[str, Any], status: int, code: str
) -> None:
    good = {"kind": "run_failed", "channel": "in_app", "enabled": False}
    answer = api.put(PATH, {"choices": [good, choice]})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Preference.objects.exists()


@pytest.fixture
def link(user_id: UUID) -> str:
    """Return the path of an e-mail's last line."""
    token = actions.unsubscribe_token(user_id, "run_failed", "email", since=NOON)
    return f"/api/v1/notifications/unsubscribe/{token}/"


@pytest.mark.parametrize("accept", ["text/html", "*/*", "application/json", "text/plain"])
def test_following_the_link_changes_nothing(anonymous: Any, link: str, accept: str) -> None:
    answer = anonymous.get(link, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert '<form method="post">' in answer.content.decode()
    assert not Preference.objects.exists()


def test_one_click_switches_that_kind_off(
    anonymous: Any, api: Any, link: str, user_id: UUID
) -> None:
    for _ in range(2):
        answer = anonymous.post(
            link,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 200
    assert enabled(api.get(PATH))["run_failed", "email"] is False
    assert [(p.user_id, p.enabled) for p in Preference.objects.all()] == [(user_id, False)]


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "x" * 5000])
def test_a_forged_link_is_refused(anonymous: Any, verb: str, token: str) -> None:
    answer = getattr(anonymous, verb)(f"/api/v1/notifications/unsubscribe/{token}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "link-refused")


def test_a_link_signed_for_another_purpose_is_refused(anonymous: Any, user_id: UUID) -> None:
    token = signing.dumps([str(user_id), "run_failed", "email"], salt="something else")
    answer = anonymous.post(f"/api/v1/notifications/unsubscribe/{token}/")
    assert answer.status_code == 404


def test_a_link_older_than_a_year_is_refused(
    anonymous: Any, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "_LINK_SECONDS", -10)
    assert anonymous.get(link).json()["code"] == "link-refused"


def test_a_new_channel_appears_without_another_edit(
    api: Any, monkeypatch: pytest.MonkeyPatch, client_of: Callable[[UUID], Any]
) -> None:
    class Pigeon(Channel):
        label = "Pigeon"

        def send(self, letter: Any) -> None:
            raise AssertionError(letter)

    known = {**actions.channels(), "pigeon": Pigeon()}
    monkeypatch.setattr(actions, "channels", lambda: known)
    assert enabled(api.get(PATH))["run_failed", "pigeon"] is False
