"""Mails that come back later: whose they are, what they mean, and what they must not do."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import returns
from conftest import NOON, sweep
from django.utils import timezone
from mailserver import Sink
from postbox import Postbox, serving

from common.contracts.agent import RunFailed
from notification_service.contacts.models import Contact
from notification_service.delivery import bounces, tasks
from notification_service.delivery.models import Delivery, State, Suppression
from notification_service.delivery.reports import read
from notification_service.inbox.models import Message

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def sent(contact: Contact, hear: Callable[..., Any], outbox: list[Any]) -> Delivery:
    """Return a mail that its server took."""
    hear(RunFailed(run_id=uuid4(), step="prepare", code="form-unreadable"))
    sweep()
    found = Delivery.objects.get(channel="email")
    assert found.state == State.SENT
    return found


def told() -> int:
    """Return how often a person was told that a channel reaches them no more."""
    return Message.objects.filter(kind="channel_paused").count()


@pytest.mark.parametrize(
    "write", [returns.postfix, returns.exchange, returns.international, returns.qmail]
)
def test_an_address_that_is_none_is_suppressed_and_its_owner_told_once(
    sent: Delivery, write: Callable[[UUID], bytes]
) -> None:
    assert bounces.take(write(sent.id), at=LATER) == 1
    assert bounces.take(write(sent.id), at=LATER) == 0
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (State.FAILED, "bounced")
    assert "5.1.1" in sent.trail[-1]["detail"]
    assert "ada@example.org" not in str(sent.trail)
    assert (Suppression.objects.count(), told()) == (1, 1)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("5.2.2", "smtp; 552 5.2.2 mailbox full"),
        ("5.7.1", "smtp; 554 5.7.1 looks like spam"),
        ("4.4.7", "smtp; 421 4.4.7 delivery time expired"),
        ("5.3.4", "smtp; 552 5.3.4 message too big"),
        ("5.0.0", "x-unix; disk full"),
        ("5.0.0", "smtp; host mx.example.org[192.5.1.1] said: 554 blocked"),
    ],
)
def test_what_may_pass_suppresses_no_address(sent: Delivery, status: str, said: str) -> None:
    bounces.take(returns.postfix(sent.id, status=status, said=said), at=LATER)
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (State.FAILED, "bounced")
    assert (Suppression.objects.count(), told()) == (0, 0)


@pytest.mark.parametrize(
    ("said", "nobody"),
    [
        ("192.5.1.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown", True),
        ("192.0.2.7 does not like recipient.\nRemote host said: 550 User unknown", True),
        ("192.5.1.1 does not like recipient.\nRemote host said: 550 blocked", False),
        ("I'm not going to try again; this message has been in the queue too long.", False),
        ("The user is over quota. (#5.2.2)", False),
    ],
)
def test_qmail_says_in_words_whether_there_is_such_an_address(
    sent: Delivery, said: str, nobody: bool
) -> None:
    assert bounces.take(returns.qmail(sent.id, said=said), at=LATER) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (State.FAILED, "bounced")
    assert (Suppression.objects.count(), told()) == (int(nobody), int(nobody))


def test_a_mail_that_is_late_is_not_failed_and_may_fail_afterwards(sent: Delivery) -> None:
    late = returns.postfix(sent.id, action="delayed", status="4.4.1", said="smtp; 421 busy")
    bounces.take(late, at=LATER)
    sent.refresh_from_db()
    assert (sent.state, sent.reason, told()) == (State.SENT, "delayed", 0)
    bounces.take(returns.postfix(sent.id), at=LATER)
    bounces.take(late, at=LATER)  # overtaken on its way
    sent.refresh_from_db()
    assert (sent.state, sent.reason, told()) == (State.FAILED, "bounced", 1)


def test_the_return_path_alone_names_the_mail(sent: Delivery, settings: Any, sink: Sink) -> None:
    assert bounces.take(returns.bare(sent.id), at=LATER) == 0
    settings.MAIL_RETURN_PATH = "bounces+*@example.org"
    assert bounces.take(returns.bare(sent.id), at=LATER) == 1
    assert told() == 1


def test_mails_go_out_with_a_return_path_of_their_own(
    contact: Contact, hear: Callable[..., Any], settings: Any, sink: Sink
) -> None:
    settings.MAIL_RETURN_PATH = "bounces+*@example.org"
    hear(RunFailed(run_id=uuid4(), step="prepare", code="form-unreadable"))
    sweep()
    row = Delivery.objects.get(channel="email")
    assert sink.senders == [f"bounces+{row.id.hex}@example.org"]
    assert sink.mails[0]["From"] == "Job Applier <agent@localhost>"


def test_the_bounce_of_an_address_left_behind_does_not_stop_the_new_one(
    sent: Delivery, contact: Contact
) -> None:
    later = timezone.now() + timedelta(minutes=1)
    Contact.objects.update(email="new@example.org", fetched_at=later)
    bounces.take(returns.postfix(sent.id), at=LATER)
    sent.refresh_from_db()
    assert (sent.state, Suppression.objects.count(), told()) == (State.FAILED, 0, 0)


def test_a_report_about_a_mail_that_we_never_sent_changes_nothing(sent: Delivery) -> None:
    in_app = Delivery.objects.get(channel="in_app")
    waiting = Delivery.objects.create(
        id=uuid4(), user_id=sent.user_id, kind="run_failed", subject="w", channel="email",
        facts={}, occurred_at=NOON, created_at=NOON, next_attempt_at=NOON,
    )  # fmt: skip
    for unknown in (uuid4(), in_app.id, waiting.id):
        assert bounces.take(returns.postfix(unknown), at=LATER) == 0
    assert (Suppression.objects.count(), told()) == (0, 0)


@pytest.mark.parametrize(
    "write",
    [
        returns.holiday,
        returns.nested,
        lambda i: b"",
        lambda i: b"\x00\xff" * 5000,
        lambda i: returns.postfix(i)[:600],
        lambda i: returns.postfix(i, action="expanded"),
        lambda i: returns.postfix(i, action="delivered", status="2.0.0"),
        lambda i: returns.postfix(i).replace(b"report-type", b"charset=\xff; x").replace(
            b"message/delivery-status", b"message/delivery-status; charset=\xfe\xff"
        ).replace(b"Action:", b"\xff:"),
    ],
)  # fmt: skip
def test_what_is_no_report_changes_nothing(sent: Delivery, write: Callable[[UUID], bytes]) -> None:
    assert bounces.take(write(sent.id), at=LATER) == 0
    sent.refresh_from_db()
    assert (sent.state, Suppression.objects.count(), told()) == (State.SENT, 0, 0)


def test_a_report_of_twenty_megabytes_is_read_at_its_beginning() -> None:
    delivery = uuid4()
    padded = returns.postfix(delivery) + b"y" * 20_000_000
    assert [one.delivery_id for one in read(padded)] == [delivery]
    assert all(len(one.detail) <= 200 for one in read(returns.huge(delivery)))


def test_a_maildir_is_read_once(sent: Delivery, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.host").write_bytes(returns.postfix(sent.id))
    (tmp_path / "new" / "2.host").write_bytes(b"\xff no mail")
    (tmp_path / "new" / "3.host").symlink_to("/etc/passwd")
    settings.BOUNCES_URL = f"maildir://{tmp_path}"
    assert bounces.collect(at=LATER) == 2
    assert bounces.collect(at=LATER) == 0
    assert sorted(one.name for one in (tmp_path / "cur").iterdir()) == ["1.host:2,S", "2.host:2,S"]
    assert told() == 1


@pytest.mark.parametrize("scheme", ["pop3", "imap"])
def test_a_mailbox_is_read_once(sent: Delivery, settings: Any, scheme: str) -> None:
    box = Postbox(returns.postfix(sent.id))
    with serving(box, scheme) as settings.BOUNCES_URL:
        assert (bounces.collect(at=LATER), box.read, told()) == (1, True, 1)
        assert bounces.collect(at=LATER) == 0


@pytest.mark.parametrize(
    "where",
    ["", "imap://127.0.0.1:1", "pop3://127.0.0.1:1", "maildir:///nowhere", "http://x.example"],
)
def test_a_mailbox_that_is_away_or_none_breaks_nothing(where: str, settings: Any) -> None:
    settings.BOUNCES_URL = where
    assert bounces.collect(at=LATER) == 0
    tasks.read_bounces()
