"""A real mail server for tests; it needs no Django, so that it can have a process of its own."""

import asyncio
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Sink:
    """Takes mails, and answers as it is told."""

    def __init__(self) -> None:
        self.hurries = False  # whether it takes several commands in one piece, as most do
        self.refused: dict[tuple[str, str], str] = {}  # by recipient and command
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.senders: list[str] = []
        self.encrypted: list[bool] = []
        self.to_rcpt = "250 OK"
        self.to_data = "250 OK"

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        more = ["250-PIPELINING"] if self.hurries else []
        return [*responses[:-1], *more, responses[-1]]

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if refusal := self.refused.get((address, "RCPT")):
            return refusal
        if self.to_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if refusal := self.refused.get((envelope.rcpt_tos[0], "DATA")):
            return refusal
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        self.senders.append(envelope.mail_from)
        self.encrypted.append(bool(session.ssl or server.transport.get_extra_info("sslcontext")))
        return self.to_data


class Loopback(Controller):
    """A server on a port that the system chooses."""

    def __init__(self, *args: Any, starttls: ssl.SSLContext | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starttls = starttls

    def factory(self) -> SMTP:
        return SMTP(
            self.handler, hostname="sink.test", enable_SMTPUTF8=True, tls_context=self.starttls
        )

    def _trigger_server(self) -> None:
        self.port = cast(asyncio.Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
