"""Links of mails to the pages of applications, which agent_service makes: with it and without."""

from typing import Any
from unittest.mock import Mock

import httpx2
import pytest
from conftest import NOON, sweep
from django.utils import timezone
from mailserver import Sink
from written import letter

from common import internal
from notification_service.channels import Letter
from notification_service.channels.email import CHANNEL
from notification_service.contacts.models import Contact
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State
from notification_service.messages.kinds import KINDS


def asking(monkeypatch: pytest.MonkeyPatch, answer: Any) -> Letter:
    """Return a letter that asks for approval, where agent_service answers so."""

    def call(service: str, path: str, **options: Any) -> httpx2.Response:
        assert (service, options["method"]) == ("agent_service", "POST")
        assert options["json"] == {"digest": "d", "language": "en"}
        assert path == "/applications/7/mailed-link/"
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(201, json=answer)

    monkeypatch.setattr(internal, "call", call)
    facts = {"application_id": "7", "manifest_digest": "d"}
    return letter(kind="approval_needed", facts=facts)


MINTED = {
    "path": "/review/open/secret/",
    "title": "Baker\r\nBcc: all@example.org",
    "employer": "Crumb & Sons",
    "steps": {"approve": "/review/open/yes/", "reject": "/review/open/no/", "pay": "/pay/"},
}


def test_a_mail_that_asks_for_approval_holds_links_that_open_and_decide(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANNEL.send(asking(monkeypatch, MINTED))
    text, html = (part.get_content() for part in sink.mails[0].iter_parts())
    origin = "http://127.0.0.1:8000"
    for words in (text, html):
        for path in ("open/secret/", "open/yes/", "open/no/"):
            assert f"{origin}/review/{path}" in words
        assert f"{origin}/api/v1/notifications/snooze/" in words
        assert "/pay/" not in words
        assert "Baker Bcc: all@example.org" in words
    assert sink.mails[0]["Subject"].endswith(": Crumb & Sons")
    assert sink.mails[0]["Bcc"] is None


def test_a_title_and_an_employer_of_ten_megabytes_are_cut(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = {"title": "<b>" * 3_000_000, "employer": "Crumb\n" * 2_000_000}
    CHANNEL.send(asking(monkeypatch, {**MINTED, **long}))
    (mail,) = sink.mails
    assert len(mail.as_bytes()) < 10_000
    assert len(str(mail["Subject"])) <= 200
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "<b>" in text
    assert "<b>" not in html


@pytest.mark.parametrize(
    "kind",
    [
        "person_needed", "outcome_unknown", "application_submitted", "application_refused",
        "follow_up_due",
    ],
)  # fmt: skip
def test_a_mail_about_an_application_opens_its_page(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def call(service: str, path: str, **options: Any) -> httpx2.Response:
        assert (service, path) == ("agent_service", "/applications/7/mailed-link/")
        return httpx2.Response(201, json={"path": "/review/open/secret/"})

    monkeypatch.setattr(internal, "call", call)
    facts = {"application_id": "7", "run_id": "r", "submitted_at": NOON.isoformat()}
    CHANNEL.send(letter(kind=kind, facts=facts))
    text = next(sink.mails[0].iter_parts()).get_content()
    assert "http://127.0.0.1:8000/review/open/secret/" in text


def test_a_link_is_made_for_a_page_in_the_language_of_its_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Mock(return_value=httpx2.Response(201, json={"path": "/review/open/secret/"}))
    monkeypatch.setattr(internal, "call", asked)
    letter(kind="outcome_unknown", facts={"application_id": "7", "run_id": "r"}, language="de-AT")
    assert asked.call_args.kwargs["json"]["language"] == "de-AT"


def test_a_mail_about_a_run_that_has_no_application_yet_needs_no_link(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(internal, "call", Mock(side_effect=AssertionError))
    for facts in ({}, {"application_id": None}):
        said = {"run_id": "r", "code": "employer-taken", **facts}
        CHANNEL.send(letter(kind="person_needed", facts=said))
    for mail in sink.mails:
        text = " ".join(next(mail.iter_parts()).get_content().split())
        assert "/review/" not in text
        assert "Another application of yours is open at this employer." in text


def test_an_older_agent_that_knows_one_link_only_is_understood(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANNEL.send(asking(monkeypatch, {"path": "/review/open/secret/"}))
    assert "/review/open/secret/" in next(sink.mails[0].iter_parts()).get_content()


def test_a_mail_about_an_application_that_is_gone_leads_to_the_page_that_says_so(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANNEL.send(asking(monkeypatch, internal.PeerRefused("404")))
    assert "http://127.0.0.1:8000/review/7/" in next(sink.mails[0].iter_parts()).get_content()


@pytest.mark.django_db
def test_a_mail_waits_while_no_link_can_be_made(
    sink: Sink, contact: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(internal, "call", Mock(side_effect=internal.PeerAway("away")))
    facts = {"application_id": "7", "manifest_digest": "d", "run_id": "r"}
    at = timezone.now()
    actions.route(KINDS["approval_needed"], contact.user_id, facts, occurred_at=NOON, at=at)
    sweep()
    mail = Delivery.objects.get(channel="email")
    assert (mail.state, mail.reason, sink.mails) == (State.PENDING, "transport-error", [])


def test_a_mail_that_only_tells_something_goes_without_a_link_that_cannot_be_made(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Mock(side_effect=internal.PeerAway("hangs"))
    monkeypatch.setattr(internal, "call", away)
    facts = {"application_id": "7", "submitted_at": NOON.isoformat()}
    for _ in range(3):
        CHANNEL.send(letter(kind="application_submitted", facts=facts))
    assert len(sink.mails) == 3
    assert "/review/" not in next(sink.mails[0].iter_parts()).get_content()
    with pytest.raises(internal.PeerAway):
        letter(kind="outcome_unknown", facts=facts)
    assert away.call_count == 1  # whoever hangs holds up one message, not all of them
