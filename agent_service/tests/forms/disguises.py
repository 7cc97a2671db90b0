"""Finds a person's words in bytes, however a page dressed them up."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from agent_service.forms.candidate import Candidate

_SHORTEST = 5  # characters: a shorter word stands anywhere


def words_of(person: Candidate) -> set[str]:
    """Return every text of the profile, the answers and the documents' names."""
    texts = {a.value for a in person.answers if isinstance(a.value, str)}
    texts |= {d.name for d in person.documents} | set(_texts(person.profile))
    return {t for t in texts if len(t) >= _SHORTEST}


def leaks(raw: bytes, words: set[str]) -> set[str]:
    """Return the words that stand in ``raw``: as they are, escaped, encoded or reversed."""
    seen = {raw, unquote_to_bytes(raw), unquote_to_bytes(unquote_to_bytes(raw))}
    seen |= {html.unescape(one.decode("latin-1")).encode("latin-1", "ignore") for one in seen}
    hay = b"\n".join(seen | {one.replace(b"+", b" ") for one in seen})
    folded = hay.lower()
    return {w for w in words if any(m in hay or m.lower() in folded for m in _disguised(w))}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _disguised(word: str) -> Iterator[bytes]:
    for text in (word, word[::-1]):
        data = text.encode()
        yield data
        yield data.hex().encode()
        yield quote(text, safe="").encode()
        yield json.dumps(text)[1:-1].encode()
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        yield from _base64(data)
        yield from _base64(text.encode("utf-16-le"))


def _base64(data: bytes) -> Iterator[bytes]:
    """Yield the part of the encoding that does not depend on what stands around it."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data)
        inner = whole[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))
