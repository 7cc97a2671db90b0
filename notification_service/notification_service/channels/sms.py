"""Text messages through the SMS services that apprise speaks to."""

from typing import ClassVar

from notification_service.channels import Letter
from notification_service.channels._apprise import AppriseChannel
from notification_service.messages.kinds import Kind, Priority
from notification_service.messages.rendering import one_line

#: By their words in apprise: its plug-ins that reach telephone numbers.
SERVICES = frozenset(
    [
        "46elks",
        "atalk",
        "bulksms",
        "bulkvs",
        "burstsms",
        "clickatell",
        "clicksend",
        "cm",
        "d7sms",
        "eight00com",
        "elks",
        "exotel",
        "httpsms",
        "infobip",
        "kaleyra",
        "kavenegar",
        "klr",
        "kudosity",
        "mobilemessage",
        "mobilemsg",
        "msg91",
        "msgbird",
        "nexmo",
        "notifyre",
        "octopush",
        "plivo",
        "ringc",
        "serwersms",
        "seven",
        "sfr",
        "sinch",
        "smsc",
        "smseagle",
        "smseagles",
        "smsmanager",
        "smsmgr",
        "smstunnel",
        "sns",
        "telesign",
        "telnyx",
        "twilio",
        "voipms",
        "vonage",
    ]
)


class Sms(AppriseChannel):
    """Short and rare: by default only what is urgent."""

    label: ClassVar[str] = "Text message"
    offered: ClassVar[frozenset[str] | None] = SERVICES

    def by_default(self, kind: Kind) -> bool:
        """Return whether it is urgent."""
        return kind.priority is Priority.URGENT and not kind.staff

    def body_of(self, letter: Letter) -> str:
        """Return the first words and the link; the title goes before them."""
        words = one_line(letter.words.body, longest=160)
        return f"{words} {letter.url}".strip()


CHANNEL = Sms()
