"""Where openings come from: one job board per file, each with a ``SOURCE``.

A source recognises its addresses, names the public address of the data and reads the answer.
It never fetches: ``read`` does, with the fetcher it is given, so every source is pure.
"""

from agent_service.sources._contract import (
    Fetch,
    Field,
    NotHtml,
    PostingAmbiguous,
    PostingBehindLogin,
    PostingEmpty,
    PostingGone,
    PostingSnapshot,
    Question,
    Response,
    Salary,
    Source,
    SourceError,
    SourceRefused,
    SourceUnavailable,
    SourceUnreadable,
)
from agent_service.sources._reading import board_of, pasted, read

__all__ = [
    "Fetch",
    "Field",
    "NotHtml",
    "PostingAmbiguous",
    "PostingBehindLogin",
    "PostingEmpty",
    "PostingGone",
    "PostingSnapshot",
    "Question",
    "Response",
    "Salary",
    "Source",
    "SourceError",
    "SourceRefused",
    "SourceUnavailable",
    "SourceUnreadable",
    "board_of",
    "pasted",
    "read",
]
