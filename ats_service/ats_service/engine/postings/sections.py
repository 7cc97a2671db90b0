"""Cuts a posting into lines and says of each what it is about.

Goes in: the visible text, a block a line, or all of it in one run as some boards give it. Comes
out: lines without their bullets, each with the section it stands in. The cue for a section is its
heading: a short line, or in running text a few words before a colon, that holds one of the words
below; one that only sounds like a heading ("What success looks like") opens a section that
demands nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ats_service.engine.postings.headings import (
    Kind,
    asks,
    heading_kind,
    is_demand,
    kind_by_lines,
    may_head,
    names_something,
    offers,
)

_BULLET = re.compile(
    r"^\s*(?:[-–=]+>|\*(?!\*)|"
    r"[-•·–—~>»‣✓✔✅☑★☆❖➢\u2190-\u21ff\u25a0-\u25ff\u2794-\u27bf\uf0a7\uf0b7]"
    r"\ufe0f?|"
    r"\d{1,2}[.)](?!\d)|o(?=\s+[A-Z]))\s*"
)
#: What markdown puts around a heading or a label.
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+)?(?:\*\*|__)?|(?:\*\*|__)\s*$")
#: Pictures before a line, a heading's as often as an item's.
_PICTURES = re.compile(r"^[\s\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]+(?=\S)")
#: The mark of an essential or desirable criterion before it: "E2 Use of clusters".
_GRADE = re.compile(r"^([ED])(?:\d{1,2}[.:)]?\s+|[.:)]?\s{2,}|\t)(?=[A-Z(])")
_DEMANDS = ("required", "nice")
_PROSE_LEAST = 60  # characters
_LISTED_LEAST = 3  # demands below no heading
_ITEM_MOST = 15  # words of a demand that stands alone in a line
_GRADES_LEAST = 3  # criteria with a mark, of both kinds
#: A word of so many characters says nothing, and patterns take their time over it.
_PADDING = re.compile(r"\S{300,}")
#: Text without line breaks longer than this is cut at its inline headings and statements.
_RUN_ON = 400
#: Labels of facts of the job that may stand in any section, also below the demands.
_ROW_LABEL = re.compile(
    r"locations?|work location|standort|(?:arbeits|einsatz)?ort|lieu(?: de travail)?|ubicación|"
    r"lugar|"
    r"schedule|shift|hours|start(?: date)?|reports? to|department|duration|contact|horario|"
    r"horaires",
    re.IGNORECASE,
)
#: A value longer than this is the text of a section.
_LABEL_MOST = 50
_LABEL_WORDS = 3
_INLINE_HEADING = re.compile(
    r"(?:(?<=[.!?)\w]) )(?=(?:[A-Z][\w’'&/-]*)(?: [\w’'&/-]+){0,7} ?: )"
    r"|(?<=[.!?]) (?=About (?:You|Us|the \w+) [A-Z])"
)
#: Words with which the items of a list begin; in running text they begin a new item.
_ITEM = re.compile(
    r"(?<=[a-z0-9)\]])(?<!\bwith)(?<!\bleast)(?<!\bof)(?<!\bor)(?<!\band)(?<!\bin)(?<!\ba)(?<!\ban)"
    r" (?=(?:Experience|Experienced|Familiarity|Familiar|Knowledge|Proficien\w+|"
    r"Strong|Solid|Proven|Demonstrated|Ability|Understanding|Excellent|Exposure|Expertise|"
    r"Hands-on|"
    r"Comfortable|Working|Interest|Previous|Bachelor\S*|Master\S*|Degree|Certifications?|Must|"
    r"Background|Advanced|Good|Fluent|Willing\w*|Excellent|Scripting|\d{1,2}\+ years)\b)"
)
#: Below a list, a paragraph in which the firm speaks of itself ends the list's section.
_FIRM_SPEAKS = re.compile(
    r"(?:We|Our|At [A-Z]\w+|This (?:post|position|role)|Wir|Nous|Ofrecemos|Ce poste) .{60,}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without bullet, its sentences, and the section it stands in."""

    text: str
    kind: Kind
    bullet: bool
    sentences: tuple[str, ...]


def lines_of(text: str) -> list[Line]:
    """Return the posting's lines with their sections."""
    raw = [(words, bool(_BULLET.match(one))) for one in _broken(text) if (words := _bare(one))]
    if _is_graded(raw):
        return _graded(raw)
    sections = _Sections(raw)
    found = [sections.line(at) for at in range(len(raw))]
    return found if sections.headed else _unheaded(found)


def _graded(raw: Sequence[tuple[str, bool]]) -> list[Line]:
    """Return the lines of a posting that marks each criterion as essential or desirable."""
    sections = _Sections(raw)
    found = []
    for at, (words, _) in enumerate(raw):
        line, grade = sections.line(at), _GRADE.match(words)
        if grade:
            words = words[grade.end() :]
            marked: Kind = "required" if grade[1] == "E" else "nice"
            line = Line(words, marked, True, tuple(_sentences(words)))
        found.append(line)
    return found


class _Sections:
    """Says of one line after the other in which section it stands."""

    def __init__(self, raw: Sequence[tuple[str, bool]]) -> None:
        """Begin with the opening of a posting, whose lines have a bullet or none."""
        self.raw = raw
        self.kind: Kind = "intro"
        self.paused: Kind | None = None  # the section that an offer among demands ended
        self.headed = False  # a heading opened a section of demands
        self.listed = False  # the line before is an item
        self.inline = False  # the section began with a label and its value in one line

    def line(self, at: int) -> Line:
        """Return the line with its section; to be called for each in order."""
        words, bullet = self.raw[at]
        said = tuple(_sentences(words))
        if not bullet and self.listed and _FIRM_SPEAKS.match(words):
            self.kind = "intro"
        opened = _opened(self.raw[at:], first=not at)
        kind = opened or self.kind
        kind = (
            self.kind if self.kind == "nice" and kind == "required" and _goes_on(words) else kind
        )
        alone = not bullet and kind == self.kind and _is_item(words, said)
        kind = self._offered(words, kind) if alone else kind
        if self.inline and not opened and kind not in _DEMANDS and _is_row(words):
            kind = "intro"
        self.headed |= kind in _DEMANDS and not names_something(words)
        self.paused = None if opened else self.paused
        self.inline = bool(_labelled(words)[1]) if opened else self.inline
        self.kind = self.kind if _is_label(words) else kind
        self.listed = bullet or (alone and kind in _DEMANDS)
        return Line(words, kind, self.listed, said)

    def _offered(self, words: str, kind: Kind) -> Kind:
        """Return the section of an item without bullet: what is offered ends the demands."""
        if kind in _DEMANDS and offers(words) and not asks(words):
            self.paused = kind
            return "benefits"
        return self.paused if self.paused and asks(words) else kind


def _unheaded(lines: list[Line]) -> list[Line]:
    """Return the lines of a posting whose demands stand one a line below no heading.

    A line that asks is a demand, and so are the few between two such lines.
    """
    may = {at for at, line in enumerate(lines) if at and _may_ask(line)}
    demands = {at for at, line in enumerate(lines) if line.kind in _DEMANDS}
    asking = {at for at in may if asks(lines[at].text)} | demands
    between = {at for at in may if {at - 1, at - 2} & asking and {at + 1, at + 2} & asking}
    listed = may & (asking | between)
    if len(listed | demands) < _LISTED_LEAST:
        return lines
    return [
        replace(line, kind="required", bullet=True) if at in listed else line
        for at, line in enumerate(lines)
    ]


def _may_ask(line: Line) -> bool:
    """Return whether a line of the opening may be a demand that stands alone."""
    short = not line.bullet and _is_item(line.text, line.sentences)
    return line.kind == "intro" and short and not offers(line.text)


def _goes_on(words: str) -> bool:
    """Return whether a line among wishes is one more of them, not the heading of demands."""
    return is_demand(words) or (":" not in words and names_something(words))


def _is_item(words: str, sentences: Sequence[str]) -> bool:
    """Return whether a line without a bullet is an item of a list of demands all the same."""
    short = len(sentences) == 1 and len(words.split()) <= _ITEM_MOST
    return short and "://" not in words and names_something(words)


def _is_graded(lines: list[tuple[str, bool]]) -> bool:
    """Return whether criteria bear the marks E and D, for essential and desirable."""
    marks = [grade[1] for words, _ in lines if (grade := _GRADE.match(words))]
    return len(marks) >= _GRADES_LEAST and len(set(marks)) > 1


def _is_label(words: str) -> bool:
    """Return whether a line is a label with its value, which says nothing of the lines below."""
    _, value = _labelled(words)
    return 0 < len(value.strip()) < _LABEL_MOST


def _is_row(words: str) -> bool:
    """Return whether a line is one more label with its value, as in "Notice period: a month"."""
    label, value = _labelled(words)
    return bool(value.strip()) and len(label.split()) <= _LABEL_WORDS


def _labelled(words: str) -> tuple[str, str]:
    """Return a label and its value, which a colon or the bar of a table parts; else the words."""
    head, *value = re.split(r"\s\|\s|:", words, maxsplit=1)
    return head, value[0] if value else ""


def _bare(line: str) -> str:
    return _PICTURES.sub("", _MARKUP.sub("", _BULLET.sub("", line))).strip()


def _opened(lines: Sequence[tuple[str, bool]], *, first: bool) -> Kind | None:
    """Return the section that the first of these lines opens, or None for none."""
    words, bullet = lines[0]
    head, rest = _labelled(words)
    if rest.strip() and _ROW_LABEL.fullmatch(head.strip()):
        return "intro"
    if rest.strip():
        return heading_kind(head) if len(head) < 60 else None
    if bullet:
        return None
    if known := heading_kind(words):
        return known
    if not first and len(lines) > 1 and " " not in words and _is_prose(*lines[1]):
        return "intro"
    below = [line for line, _ in takewhile(lambda one: one[1], lines[1:])]
    above_list = bool(below) and not first and may_head(words)
    return kind_by_lines(below) if above_list else None


def _is_prose(words: str, bullet: bool) -> bool:
    """Return whether a line is a paragraph: what a single word stands above as its heading."""
    return not bullet and len(words) >= _PROSE_LEAST and words.endswith((".", "!"))


def _broken(text: str) -> Iterator[str]:
    """Yield lines; what runs on without breaks is cut at headings and at items of lists."""
    for raw in _PADDING.sub("\n", text).splitlines():
        if len(raw) > _RUN_ON:
            for part in _INLINE_HEADING.split(raw):
                yield from _items(part) if ":" in part[:60] else [part]
        elif raw.strip():
            yield raw


def _items(part: str) -> list[str]:
    """Return an inline heading and the items that run on behind it; the part where none do."""
    head, colon, rest = part.partition(":")
    items = _ITEM.split(rest)
    return [head + colon, *items] if len(items) > 1 else [part]


def sentences_in(
    lines: Iterable[Line], *, only: Container[str] | None = None, but: Container[str] = ()
) -> Iterator[str]:
    """Yield the sentences of lines, of ``only`` some sections or of all ``but`` some."""
    for line in lines:
        if line.kind not in but and (only is None or line.kind in only):
            yield from line.sentences


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a line; abbreviations and decimals do not end one."""
    parts = re.split(r"(?:(?<=[a-zé)\]\d][.!?])|(?<=[A-Z\d][A-Z][.!?]))\s+(?=[A-ZÄÖÜÉ])", line)
    return (one for one in parts if one.strip())
