"""The line that prints the person's name, where it stands below the headings of a side bar.

In go the lines in reading order, out comes the one line of the first page that is printed larger
than everything else and looks like a name. Word processors write a side bar, a text box or a frame
before the column beside it, so that the name follows the last section of the side bar and would
be taken for a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ats_service.engine.lexicon import is_known_heading
from ats_service.engine.lexicon.words import is_naming
from ats_service.engine.lines import Line

_WORDS = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")
#: How much larger than the next largest line, and than half of all, such a name is printed.
_LARGER, _LARGE = 1.1, 1.4


def name_line(lines: Sequence[Line]) -> Line | None:
    """Return the line of the name by its size alone, or None where no line stands out."""
    if len(lines) < 2:
        return None
    *rest, second, first = sorted(line.style.size for line in lines)
    usual = [*rest, second, first][len(lines) // 2]
    if first < _LARGER * second or first < _LARGE * usual:
        return None
    line = next(line for line in lines if line.style.size == first)
    return line if line.page == 1 and _is_name(line) else None


def _is_name(line: Line) -> bool:
    text = line.cells[0].text
    if len(line.cells) > 1 or line.bullet or not _WORDS.fullmatch(text):
        return False
    return not is_known_heading(text) and not is_naming(text)
