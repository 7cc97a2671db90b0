"""Mail servers and mailboxes over TLS: whom we trust, and what nobody else gets to read."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import returns
from authority import Authority, authority
from mailserver import Loopback, Sink
from postbox import Postbox, serving
from written import letter

from notification_service.channels import TransportError
from notification_service.channels.email import CHANNEL
from notification_service.delivery import mailboxes

Serve = Callable[..., Sink]
HOW = {"EMAIL_USE_TLS": "starttls", "EMAIL_USE_SSL": "ssl_context"}


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    """Return an authority that this process does not trust."""
    return authority(tmp_path)


@pytest.fixture
def trusted(ours: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Return an authority that this process trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
    return ours


@pytest.fixture
def serve(settings: Any) -> Iterator[Serve]:
    """Return what starts a mail server and has the mail settings name it."""
    with ExitStack() as stack:

        def start(use: str, **how: Any) -> Sink:
            sink = Sink()
            controller = Loopback(sink, hostname="127.0.0.1", port=0, **how)
            controller.start()
            stack.callback(controller.stop)
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
            setattr(settings, use, True)
            return sink

        yield start


def answers(count: int = 3) -> list[TransportError | None]:
    """Return what becomes of some mails over one connection."""
    with CHANNEL.opened() as send:
        return list(send([letter(email=f"p{number}@example.org") for number in range(count)]))


@pytest.mark.parametrize("use", HOW)
def test_mails_go_over_tls_to_a_server_that_we_trust(
    use: str, serve: Serve, trusted: Authority
) -> None:
    sink = serve(use, **{HOW[use]: trusted.server()})
    assert answers() == [None] * 3
    assert len(sink.mails) == 3
    assert sink.encrypted == [True] * 3


@pytest.mark.parametrize("use", HOW)
def test_no_mail_goes_to_a_server_that_nobody_vouches_for(
    use: str, serve: Serve, ours: Authority
) -> None:
    _refuses(serve(use, **{HOW[use]: ours.server()}), "certificate is not trusted")


@pytest.mark.parametrize("use", HOW)
def test_no_mail_goes_to_a_server_with_the_certificate_of_another(
    use: str, serve: Serve, trusted: Authority
) -> None:
    _refuses(serve(use, **{HOW[use]: trusted.server("127.0.0.2")}), "certificate is not trusted")


def test_a_server_that_leaves_starttls_out_gets_nothing_in_the_clear(
    serve: Serve, settings: Any
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "agent", "a-secret"
    _refuses(serve("EMAIL_USE_TLS"), "does not encrypt")


def _refuses(sink: Sink, why: str) -> None:
    """Have some mails refused: each may be tried again, none of them left, nor a password."""
    for error in answers():
        assert error is not None
        assert why in str(error)
        assert not error.permanent
    assert (sink.mails, sink.senders, sink.recipients) == ([], [], [])


@pytest.mark.parametrize("scheme", ["imaps", "pop3s"])
def test_a_mailbox_over_tls_is_read(scheme: str, trusted: Authority, settings: Any) -> None:
    box = Postbox(returns.postfix(uuid4()))
    with serving(box, scheme, trusted.server()) as settings.BOUNCES_URL:
        for octets, put_away in mailboxes.returned():
            assert octets.strip() == box.mail.strip()
            put_away()
    assert box.read


@pytest.mark.parametrize("scheme", ["imaps", "pop3s"])
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2"])
def test_a_mailbox_that_nobody_vouches_for_never_hears_the_password(
    scheme: str, address: str, ours: Authority, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if address == "127.0.0.2":  # signed by whom we trust, for another place
        monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
    box = Postbox(returns.postfix(uuid4()))
    with serving(box, scheme, ours.server(address)) as settings.BOUNCES_URL:
        assert list(mailboxes.returned()) == []
    assert (box.heard, box.read) == ([], False)
