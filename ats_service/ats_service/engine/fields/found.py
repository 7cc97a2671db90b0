"""Values with their evidence, and the last step that turns a tree of them into plain JSON.

A tree of `Found` goes in; JSON and the evidence of each leaf by JSON pointer come out. A leaf
without a printed word behind it goes, and so does what becomes empty without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ats_service.engine.chunk import Chunk
from ats_service.engine.cleaning import tidy


class Found(NamedTuple):
    """A value, the printed text it was read from, and how sure the reading is (0 to 1)."""

    value: str
    chunks: tuple[Chunk, ...]
    sure: float

    def __bool__(self) -> bool:
        """Return whether there is a value and something printed behind it."""
        return bool(self.value) and any(chunk.marks for chunk in self.chunks)


def found(chunk: Chunk, sure: float, value: str | None = None) -> Found:
    """Return a value read from one chunk; the value is its text unless given."""
    return Found(tidy(chunk.text if value is None else value), (chunk,), sure)


def joined(chunks: Iterable[Chunk], sure: float) -> Found:
    """Return the text of wrapped lines as one value; words broken at a line end are healed."""
    parts = tuple(chunk for chunk in chunks if chunk)
    text = ""
    for chunk in parts:
        text = heal(text, chunk.text)
    return Found(tidy(text), parts, sure)


def heal(text: str, more: str) -> str:
    """Return two lines in one; a hyphen that only broke a word goes."""
    if not text:
        return more
    if text[-1] == "-" and text[-2:-1].isalpha() and more[:1].islower():
        word = text.rsplit(None, 1)[-1]
        return text[:-1] + more if "-" not in word[:-1] else text + more
    if text[-1] == "-" and text[-2:-1].isalnum() and more[:1].isalnum():
        return text + more
    return f"{text} {more}"


def settle(tree: Any, paged: bool) -> tuple[Any, dict[str, Any]]:
    """Return the tree as plain JSON and the evidence of its leaves by JSON pointer.

    Leaves without evidence, and what becomes empty without them, are left out: a field that is
    printed nowhere does not exist.
    """
    evidence: dict[str, Any] = {}
    return _settle(tree, "", evidence, paged), evidence


def _settle(node: Any, pointer: str, evidence: dict[str, Any], paged: bool) -> Any:
    if isinstance(node, Found):
        if not node:
            return None
        evidence[pointer] = {"confidence": round(node.sure, 2), "spans": _spans(node, paged)}
        return node.value
    if isinstance(node, dict):
        items = {
            key: value
            for key, item in node.items()
            if (value := _settle(item, f"{pointer}/{key}", evidence, paged)) not in (None, {}, [])
        }
        return items or None
    return _settle_list(node, pointer, evidence, paged) if isinstance(node, list) else node


def _settle_list(node: list[Any], pointer: str, evidence: dict[str, Any], paged: bool) -> Any:
    items: list[Any] = []
    for item in node:
        value = _settle(item, f"{pointer}/{len(items)}", evidence, paged)
        if value not in (None, {}, []):
            items.append(value)
    return items or None


def _spans(node: Found, paged: bool) -> list[dict[str, Any]]:
    spans = []
    for chunk in node.chunks:
        if chunk.marks:
            box = [round(side, 1) for side in chunk.box] if paged else None
            spans.append({"page": chunk.page if paged else None, "box": box, "text": chunk.text})
    return spans
