"""Channels: one file each, found by its name; its file name is the channel's name.

A file defines ``CHANNEL``, an instance of :class:`Channel`. Nothing else has to be edited: the
new channel appears among preferences, deliveries and in the admin.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel

from notification_service.contacts.models import Contact
from notification_service.messages.kinds import Kind
from notification_service.messages.rendering import Rendered

log = logging.getLogger(__name__)


class TransportError(Exception):
    """A channel could not hand a message over.

    ``permanent`` is the one bit that the retry loop needs: False means that trying later may
    help. ``retry_after`` are the seconds a provider asked to be left alone. ``dead`` means that
    nothing will ever arrive there again: the destination is paused and its owner told elsewhere.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        dead: bool = False,
    ) -> None:
        """Keep what staff read in the trail; never put an address or a secret into it."""
        super().__init__(message)
        self.permanent = permanent or dead
        self.retry_after = retry_after
        self.dead = dead


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a message's reader may do with one click: GET shows it, POST does it."""

    name: str  # approve, reject or snooze
    label: str  # in the reader's language
    url: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where one person wants messages of a channel, as they set it up and proved it theirs."""

    id: UUID
    settings: Any  # an instance of the channel's ``settings``, secrets included


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
    target: Target | None = None  # None on channels that go by the contact
    invitation: tuple[str, bytes] | None = None  # method and calendar of an interview


#: Hands letters over in order and yields for each why it was not taken, None where it was. The
#: next one is begun no sooner than the answer to the last was asked for.
Send = Callable[[Sequence[Letter]], Iterator[TransportError | None]]


def one_by_one(send: Callable[[Letter], None]) -> Send:
    """Return what hands letters over one by one; a bug holds up its own letter only."""

    def send_all(letters: Sequence[Letter]) -> Iterator[TransportError | None]:
        for letter in letters:
            try:
                send(letter)
            except TransportError as error:
                yield error
            except Exception as error:
                log.exception("a channel broke on delivery %s", letter.delivery_id)
                yield TransportError(f"the channel broke: {type(error).__name__}")
            else:
                yield None

    return send_all


class Channel(ABC):
    """A way to reach a person."""

    #: What people see among their preferences.
    label: ClassVar[str]
    #: Whether it writes to our own database: then the message goes out in the transaction that
    #: routes it, exactly once. Others are sent by a worker, at least once.
    local: ClassVar[bool] = False
    #: How many threads of one worker may send here at once: a slow channel takes no more.
    width: ClassVar[int] = 2
    #: What a person gives to set up a destination; its JSON Schema is the form. None where the
    #: contact or our own database is the destination.
    settings: ClassVar[type[BaseModel] | None] = None
    #: How a destination is proved to be its owner's: a code to type in, a challenge that a
    #: program answers, or the arrival of a first message.
    proof: ClassVar[Literal["code", "challenge", "arrival"]] = "code"
    #: How many destinations one person may have here.
    most: ClassVar[int] = 1
    #: Whether programs read it: nothing waits for quiet hours and digests or is gathered.
    for_programs: ClassVar[bool] = False
    #: Seconds between attempts; their number is how often a message is tried, less one.
    pauses: ClassVar[tuple[float, ...]] = tuple(min(6 * 3600.0, 15.0 * 2**n) for n in range(1, 10))

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return type(self).__module__.rpartition(".")[2]

    def by_default(self, kind: Kind) -> bool:
        """Return whether a kind comes here until the person says otherwise."""
        return self.name in kind.on

    def settle(self, given: BaseModel) -> BaseModel:
        """Return the settings as they are kept: checked without a call, secrets made.

        Raises:
            ServiceError: they cannot work.
        """
        return given

    def label_of(self, settings: Any) -> str:
        """Return what a destination is called where its secrets are not shown."""
        return self.label

    def provider_of(self, settings: Any) -> str:
        """Return the provider of a destination, as ``provider`` does; at most 100 characters."""
        return self.name

    def place_of(self, settings: Any) -> str:
        """Return where a destination leads, secrets included: two of the same are one."""
        return str(settings.model_dump_json())

    def prove(self, target: Target, words: str) -> None:
        """Carry the code or the challenge ``words`` to a destination that is to be proved.

        It may be called again with the same words.

        Raises:
            TransportError: it was not taken, or the challenge was not answered.
        """
        raise NotImplementedError

    def unreachable(self, contact: Contact) -> str:
        """Return a stable code that says why the person cannot be reached here; "" if they can.

        Called before each attempt, never on local channels.
        """
        return ""

    def provider(self, contact: Contact) -> str:
        """Return by whose throttle and circuit breaker a person's messages go; [a-z0-9.:-]."""
        return self.name

    @contextmanager
    def opened(self) -> Iterator[Send]:
        """Yield what sends letters, over one connection where that is quicker."""
        yield one_by_one(self.send)

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
