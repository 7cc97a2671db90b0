"""Web push: a notification of the browser, also while our pages are closed.

The body is encrypted for the one browser (RFC 8291), so that its push service cannot read it;
``Topic`` makes a repeat replace what was not shown yet (RFC 8030, 5.4).
"""

from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

import http_ece
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import BaseModel, ConfigDict, Field

from common.errors import ServiceError
from common.http import Client, Limits, OutboundError, check_url
from notification_service.channels import Channel, Letter, Target, TransportError
from notification_service.channels._answers import check, of_outbound
from notification_service.messages.kinds import EMAIL, Kind, Priority
from notification_service.messages.rendering import one_line
from notification_service.vapid import authorization

_LIMITS = Limits(size=64 * 1024, total=15.0, attempts=1)
_TTL_SECONDS = 86_400
#: A push service takes 4,096 bytes in all (RFC 8030, 7.2); what is longer is cut.
_LONGEST_BODY = 600


class SubscriptionUnusable(ServiceError):
    """This is not what a browser gives."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "subscription-unusable"
    title: ClassVar[str] = "This subscription cannot be used"


class Keys(BaseModel):
    """The browser's keys."""

    model_config = ConfigDict(extra="forbid")

    p256dh: str = Field(max_length=200, description="public key, base64url")
    auth: str = Field(max_length=100, description="secret, base64url")


class Subscription(BaseModel):
    """What ``PushSubscription.toJSON()`` gives in a browser."""

    model_config = ConfigDict(extra="ignore")

    endpoint: str = Field(max_length=2000)
    keys: Keys
    device: str = Field(default="", max_length=60, description="what to call this browser")


class WebPush(Channel):
    """One destination for each browser."""

    label: ClassVar[str] = "Browser"
    settings: ClassVar[type[BaseModel] | None] = Subscription
    proof: ClassVar[Literal["code", "challenge", "arrival"]] = "arrival"
    most: ClassVar[int] = 10

    def by_default(self, kind: Kind) -> bool:
        """Return whether a mail would come, and it is no mere digest."""
        return EMAIL in kind.on and kind.priority <= Priority.NORMAL

    def settle(self, given: Any) -> BaseModel:
        """Return the subscription, its address and keys checked."""
        try:
            check_url(given.endpoint)
            _point(given.keys.p256dh)
            if len(_bytes(given.keys.auth)) != 16:
                raise ValueError("not 16 bytes")
        except OutboundError as error:
            raise SubscriptionUnusable(str(error)) from None
        except ValueError:
            raise SubscriptionUnusable("Subscribe again in the browser.") from None
        return Subscription.model_validate(given.model_dump())

    def label_of(self, settings: Any) -> str:
        """Return what the browser is called."""
        return one_line(settings.device) or self.label

    def provider_of(self, settings: Any) -> str:
        """Return the push service."""
        return f"web_push:{(urlsplit(settings.endpoint).hostname or '')[:80]}"

    def place_of(self, settings: Any) -> str:
        """Return the address."""
        return str(settings.endpoint)

    def prove(self, target: Target, words: str) -> None:
        """Send a first notification: that the push service takes it proves the subscription."""
        first = {"title": "Job Applier", "body": "Notifications arrive here from now on."}
        _push(target, words[:32], orjson.dumps(first))

    def send(self, letter: Letter) -> None:
        """Send one notification."""
        if letter.target is None:
            raise TransportError("there is no browser", permanent=True)
        topic = sha256(letter.delivery_id.bytes).hexdigest()[:32]
        _push(letter.target, topic, body_of(letter), urgent=letter.urgent)


def body_of(letter: Letter) -> bytes:
    """Return what the service worker shows; ``tag`` makes a repeat replace the first."""
    return orjson.dumps(
        {
            "title": letter.words.title,
            "body": letter.words.body[:_LONGEST_BODY],
            "url": letter.url,
            "tag": str(letter.delivery_id),
        }
    )


def _push(target: Target, topic: str, body: bytes, *, urgent: bool = False) -> None:
    given = target.settings
    sealed = http_ece.encrypt(
        body,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(given.keys.p256dh),
        auth_secret=_bytes(given.keys.auth),
        version="aes128gcm",
    )
    headers = {
        "authorization": authorization(given.endpoint),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(_TTL_SECONDS),
        "topic": topic,
        "urgency": "high" if urgent else "normal",
    }
    try:
        answer = Client(limits=_LIMITS).post(given.endpoint, content=sealed, headers=headers)
    except OutboundError as error:
        raise of_outbound(error) from error
    check(answer)


def _point(text: str) -> None:
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(text))


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


CHANNEL = WebPush()
