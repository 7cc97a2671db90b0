"""A destination on each channel, leading to a receiver of the test."""

import re
from base64 import urlsafe_b64encode
from os import urandom
from typing import Any
from uuid import UUID

from conftest import NOON
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from receivers import Receiver

from notification_service.destinations import actions, proving
from notification_service.destinations.models import Destination

BROWSER = ec.generate_private_key(ec.SECP256R1())
SECRET = urandom(16)


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def settings_of(channel: str, receiver: Receiver, *, path: str = "hook") -> dict[str, Any]:
    """Return what a person would give."""
    point = BROWSER.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    found: dict[str, dict[str, Any]] = {
        "webhook": {"url": f"http://{receiver.host}/{path}"},
        "web_push": {
            "endpoint": f"http://{receiver.host}/{path}",
            "keys": {"p256dh": b64(point), "auth": b64(SECRET)},
            "device": "Firefox on a laptop",
        },
        "chat": {"url": f"json://{receiver.host}/{path}"},
        "sms": {"url": f"smseagle://token@{receiver.host}/15551234567"},
    }
    return found[channel]


def set_up(
    user_id: UUID, channel: str, receiver: Receiver, *, path: str = "hook", **more: Any
) -> Destination:
    """Set up a destination and prove it as its owner would."""
    given = settings_of(channel, receiver, path=path)
    made = actions.add(user_id, channel, given, kinds=more.get("kinds", []), at=NOON)
    assert proving.ask(made.row.id, at=timezone.now())
    if channel in ("chat", "sms"):
        code = re.findall(r"\b\d{6}\b", receiver.heard[-1].body.decode())[0]
        proving.prove(user_id, made.row.id, code, at=timezone.now())
    row = Destination.objects.get(id=made.row.id)
    assert row.state == "ready", row.detail
    receiver.heard.clear()
    return row
