"""The inbox inside the product: a row, written with the decision to write it."""

from typing import ClassVar
from uuid import UUID

from notification_service.channels import Channel, Letter
from notification_service.identity import id_of
from notification_service.inbox import actions
from notification_service.inbox.models import Message
from notification_service.messages.kinds import KINDS
from notification_service.messages.rendering import write


class InApp(Channel):
    """Writes to the inbox; exactly once."""

    label: ClassVar[str] = "In the app"
    local: ClassVar[bool] = True

    def send(self, letter: Letter) -> None:
        """Put the message into the inbox, or into the one there that it is one with."""
        if collapse := KINDS[letter.kind].collapse_of(letter.facts):
            actions.add_to(self._message(letter, self._stretch_id(letter, collapse)), told=_tell)
            return
        own = (letter.user_id, letter.kind, letter.subject)
        actions.add(self._message(letter, id_of(letter.occurred_at, *own)))

    @staticmethod
    def _stretch_id(letter: Letter, collapse: str) -> UUID:
        """Return the id that all of an hour share, in whatever order they come."""
        begins = letter.occurred_at.replace(minute=0, second=0, microsecond=0)
        return id_of(begins, letter.user_id, letter.kind, collapse)

    @staticmethod
    def _message(letter: Letter, message_id: UUID) -> Message:
        return Message(
            id=message_id,
            user_id=letter.user_id,
            kind=letter.kind,
            subject=letter.subject,
            title=letter.words.title,
            body=letter.words.body,
            facts={**letter.facts, "count": 1, "group": [letter.facts]},
            link=letter.link,
            created_at=letter.occurred_at,
        )


def _tell(message: Message) -> None:
    words = write(message.kind, message.facts)
    message.title, message.body = words.title, words.body


CHANNEL = InApp()
