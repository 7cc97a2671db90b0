"""Channels: one file each, found by its name; its file name is the channel's name.

A file defines ``CHANNEL``, an instance of :class:`Channel`. Nothing else has to be edited: the
new channel appears among preferences, deliveries and in the admin.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from notification_service.contacts.models import Contact
from notification_service.messages.rendering import Rendered


class TransportError(Exception):
    """A channel could not hand a message over.

    ``permanent`` is the one bit that the retry loop needs: False means that trying later may
    help. ``retry_after`` are the seconds a provider asked to be left alone.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, retry_after: float | None = None
    ) -> None:
        """Keep what staff read in the trail; never put an address or a secret into it."""
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a message's reader may do with one click: GET shows it, POST does it."""

    name: str  # approve, reject or snooze
    label: str  # in the reader's language
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way to one person, in their language and their time zone."""

    delivery_id: UUID  # the same on every repeat: make it the receiver's key
    user_id: UUID
    kind: str
    subject: str  # what it is about, by its kind
    facts: Mapping[str, Any]
    link: str  # path below PUBLIC_URL; "" where there is nothing to open
    locked: bool  # whether its reader cannot switch it off
    occurred_at: datetime
    contact: Contact | None  # None on channels that need no address
    words: Rendered
    url: str = ""  # what the link leads to, whole; it may open a page once without signing in
    steps: tuple[Step, ...] = ()
    unsubscribe_url: str = ""  # "" where it cannot be switched off
    urgent: bool = False


class Channel(ABC):
    """A way to reach a person."""

    #: What people see among their preferences.
    label: ClassVar[str]
    #: Whether it writes to our own database: then the message goes out in the transaction that
    #: routes it, exactly once. Others are sent by a worker, at least once.
    local: ClassVar[bool] = False
    #: How many threads of one worker may send here at once: a slow channel takes no more.
    width: ClassVar[int] = 2

    def unreachable(self, contact: Contact) -> str:
        """Return a stable code that says why the person cannot be reached here; "" if they can.

        Called before each attempt, never on local channels.
        """
        return ""

    def provider(self, contact: Contact) -> str:
        """Return by whose throttle and circuit breaker a person's messages go; [a-z0-9.:-]."""
        return type(self).__module__.rpartition(".")[2]

    @contextmanager
    def opened(self) -> Iterator[Callable[[Letter], None]]:
        """Yield what sends a batch of letters, over one connection where that is quicker."""
        yield self.send

    def preview(self, letter: Letter) -> str:
        """Return what staff are shown of a letter: what goes out, without its secrets."""
        return f"{letter.words.title}\n\n{letter.words.body}\n\n{letter.url}".strip()

    @abstractmethod
    def send(self, letter: Letter) -> None:
        """Hand the message over.

        It may be called again for the same letter, after a crash between handing over and
        noting it. It runs outside of any transaction, unless the channel is local.

        Raises:
            TransportError: the message was not taken.
        """
