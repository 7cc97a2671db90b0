"""Header lines of entries -> roles, decided once per section by a vote over all entries.

In go the header rows of all entries, out comes which piece is the position and which the
organisation (or school and degree). Pieces are parted by separators and changes of style; places,
addresses and sentences are set aside. Each arrangement (by look, else by order) is scored with
both lexica over all entries, and the better one holds for the whole section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.entries import Entry
from ats_service.engine.fields.found import Found, found
from ats_service.engine.fields.labelled import is_told
from ats_service.engine.fields.pieces import Header, Piece, Scorer, is_loose, split_single
from ats_service.engine.fields.rows import Row, ends_sentence, is_caption, look_of
from ats_service.engine.fields.wrapped_cells import BROKEN
from ats_service.engine.lexicon.dates import is_now
from ats_service.engine.lexicon.places import find_place, find_workplace
from ats_service.engine.lexicon.words import NAMING, word_set
from ats_service.engine.readers.flow import is_flowing
from ats_service.engine.sections import Block

_STRONG = re.compile(r"\s+[|•·●∙–—-]\s+|\s*[|•●∙]\s*|\s+@\s+|\t")
_LAST = 20  # letters at the end of a part that may be such a word
_DANGLING = re.compile(r"\s+(?:at|@|bei|chez|with|en|in)$")
_URL = re.compile(r"(?i)^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+/?\S*$")
#: "University of California, Berkeley": the city belongs to the name of a state's university.
CAMPUS = re.compile(
    r"(?i)\buniversity of (?:alabama|alaska|arkansas|california|colorado|hawaii|houston|illinois"
    r"|maryland|massachusetts|michigan|minnesota|missouri|nebraska|nevada|north carolina|texas"
    r"|wisconsin)$|\b(?:state university|polytechnic)(?: of new york)?$"
)
#: A header line that reaches this share of the column's width goes on in the next line.
_FULL = 0.82
#: Lead of one role's score over the other's from which a piece names its role by itself.
_PLAIN = 0.6
#: Words of the longest name or title, and of the shortest sentence with a full stop.
_NAME_WORDS, _SENTENCE_WORDS = 13, 6


def read_header(entry: Entry, block: Block) -> Header:
    """Return the pieces of an entry's header; the block tells where its lines break."""
    header = Header()
    for chunk in _unwrapped([row for row in entry.header if not is_caption(row)], block):
        for run in _runs(chunk):
            for part in run.split(_STRONG):
                _sort(_without_at(part.trim()), header)
    return header


def _unwrapped(rows: Sequence[Row], block: Block) -> list[Chunk]:
    """Return the cells of header lines, a line that reaches the edge joined with the next."""
    chunks: list[Chunk] = []
    open_row: Row | None = None
    for row in rows:
        if open_row is not None and chunks and _goes_on(open_row, row, block) and row.rest:
            chunks[-1] = Chunk.join([chunks[-1], row.rest[0]])
            chunks += row.rest[1:]
        else:
            chunks += row.rest
        open_row = row
    return chunks


def _goes_on(above: Row, row: Row, block: Block) -> bool:
    if above.look != row.look or row.periods or row.line.above > 0.8 or not above.rest:
        return False
    last = above.rest[-1]
    if not BROKEN.search(above.line.text) and (
        find_place(row.line.text)
        or (not block.wraps and _says_more(above.line.text, row.line.text))
    ):
        return False
    if is_flowing(last.box, last.text) and not row.line.text[:1].islower():
        return False
    end = last.box.right
    full = end > _FULL * block.right and len(above.line.cells) == 1
    return full and not _has_room(end, row, block.right)


def _says_more(above: str, text: str) -> bool:
    """Return whether a line names what the one above does not: the school below its degree."""
    return any(word_set(kind).hits(text) and not word_set(kind).hits(above) for kind in NAMING)


def _has_room(end: float, row: Row, right: float) -> bool:
    """Return whether the first word of a line would have fitted into the one above."""
    first = row.rest[0] if row.rest else row.line.chunk
    word = len(first.text.split()[0]) + 1
    return end + word * first.box.width / max(1, len(first.text)) < right - 1


def _runs(chunk: Chunk) -> list[Chunk]:
    """Return the parts in different styles, unless the style changes inside a name."""
    parts: list[Chunk] = []
    apart = True
    for run in chunk.runs():
        if not any(sign.isalnum() for sign in run.text):
            apart = apart or _parts(run)
        elif not apart and _is_one_name(parts[-1], run):
            parts[-1] = Chunk.join([parts[-1], run])
        else:
            parts.append(run)
            apart = False
    return parts


def _parts(run: Chunk) -> bool:
    """Return whether signs in a style of their own part names: " – " does, "-" may join words."""
    blank = not run.marks[0][2].glued
    return any(sign in ",;|•·●∙" or (blank and sign in "–—-/@") for sign in run.text)


def _is_one_name(before: Chunk, run: Chunk) -> bool:
    """Return whether two runs differ in colour alone and no separator stands between them."""
    one, two = before.style, run.style
    if run.text[:1] in ",;:|•·–—-(/@" or before.text[-1:] in ",;:|•·–—-":
        return False
    return (one.bold, one.italic, one.size) == (two.bold, two.italic, two.size)


def _without_at(part: Chunk) -> Chunk:
    """Return a part without the "at" before a name in another style."""
    hit = _DANGLING.search(part.text, max(0, len(part.text) - _LAST))
    return part.cut(0, hit.start()) if hit else part


def _sort(part: Chunk, header: Header) -> None:
    if not any(sign.isalnum() for sign in part.text) or is_now(part.text):
        return
    if _is_sentence(part.text) or is_told(part.text) or _is_remark(part.text, header):
        header.texts.append(part)
    elif _URL.match(part.text) and not word_set("degrees").hits(part.text):  # "Pharm.D." is none
        header.urls.append(part)
    elif _is_place(part.text, len(header.pieces)):
        header.places.append(part)
    else:
        place = _trailing_place(part)
        if place is not None and place < len(part.text):
            header.places.append(part.cut(place, len(part.text)).trim())
            part = part.cut(0, place).trim()
        header.pieces.append(Piece(part, look_of(part), len(header.pieces)))


def _is_sentence(text: str) -> bool:
    """Return whether a part of a header is running text, too long for a name or title."""
    words = len(text.split())
    return words > _NAME_WORDS or (words >= _SENTENCE_WORDS and ends_sentence(text))


def _is_place(text: str, before: int) -> bool:
    """Return whether a part names a place; the second of a header may name the employer too."""
    if before > 1:
        return bool(find_place(text))
    return bool(before or "," in text) and bool(find_workplace(text))


def _is_remark(text: str, header: Header) -> bool:
    """Return whether a short sentence follows the title: "Worked all sections."."""
    told = bool(header.pieces) and len(text.split()) > 1 and ends_sentence(text)
    return told and not word_set("organisations").hits(text)


def _trailing_place(part: Chunk) -> int | None:
    """Return where "Name, City, ST" stops to be a name, or None."""
    commas = [hit.start() for hit in re.finditer(r",", part.text)]
    for at in commas[-3:]:
        rest = part.text[at + 1 :].strip()
        place = find_workplace(rest)
        if CAMPUS.search(part.text[:at]) and "," not in rest:
            return None
        if place and ("," in rest or place.city):
            return at
    return None


def vote(
    headers: Sequence[Header], first: Scorer, second: Scorer, prior: float
) -> dict[object, int]:
    """Return for each slot of a header whether it plays the first (0) or the second role (1).

    A slot is a look where the two leading pieces differ in look, else the place in the order.
    All entries vote: the arrangement with the higher sum of scores wins; ``prior`` per entry
    speaks for the first role coming first.
    """
    pairs = [header.pieces[:2] for header in headers if len(header.pieces) >= 2]
    if not pairs:
        return {}
    by_look = sum(a.look != b.look for a, b in pairs) * 2 > len(pairs)
    sums: dict[tuple[object, object], float] = {}
    for one, two in pairs:
        key = (slot(one, by_look), slot(two, by_look))
        straight = first(one.chunk.text) + second(two.chunk.text)
        crossed = first(two.chunk.text) + second(one.chunk.text)
        sums[key] = sums.get(key, 0.0) + straight - crossed + prior
    roles: dict[object, int] = {"by_look": int(by_look)}
    for (one_slot, two_slot), total in sorted(sums.items(), key=lambda item: -abs(item[1])):
        roles.setdefault(one_slot, 0 if total >= 0 else 1)
        roles.setdefault(two_slot, 1 - int(roles[one_slot]))
    return roles


def slot(piece: Piece, by_look: bool) -> object:
    """Return what pieces of the same role share in a section."""
    return piece.look if by_look else min(piece.order, 1)


def assign(
    header: Header,
    roles: dict[object, int],
    first: Scorer,
    second: Scorer,
    *,
    split: bool = True,
) -> tuple[Found | None, Found | None, list[Chunk]]:
    """Return the pieces in the first and in the second role, and those in neither.

    A lone piece that holds both, such as "Engineer at Acme", is split unless told otherwise.
    """
    pieces = list(header.pieces)
    if len(pieces) == 1 and split:
        pieces = split_single(pieces[0], first, second)
        roles = _joint_roles(pieces, first, second) if len(pieces) == 2 else roles
    elif len(pieces) == 2 and split and is_loose(pieces[1].chunk.text, first, second):
        halves = split_single(pieces[0], first, second)
        if len(halves) == 2:
            pieces, roles = [*halves, pieces[1]], _joint_roles(halves, first, second)
    if not roles.get("by_look") and _speak_for_themselves(pieces[:2], first, second):
        roles = {}
    taken: dict[int, Piece] = {}
    for piece in pieces[:2]:
        role = roles.get(slot(piece, bool(roles.get("by_look", 0))))
        if role is None or len(pieces) == 1:
            role = _by_words(piece, role, first, second)
        if role in taken:
            role = 1 - role
        taken.setdefault(role, piece)
    rest = [piece.chunk for piece in pieces if piece not in taken.values()]
    return _value(taken.get(0), roles), _value(taken.get(1), roles), rest


def _speak_for_themselves(pieces: Sequence[Piece], first: Scorer, second: Scorer) -> bool:
    """Return whether two pieces hold plain words of different roles, whatever their section does.

    A narrow column may put the degree before the school in some entries only.
    """
    leads = [first(piece.chunk.text) - second(piece.chunk.text) for piece in pieces]
    return len(leads) == 2 and min(leads) <= -_PLAIN and max(leads) >= _PLAIN


def _joint_roles(pieces: Sequence[Piece], first: Scorer, second: Scorer) -> dict[object, int]:
    """Return the roles of the two halves of one statement, judged together."""
    one, two = (piece.chunk.text for piece in pieces)
    crossed = first(two) + second(one) > first(one) + second(two)
    return {0: int(crossed), 1: int(not crossed)}


def _by_words(piece: Piece, role: int | None, first: Scorer, second: Scorer) -> int:
    lead = first(piece.chunk.text) - second(piece.chunk.text)
    if lead == 0:
        return role or 0
    return 0 if lead > 0 else 1


def _value(piece: Piece | None, roles: dict[object, int]) -> Found | None:
    return found(piece.chunk, 0.85 if roles else 0.6) if piece is not None else None
