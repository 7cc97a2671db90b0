"""What may be asked of ats_service and what it tells the others."""

from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel

from common.events import Command, Event


class ParseDocument(Command):
    """Read an uploaded document; asking again for the same bytes answers at once."""

    name: ClassVar[str] = "ats.parse_document.v1"
    audience: ClassVar[tuple[str, ...]] = ("ats_service",)
    document_id: UUID
    sha256: str


class AnalysePosting(Command):
    """Read the requirements of a posting's snapshot, which agent_service owns."""

    name: ClassVar[str] = "ats.analyse_posting.v1"
    audience: ClassVar[tuple[str, ...]] = ("ats_service",)
    snapshot_id: UUID
    sha256: str


class MatchResume(Command):
    """Compare a parse with an analysed posting."""

    name: ClassVar[str] = "ats.match_resume.v1"
    audience: ClassVar[tuple[str, ...]] = ("ats_service",)
    parse_id: UUID
    posting_id: UUID


class ParseOutput(BaseModel):
    """The output of ``ParseDocument``."""

    parse_id: UUID


class PostingOutput(BaseModel):
    """The output of ``AnalysePosting``."""

    posting_id: UUID


class MatchOutput(BaseModel):
    """The output of ``MatchResume``."""

    match_id: UUID
    score: float | None  # 0 to 1; None where the posting asks for nothing


class DocumentParsed(Event):
    """A document was read; its fields may be proposed to the profile."""

    name: ClassVar[str] = "ats.document_parsed.v1"
    audience: ClassVar[tuple[str, ...]] = ("user_service", "notification_service")
    document_id: UUID
    parse_id: UUID
    sha256: str


class DocumentRejected(Event):
    """A document could not be read."""

    name: ClassVar[str] = "ats.document_rejected.v1"
    audience: ClassVar[tuple[str, ...]] = ("user_service", "notification_service")
    document_id: UUID
    sha256: str
    code: str  # stable, kebab-case, from the engine
