"""Pages that links lead to speak the person's language, or else their browser's."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from conftest import NOON
from django.core import signing
from uuid_utils.compat import uuid7

from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery
from notification_service.messages.kinds import KINDS
from notification_service.messages.languages import languages, pages_of
from notification_service.preferences.actions import channels, unsubscribe_token
from notification_service.preferences.models import Habits
from notification_service.reminders.tokens import snooze_token

pytestmark = pytest.mark.django_db
BASE = "/api/v1/notifications/"
LANGUAGES = sorted(languages())


@pytest.fixture
def links(user_id: UUID) -> dict[str, str]:
    """Return the path of a link of each kind."""
    row = Delivery.objects.create(
        id=uuid7(), user_id=user_id, kind="run_failed", subject="s", channel="email", facts={},
        occurred_at=NOON, created_at=NOON, next_attempt_at=NOON,
    )  # fmt: skip
    off = unsubscribe_token(user_id, "run_failed", "email", since=NOON)
    browser = signing.TimestampSigner(salt="notification_service.browser")
    return {
        "unsubscribe": f"{BASE}unsubscribe/{off}/",
        "snooze": f"{BASE}snooze/{snooze_token(row)}/",
        "browser": f"{BASE}browser/{browser.sign_object(str(user_id))}/",
    }


@pytest.mark.parametrize("name", ["unsubscribe", "snooze", "browser"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_the_language_of_the_browser(
    anonymous: Any, links: dict[str, str], name: str, language: str
) -> None:
    wanted = f"xx, {language}-CH;q=0.8, zz;q=0.9"
    answer = anonymous.get(links[name], headers={"Accept-Language": wanted})
    shown = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (200, language)
    assert f'<html lang="{language}">' in shown
    assert pages_of(language)[name]["act"] in shown
    assert not re.search(r"\{|\}\}", re.sub(r"(?s)<style>.*</style>", "", shown))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_is_said_in_that_language_too(
    anonymous: Any, links: dict[str, str], language: str
) -> None:
    days = {"en": "3 March", "de": "3. März", "fr": "3 mars", "es": "3 de marzo"}
    for name in ("unsubscribe", "snooze"):
        answer = anonymous.post(links[name], headers={"Accept-Language": language})
        shown = answer.content.decode()
        assert pages_of(language)[name]["done"] in shown
        assert "<form" not in shown
    assert days[language] in shown


def test_the_persons_own_language_comes_first(
    anonymous: Any, links: dict[str, str], contact: Contact
) -> None:
    def spoken() -> str:
        headers = {"Accept-Language": "es"}
        return str(anonymous.get(links["unsubscribe"], headers=headers)["Content-Language"])

    Contact.objects.update(language="fr-CA")
    assert spoken() == "fr"
    Habits.objects.update(language="de")
    assert spoken() == "de"
    Habits.objects.update(language="")
    Contact.objects.update(language="tlh")
    assert spoken() == "es"


@pytest.mark.parametrize("header", ["", "*", "x" * 10_000, "de;q=nonsense", "\x00", "../en"])
def test_a_header_that_names_no_language_is_answered_in_english(
    anonymous: Any, links: dict[str, str], header: str
) -> None:
    answer = anonymous.get(links["unsubscribe"], headers={"Accept-Language": header})
    assert answer["Content-Language"] in ("en", "de")


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_word_of_a_page_is_there_in_every_language(language: str) -> None:
    own, english = pages_of(language), pages_of("en")
    assert set(own["kinds"]) == set(KINDS)
    assert set(own["channels"]) >= set(channels())
    for name in ("unsubscribe", "snooze", "browser"):
        assert own[name].keys() == english[name].keys()
        for word, text in own[name].items():
            assert text != english[name][word]
            assert _holes(text) == _holes(english[name][word])


def _holes(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_contacts_from_before_there_were_reports_get_theirs(
    contact: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import import_module

    from django.apps import apps

    from notification_service.reminders import actions
    from notification_service.reminders.models import Reminder

    plan: Callable[..., None] = import_module(
        "notification_service.reminders.migrations.0004_weekly_for_everybody"
    ).plan
    for _ in range(2):
        plan(apps, None)
    made = Reminder.objects.values().get()
    Reminder.objects.all().delete()
    actions.plan_weekly(contact.user_id, contact.zone, at=made["created_at"])
    assert Reminder.objects.values().get() == made
