"""The inbox inside the product: a row, written with the decision to write it."""

from typing import ClassVar

from notification_service.channels import Channel, Letter
from notification_service.identity import id_of
from notification_service.inbox import actions
from notification_service.inbox.models import Message
from notification_service.messages.rendering import render


class InApp(Channel):
    """Writes to the inbox; exactly once."""

    label: ClassVar[str] = "In the app"
    local: ClassVar[bool] = True

    def send(self, letter: Letter) -> None:
        """Put the message into the inbox."""
        words = render(letter.kind, letter.facts, link=letter.link)
        message = Message(
            id=id_of(letter.occurred_at, letter.user_id, letter.kind, letter.subject),
            user_id=letter.user_id,
            kind=letter.kind,
            subject=letter.subject,
            title=words.title,
            body=words.body,
            link=letter.link,
            created_at=letter.occurred_at,
        )
        actions.add(message)


CHANNEL = InApp()
