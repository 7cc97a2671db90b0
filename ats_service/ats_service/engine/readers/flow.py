"""A pen for documents without pages: it writes lines below each other on one endless page.

Runs of text go in, spans with made-up boxes come out: indentation, cells and paragraph blanks
become distances, so that everything behind the readers works on DOCX and text as on a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ats_service.engine import limits
from ats_service.engine.cleaning import clean
from ats_service.engine.document import Box, Document, Note, Page, Span, Style
from ats_service.engine.errors import Empty, TooComplex
from ats_service.engine.readers.oddities import Oddities

#: Synthetic geometry in points.
_LEADING, _LETTER, _INDENT, _TAB, _PARAGRAPH = 12.0, 5.0, 18.0, 60.0, 18.0
TAB = "\t"


class Run(NamedTuple):
    """Words in one style; a tab inside ``text`` starts a new cell."""

    text: str
    style: Style = Style()
    link: str = ""
    hidden: str = ""


@dataclass
class Flow:
    """Collects lines and gives every word a place."""

    spans: list[Span] = field(default_factory=list)
    y: float = 0.0
    width: float = 0.0
    count: int = 0
    letters: int = 0
    odd: Oddities = field(default_factory=Oddities)

    def line(self, runs: Iterable[Run], *, level: int = 0, bullet: bool = False) -> None:
        """Write one line.

        Args:
            runs: its words.
            level: steps of indentation.
            bullet: whether a list mark stands before it.
        """
        self._count_line()
        x, first = level * _INDENT, len(self.spans)
        glued = False
        for run in runs:
            x, glued = self._run(run, x, glued, bullet and len(self.spans) == first)
        if len(self.spans) > first:
            self.y += _LEADING

    def gap(self) -> None:
        """Leave the space that separates paragraphs."""
        self.y += _PARAGRAPH

    def _count_line(self) -> None:
        self.count += 1
        if self.count > limits.MAX_PARAGRAPHS:
            raise TooComplex("The document has far more paragraphs than a résumé.")

    def _run(self, run: Run, x: float, glued: bool, bullet: bool) -> tuple[float, bool]:
        self.odd.look_at(run.text)
        for index, cell in enumerate(clean(part) for part in run.text.split(TAB)):
            if index:
                x, glued = x + _TAB, False
            glued = glued and not cell[:1].isspace()
            for number, word in enumerate(_words(cell)):
                x = self._word(word, run, x, glued and number == 0, bullet)
                bullet = False
            if cell:
                glued = not cell[-1].isspace()
        return x, glued

    def _word(self, word: str, run: Run, x: float, glued: bool, bullet: bool) -> float:
        self.letters += len(word)
        if self.letters > limits.MAX_CHARACTERS:
            raise TooComplex("The document holds more text than a whole book.")
        x = x if glued or not self.spans else x + _LETTER
        box = Box(x, self.y, x + _LETTER * len(word), self.y + _LEADING - 2)
        self.spans.append(
            Span(word, box, box.bottom, 1, run.style, run.link, glued, run.hidden, bullet=bullet)
        )
        self.width = max(self.width, box.right)
        return box.right

    def document(self, kind: str, byte_count: int, notes: Iterable[Note] = ()) -> Document:
        """Return what was written.

        Raises:
            Empty: nothing was.
        """
        if not any(sign.isalnum() for span in self.spans for sign in span.text):
            raise Empty("The document holds no text. Check the file and send it again.")
        page = Page(1, self.width, self.y, tuple(self.spans))
        found = (*notes, *self.odd.notes())
        return Document(kind, (page,), paged=False, byte_count=byte_count, notes=found)


def _words(text: str) -> Iterator[str]:
    """Yield the words, overlong ones in pieces that patterns can stand."""
    for word in text.split():
        for start in range(0, len(word), limits.MAX_WORD):
            yield word[start : start + limits.MAX_WORD]


def is_flowing(box: Box, text: str) -> bool:
    """Return whether a box was made up here: such lines are whole, no page has broken them."""
    return abs(box.width - _LETTER * len(text)) < 0.01
