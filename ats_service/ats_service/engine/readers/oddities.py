"""What cleaning takes away, kept for the document check: counted, with the first place of each.

In go the signs a reader meets before it cleans them, out come `Note`s of these kinds:

- ``private-use``: signs of an icon font; a parser sees a box, or nothing.
- ``icon-letter``: an icon that the file maps to a letter or digit, which a parser reads.
- ``ligature``: two or three letters kept as one sign.
- ``unmapped``: glyphs without a map to Unicode; a parser reads something else, or nothing.
- ``loose-font``: a font that is not in the file.
- ``portrait``: a picture of the size of a photograph, in a file without pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ats_service.engine.document import Box, Note

#: Different texts of one kind that are kept; the rest is only counted.
_SHOWN = 8
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


@dataclass
class Oddities:
    """Collects what is odd on one page, or in a document without pages."""

    page: int = 0
    _found: dict[str, Note] = field(default_factory=dict)
    _texts: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, kind: str, text: str, box: Box | None) -> None:
        """Count one sign, word or font."""
        texts = self._texts.setdefault(kind, {})
        if len(texts) < _SHOWN:
            texts[text] = None
        known = self._found.get(kind)
        self._found[kind] = (
            known._replace(times=known.times + 1) if known else Note(kind, "", self.page, box)
        )

    def look_at(self, text: str) -> None:
        """Count what is odd in text that has not been cleaned yet."""
        if text.isascii():
            return
        for word in text.split():
            if _LIGATURE.search(word):
                self.add("ligature", word, None)
        for sign in _PRIVATE.findall(text):
            self.add("private-use", f"U+{ord(sign):04X}", None)

    def notes(self) -> Iterator[Note]:
        """Yield one note for each kind."""
        for kind, note in self._found.items():
            yield note._replace(text=" ".join(self._texts[kind]))
