"""Rows and messages for tests, made as the product makes them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from ats_service.postings import actions as postings
from ats_service.postings.models import Posting
from ats_service.resumes import actions as resumes
from ats_service.resumes.models import Parse, WorkState
from common.contracts.commands import CommandCompleted, CommandFailed
from common.contracts.user import DocumentUploaded
from common.errors import ServiceError
from common.events import Envelope, Message
from common.outbox.actions import receive
from common.outbox.models import InboxEvent, OutboxEvent

BASE = "/api/v1/ats"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESUME = """\
Ada Marlow
ada.marlow@example.org | +49 30 901820 | Berlin, Germany

EXPERIENCE

Senior Engineer, Acme GmbH    Mar 2020 - Present
  - Built a ledger in Python and PostgreSQL for ten thousand payments a day

Engineer, Initech Inc.    Jan 2016 - Feb 2020
  - Ran the reports in Java

EDUCATION

Technical University of Berlin    Oct 2010 - Sep 2015
Master of Science in Computer Science

SKILLS

Languages: Python, Go, SQL
"""
POSTING = """\
Backend Engineer
Location: Berlin, Germany

Requirements:
- 3+ years of experience with Python
- PostgreSQL or MySQL
- Fluent English

Nice to have:
- Kubernetes
"""


class Answer:
    """What a peer answers, as far as it is looked at."""

    def __init__(self, content: bytes = b"", body: Any = None) -> None:
        self.content, self.body = content, body

    def json(self) -> Any:
        """Return the body."""
        return self.body


DATA = RESUME.encode()


class UserService:
    """Stands in for user_service at the edge: its documents, or the error it raises."""

    def __init__(self) -> None:
        self.content, self.name = DATA, "ada-marlow.txt"
        self.error: ServiceError | None = None
        self.asked: list[tuple[str, str, UUID | None]] = []

    def call(self, service: str, path: str, *, on_behalf_of: UUID | None) -> Answer:
        self.asked.append((service, path, on_behalf_of))
        if self.error is not None:
            raise self.error
        return Answer(self.content, {"sha256": digest(self.content), "name": self.name})


def digest(data: bytes) -> str:
    """Return the hash under which a document is announced."""
    return sha256(data).hexdigest()


def deliver(message: Message, user_id: UUID | None) -> UUID:
    """Receive a message as the relay does; return the id it travelled under."""
    envelope = Envelope(
        id=uuid4(),
        name=message.name,
        occurred_at=NOON,
        user_id=user_id,
        subject_id=uuid4(),
        payload=message.model_dump(mode="json"),
    )
    assert receive(envelope), InboxEvent.objects.get(id=envelope.id).last_error
    return envelope.id


def answers() -> list[tuple[str, dict[str, Any]]]:
    """Return every answer to a command in order, with its name."""
    names = (CommandCompleted.name, CommandFailed.name)
    rows = OutboxEvent.objects.filter(name__in=names).order_by("id")
    return [(row.name, row.payload) for row in rows]


def parse(user_id: UUID, resume: dict[str, Any] | None = None) -> Parse:
    """Return a parse that is done."""
    return Parse.objects.create(
        user_id=user_id,
        document_id=uuid4(),
        sha256="0" * 64,
        state=WorkState.DONE,
        resume=resume or WORKED,
        next_attempt_at=NOON,
        created_at=NOON,
    )


def posting(user_id: UUID, text: str = POSTING) -> Posting:
    """Return a posting that is analysed."""
    row = postings.paste(user_id, text, at=NOON)
    postings.analyse(row.id, at=NOON)
    row.refresh_from_db()
    return row


WORKED: dict[str, Any] = {
    "work": [
        {
            "position": "Senior Engineer",
            "startDate": "2020-03",
            "summary": "Built a ledger in Python and PostgreSQL.",
        }
    ],
    "languages": [{"language": "English", "fluency": "C1"}],
}


def upload(user_id: UUID, data: bytes = DATA) -> Parse:
    """Tell of an upload and return the row that was made of it."""
    event = DocumentUploaded(document_id=uuid4(), sha256=digest(data))
    deliver(event, user_id)
    return Parse.objects.get(document_id=event.document_id)


def read(row: Parse, **later: float) -> Parse:
    """Read the document and return the row as it is then."""
    resumes.read(row.id, at=NOON + timedelta(**later))
    row.refresh_from_db()
    return row
