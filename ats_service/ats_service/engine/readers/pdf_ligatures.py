"""Whether a PDF keeps "fi" as one sign: pdfium spells it out, other readers do not.

In go the notes about letters that share one box and the bytes of the file. The cue are the
maps from glyphs to Unicode (``ToUnicode``), which always are streams of their own: one that
names the sign U+FB01 makes readers keep it, one that names the two letters does not, and a glyph
that no map names is read by its own name, which is the sign again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

from ats_service.engine.document import Note

#: Kind of the notes in between: this, and the two letters.
FOUND = "ligature-"
PAIRS = frozenset({"ff", "fi", "fl", "ft", "st"})
_STREAM = re.compile(rb"stream\r?\n")
_MAPPED = re.compile(rb"<(FB0[0-6]|0066(?:00[0-9A-F]{2}){1,2}|00730074)>", re.IGNORECASE)
_SPELLED = {"FB00": "ff", "FB01": "fi", "FB02": "fl", "FB03": "ffi", "FB04": "ffl",
            "FB05": "st", "FB06": "st"}  # fmt: skip
#: A map is small, and tells what it is in its first bytes.
_HEAD, _WHOLE = 512, 1 << 18
_STREAMS = 2_000


def kept(notes: Sequence[Note], data: bytes) -> tuple[Note, ...]:
    """Return the notes, one a page for ligatures that other readers keep as one sign.

    Where pdfium cut one sign into halves, `pdf_glyphs` is sure already and notes "ligature".
    """
    if not any(note.kind.startswith(FOUND) for note in notes):
        return tuple(notes)
    signs, letters = _named(data)
    others = [note for note in notes if not note.kind.startswith("ligature")]
    merged = {note.page: note for note in notes if note.kind == "ligature"}
    for note in notes:
        pair = note.kind.removeprefix(FOUND)
        if pair != note.kind and (pair in signs or pair not in letters):
            known = merged.get(note.page)
            times, text = (known.times, f"{known.text} {pair}") if known else (0, pair)
            merged[note.page] = note._replace(
                kind="ligature", text=text, times=note.times + times,
                box=known.box if known else note.box,
            )  # fmt: skip
    return (*others, *merged.values())


def _named(data: bytes) -> tuple[set[str], set[str]]:
    """Return the pairs of letters that the maps name as one sign, and those spelled out."""
    signs: set[str] = set()
    letters: set[str] = set()
    for cmap in _maps(data):
        for code in _MAPPED.findall(cmap):
            name = code.decode().upper()
            text = _SPELLED.get(name) or bytes.fromhex(name).decode("utf-16-be")
            (signs if name in _SPELLED else letters).update(
                text[at : at + 2] for at in range(len(text) - 1)
            )
    return signs, letters


def _maps(data: bytes) -> Iterator[bytes]:
    """Yield the maps to Unicode, those that cannot be unpacked left out."""
    for number, hit in enumerate(_STREAM.finditer(data)):
        if number == _STREAMS:
            return
        at = hit.end()
        if b"begincmap" in data[at : at + _HEAD]:
            yield data[at : at + _WHOLE]
            continue
        packed = zlib.decompressobj()
        try:
            head = packed.decompress(data[at : at + _HEAD], _HEAD)
            if b"CIDInit" in head or b"begincmap" in head:
                rest = packed.unconsumed_tail + data[at + _HEAD : at + _WHOLE]
                yield head + packed.decompress(rest, _WHOLE)
        except zlib.error:
            continue
