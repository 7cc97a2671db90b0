"""What a job board is asked and what it answers, in one shape for all boards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from agent_service.openings.addresses import Reference
from common.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Salary:
    """What the board states as pay: bounds in ``currency`` per ``period``, and its own words."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str = ""
    period: str = ""  # year, month, week, day, hour, or empty where the board does not say
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a public application form; any one of ``fields`` answers it."""

    label: str
    required: bool
    fields: tuple["Field", ...]
    section: str = "questions"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One control that answers a question, with the values it offers as ``(value, label)``."""

    name: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PostingSnapshot:
    """A posting as a board published it, in one shape for all boards; ``text`` is all of it."""

    ats: str
    tenant: str
    job: str
    title: str
    employer: str
    text: str
    url: str
    sha256: str
    places: tuple[str, ...] = ()
    workplace: str = ""  # remote, hybrid, onsite, or empty where the board does not say
    employment_type: str = ""
    salary: Salary | None = None
    html: str = ""
    apply_url: str = ""
    posted_at: datetime | None = None
    closes_at: datetime | None = None
    language: str = ""
    questions: tuple[Question, ...] = ()


class Response(Protocol):
    """What a fetcher answers; the responses of ``common.http`` fit."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def url(self) -> Any:
        """The address that answered, after redirects."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields, whatever their case."""

    @property
    def content(self) -> bytes:
        """The body."""


Fetch = Callable[[str], Response]


class Source(Protocol):
    """One job board. All of it is pure: bytes in, snapshot out."""

    name: str
    general: bool  # takes any page, so every other source is asked first

    def matches(self, url: str) -> Reference | None:
        """Return what ``url`` names on this board, or None when it is not this board's."""

    def api_url(self, reference: Reference) -> str:
        """Return the address of the board's public data about one job."""

    def parse(self, payload: bytes, reference: Reference, url: str) -> PostingSnapshot:
        """Return the posting that ``payload`` holds.

        Raises:
            SourceError: the payload is no posting; the subclass says why.
        """

    def parse_board(self, payload: bytes) -> list[PostingSnapshot]:
        """Return every posting of a payload that lists a whole board.

        Raises:
            SourceUnreadable: the payload is not this board's.
        """


class SourceError(ServiceError):
    """A posting could not be had from its source."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "posting-unreadable"
    title: ClassVar[str] = "The posting cannot be read"


class SourceUnreadable(SourceError):
    """The source answered with something that is no posting."""


class PostingGone(SourceError):
    """The posting is closed or was taken down."""

    code, title = "posting-gone", "The posting is no longer open"


class PostingBehindLogin(SourceError):
    """The page shows the posting only to people who are signed in."""

    code, title = "posting-behind-login", "The posting is shown only after signing in"


class PostingEmpty(SourceError):
    """The page has no text that could be a posting."""

    code, title = "posting-empty", "The page holds no posting"


class PostingAmbiguous(SourceError):
    """The page lists several postings and none of them is its subject."""

    code, title = "posting-ambiguous", "The page lists several postings"


class NotHtml(SourceError):
    """The address answers with a file instead of a page."""

    code, title = "posting-not-html", "The address is not a web page"


class SourceRefused(SourceError):
    """The site does not show this page to programs."""

    code, title = "source-refused", "The site refuses to show the page"


class SourceUnavailable(SourceError):
    """The source did not answer as it should; trying again may help."""

    status, code, title = 502, "source-unavailable", "The job board does not answer"
    permanent = False
