"""Signed webhooks: messages as JSON for a program, by the Standard Webhooks scheme.

Each delivery is a POST with ``webhook-id`` (the same on every repeat), ``webhook-timestamp`` and
``webhook-signature`` over ``id.timestamp.body``. Only 2xx within ten seconds is a yes; redirects
are not followed. Attempts are spread over three days.

Source: Standard Webhooks 1.0, "Signature scheme" and "Deliverability and reliability".
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

import orjson
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field

from common.errors import ServiceError
from common.http import Client, Limits, OutboundError, check_url
from notification_service.channels import Channel, Letter, Target, TransportError
from notification_service.channels._answers import check, of_outbound
from notification_service.messages.kinds import Kind

_OLD_SIGNS_FOR = timedelta(days=1)
_LIMITS = Limits(size=64 * 1024, total=10.0, connect=5.0, read=10.0, attempts=1)
_MINUTE, _HOUR = 60.0, 3600.0


class WebhookUnusable(ServiceError):
    """Such an address is never called."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "webhook-unusable"
    title: ClassVar[str] = "This address cannot be called"


class WebhookSettings(BaseModel):
    """Where to post; the secrets are ours and shown once."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(
        max_length=2000,
        title="Address",
        description="an https address that answers a challenge with its words",
    )
    secret: str = Field(default="", json_schema_extra={"readOnly": True})
    old_secret: str = Field(default="", json_schema_extra={"readOnly": True})
    old_until: datetime | None = Field(default=None, json_schema_extra={"readOnly": True})

    def rotated(self, at: datetime) -> "WebhookSettings":
        """Return them with a new secret; the old one signs as well for a day."""
        old = {"old_secret": self.secret, "old_until": at + _OLD_SIGNS_FOR}
        return self.model_copy(update={"secret": new_secret(), **old})


class Webhook(Channel):
    """Posts to an address of the person; it keeps answering programs, so nothing waits."""

    label: ClassVar[str] = "Webhook"
    width: ClassVar[int] = 4
    settings: ClassVar[type[BaseModel] | None] = WebhookSettings
    proof: ClassVar[Literal["code", "challenge", "arrival"]] = "challenge"
    most: ClassVar[int] = 10
    for_programs: ClassVar[bool] = True
    #: 5 s, 5 min, 30 min, then hours: three days and five hours in all.
    pauses: ClassVar[tuple[float, ...]] = (
        5.0,
        5 * _MINUTE,
        30 * _MINUTE,
        *(hours * _HOUR for hours in (2, 5, 10, 14, 20, 24)),
    )

    def by_default(self, kind: Kind) -> bool:
        """Return True: an endpoint names the kinds it wants itself."""
        return not kind.staff

    def settle(self, given: Any) -> WebhookSettings:
        """Return the settings with a secret of ours, whatever was given."""
        try:
            url = check_url(given.url)
        except OutboundError as error:
            raise WebhookUnusable(str(error)) from None
        return WebhookSettings(url=url, secret=new_secret())

    def label_of(self, settings: Any) -> str:
        """Return the host: paths may hold secrets."""
        return urlsplit(settings.url).hostname or self.label

    def provider_of(self, settings: Any) -> str:
        """Return the address's own breaker: nobody else's hooks stop because of it."""
        place = sha256(settings.url.encode()).hexdigest()[:12]
        return f"webhook:{(urlsplit(settings.url).hostname or '')[:70]}:{place}"

    def place_of(self, settings: Any) -> str:
        """Return the address."""
        return str(settings.url)

    def prove(self, target: Target, words: str) -> None:
        """Post the challenge; its words have to come back as ``{"challenge": words}``."""
        body = orjson.dumps({"type": "webhook.challenge", "data": {"challenge": words}})
        answer = _post(target, f"challenge-{words[:16]}", body)
        try:
            given = answer.json()
        except OutboundError:
            given = None
        if not isinstance(given, dict) or given.get("challenge") != words:
            raise TransportError("the challenge was not given back", permanent=True)

    def send(self, letter: Letter) -> None:
        """Post the message."""
        if letter.target is None:
            raise TransportError("there is no address", permanent=True)
        _post(letter.target, str(letter.delivery_id), body_of(letter))

    def preview(self, letter: Letter) -> str:
        """Return the body."""
        return body_of(letter).decode()


def _post(target: Target, message_id: str, body: bytes) -> Any:
    headers = {
        "content-type": "application/json",
        **signed(message_id, body, settings=target.settings, at=timezone.now()),
    }
    try:
        answer = Client(limits=_LIMITS).post(target.settings.url, content=body, headers=headers)
    except OutboundError as error:
        raise of_outbound(error) from error
    check(answer, dead=(410,))  # other refusals may be a deployment gone wrong
    return answer


def body_of(letter: Letter) -> bytes:
    """Return the same JSON on every repeat."""
    hidden = ("group", "count", "name")
    return orjson.dumps(
        {
            "type": letter.kind,
            "timestamp": letter.occurred_at.isoformat(),
            "data": {
                "id": str(letter.delivery_id),
                "user_id": str(letter.user_id),
                "subject": letter.subject,
                "title": letter.words.title,
                "body": letter.words.body,
                "url": letter.url,
                "facts": {k: v for k, v in letter.facts.items() if k not in hidden},
            },
        }
    )


def signed(message_id: str, body: bytes, *, settings: Any, at: datetime) -> Mapping[str, str]:
    """Return the headers of a delivery; a receiver takes any of the signatures."""
    seconds = int(at.timestamp())
    secrets = [settings.secret]
    if settings.old_secret and settings.old_until and at < settings.old_until:
        secrets.append(settings.old_secret)
    content = f"{message_id}.{seconds}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(secret, content) for secret in secrets),
    }


def _signature(secret: str, content: bytes) -> str:
    key = b64decode(secret.removeprefix("whsec_"))
    return "v1," + b64encode(hmac.new(key, content, sha256).digest()).decode()


def new_secret() -> str:
    """Return a secret of 32 random bytes as the scheme writes it."""
    return "whsec_" + b64encode(token_bytes(32)).decode()


CHANNEL = Webhook()
