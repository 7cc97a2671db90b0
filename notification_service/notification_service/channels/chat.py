"""Chat and push services: Slack, Discord, Telegram, ntfy, Matrix, Pushover, Teams and the rest."""

from typing import ClassVar

from notification_service.channels._apprise import AppriseChannel
from notification_service.channels.sms import SERVICES


class Chat(AppriseChannel):
    """Any service that apprise reaches by HTTP, text messages excepted."""

    label: ClassVar[str] = "Chat"
    #: Mails go by our own channel; the last two read files of this machine that an address names.
    refused: ClassVar[frozenset[str]] = SERVICES | {"mailto", "mailtos", "vapid", "fcm"}


CHANNEL = Chat()
