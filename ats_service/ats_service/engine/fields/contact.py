"""Who the person is and how to reach them: name, label, e-mail, telephone, place, links.

In go all blocks, out come the basics and the lines they took. Only the head and sections of
contact and summary are searched, for an e-mail address then the rest too. What a link leads to
counts before printed text; a number counts only where it could be dialled somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import phonenumbers

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.found import Found, found
from ats_service.engine.fields.location import find_location
from ats_service.engine.fields.names import find_name
from ats_service.engine.fields.patterns import EMAIL, PARTS, PHONE, is_label
from ats_service.engine.fields.profiles import find_links
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lines import Line
from ats_service.engine.sections import Block

_REGIONS = ("US", "GB", "DE", "FR", "ES", "CH", "AT", "CA", "IN", "AU", "IT")
_PHONE_LABEL = re.compile(r"(?i)^(?:tele?(?:ph|f)on\w*|phone|mobile?|mobil|tel|móvil|handy)\W*$")
_LABEL_NAME = re.compile(
    r"(?i)(?:beruf|profession|occupation|(?:current |job )?title|position|poste|métier|puesto"
    r"|profesión)\s*:\s*"
)
_DIGITS = re.compile(r"\+?\d[\d\s()./-]{5,20}")
_MIN_DIGITS, _MAX_DIGITS = 7, 15
_CONTACT_KINDS = ("head", "contact", "summary")


def read_contact(blocks: Sequence[Block]) -> tuple[dict[str, Any], set[int]]:
    """Return ``basics`` without summary, and the ids of lines that are about contact."""
    lines = _contact_lines(blocks)
    everywhere = [line for block in blocks for line in block.lines]
    name, used = find_name(blocks)
    email = find_email(lines) or find_email(everywhere)
    lines += _elsewhere(lines, everywhere)
    basics: dict[str, Any] = {
        "name": name,
        "label": _find_label(blocks, name),
        "email": email,
        "phone": find_phone(lines),
        "location": find_location(lines),
        **find_links(lines, email.value if email else ""),
    }
    values = [basics["email"], basics["phone"], basics["label"], name]
    taken = {id(mark) for value in values if value for c in value.chunks for mark in c.marks}
    contact = {
        id(line) for line in lines if any(id(m) in taken for c in line.cells for m in c.marks)
    }
    return basics, used | contact | {id(line) for line in lines if _is_contact(line)}


def _elsewhere(lines: Sequence[Line], everywhere: Sequence[Line]) -> list[Line]:
    """Return the line with both e-mail and telephone that stands at the end of a document.

    It counts where the head has neither: a footer prints them so.
    """
    if find_email(lines) or find_phone(lines):
        return []
    return [one for one in everywhere[-2:] if EMAIL.search(one.text) and find_phone([one])][:1]


def _contact_lines(blocks: Sequence[Block]) -> list[Line]:
    heads = [block for block in blocks if block.kind in _CONTACT_KINDS]
    return [line for block in heads for line in block.lines]


def _is_contact(line: Line) -> bool:
    text = line.text
    if len(text.split()) > 16 and not EMAIL.search(text):
        return False
    return bool(
        EMAIL.search(text)
        or find_phone([line])
        or any(find_place(part.trim().text) for cell in line.cells for part in cell.split(PARTS))
        or (line.chunk.links and len(text.split()) <= 12)
    )


def find_email(lines: Iterable[Line]) -> Found | None:
    """Return the first address: from a mailto link, in the text, or broken over two lines."""
    lines = list(lines)
    for line in lines:
        for cell in line.cells:
            linked = _linked_email(cell)
            if linked:
                return linked
    for number, line in enumerate(lines):
        hit = EMAIL.search(line.text)
        if hit:
            below = lines[number + 1] if number + 1 < len(lines) else None
            return _unbroken(line, hit, below)
        if "@" in line.text and number + 1 < len(lines):
            both = Chunk.join([line.cells[-1], lines[number + 1].cells[0]], "")
            hit = EMAIL.search(both.text)
            if hit:
                return found(both.cut(*hit.span()), 0.8)
    return None


def _linked_email(cell: Chunk) -> Found | None:
    for start, end, span in cell.marks:
        if span.link.lower().startswith("mailto:"):
            address = span.link[7:].partition("?")[0].strip()
            if EMAIL.fullmatch(address):
                marks = [(a, b) for a, b, other in cell.marks if other.link == span.link]
                last = max((b for _, b in marks), default=end)
                return found(cell.cut(start, last), 0.99, address)
    return None


def _unbroken(line: Line, hit: re.Match[str], below: Line | None) -> Found:
    """Return an address, with its end from the line below where a narrow column broke it."""
    chunk = line.chunk.cut(*hit.span())
    rest = below.cells[0].text if below is not None else ""
    narrow = len(line.cells) == 1 and hit.end() == len(line.text) and line.column == "side"
    if narrow and below is not None and re.fullmatch(r"[A-Za-z.]{1,12}", rest):
        return found(Chunk.join([chunk, below.cells[0]], ""), 0.8)
    return found(chunk, 0.97)


def find_phone(lines: Iterable[Line]) -> Found | None:
    """Return the first telephone number: linked, labelled, or one that some country dials."""
    labelled = False
    for line in lines:
        for cell in line.cells:
            if labelled and _DIGITS.fullmatch(cell.text):
                return found(cell, 0.85)
            labelled = bool(_PHONE_LABEL.match(cell.text))
            for start, end, span in cell.marks:
                if span.link.lower().startswith("tel:"):
                    return _dialled(_run(cell, start, end, span.link), span.link)
            for hit in PHONE.finditer(cell.text):
                if _is_phone(hit[0]):
                    return found(cell.cut(*hit.span()), 0.9)
    return None


def _dialled(chunk: Chunk, link: str) -> Found:
    """Return the number a link dials: as printed, or whole where only its end is printed."""
    printed, dialled = (re.sub(r"\D", "", text) for text in (chunk.text, link))
    whole = len(printed) >= len(dialled) or not dialled.endswith(printed)
    return found(chunk, 0.98) if whole else found(chunk, 0.95, link.partition(":")[2])


def _run(cell: Chunk, start: int, end: int, link: str) -> Chunk:
    ends = [b for _, b, span in cell.marks if span.link == link]
    return cell.cut(start, max([end, *ends]))


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if not _MIN_DIGITS <= len(digits) <= _MAX_DIGITS or _looks_like_dates(text):
        return False
    if len(digits) == 7 and re.fullmatch(r"\(?\d{3}\)?[\s.-]\d{4}", text.strip()):
        return True
    text = re.sub(r"^\s*00", "+", text.strip())
    regions = (None,) if text.startswith("+") else _REGIONS
    return text.startswith("+") or any(_possible(text, region) for region in regions)


def _looks_like_dates(text: str) -> bool:
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)
    return len(years) > 1 or (len(years) == 1 and len(re.sub(r"\D", "", text)) <= 8)


def _possible(text: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False


def _find_label(blocks: Sequence[Block], name: Found | None) -> Found | None:
    """Return the professional title printed under or beside the name."""
    lines = [line for block in blocks if block.kind == "head" for line in block.lines][:8]
    wanted: list[Chunk] = []
    for line in lines:
        if line.bullet or find_periods(line.text):
            continue
        for cell in line.cells:
            for part in cell.split(PARTS):
                trimmed = _unlabelled(part.trim())
                if trimmed and not (name and _overlaps(trimmed, name)) and is_label(trimmed.text):
                    wanted.append(trimmed)
    return found(wanted[0], 0.7) if wanted else None


def _unlabelled(chunk: Chunk) -> Chunk:
    hit = _LABEL_NAME.match(chunk.text)
    return chunk.cut(hit.end(), len(chunk.text)) if hit else chunk


def _overlaps(chunk: Chunk, value: Found) -> bool:
    marks = {id(mark[2]) for part in value.chunks for mark in part.marks}
    return any(id(mark[2]) in marks for mark in chunk.marks)
