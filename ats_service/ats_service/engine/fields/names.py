"""The person's name: the largest words at the top that are no title, place or heading.

In go the blocks, out comes one name of the first page. Candidates of one to six capitalised words
are scored by the size of their letters, how far up they stand, weight and number of words; words
of titles and organisations cost points; headings and places are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.found import Found, found
from ats_service.engine.lexicon import section_of
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lexicon.words import word_set
from ats_service.engine.lines import Line
from ats_service.engine.sections import Block

_WORD = re.compile(r"^(?:[^\W\d_]+[.'’]?(?:[-'’.][^\W\d_]+)*\.?|[A-Z]\.)$")
#: What somebody is called by, between given and family name.
_CALLED = re.compile(r"""(?<=\w )["“„«‘'(][^\W\d_]{2,12}["”“»’')](?= \w)""")
_CREDENTIAL = re.compile(
    r"(?i),?\s+(?:ph\.?d|md|m\.d|mba|m\.?sc|b\.?sc|rn|cpa|pmp|jr|sr|esq|pe|cfa|dds|do|np|bsn|msn"
    r"|lcsw|phr|m\.?a|b\.?a|m\.?s|b\.?s|lpn|cna|fnp|dnp|mbbs|frcs|facs|mrics|acca|cma|cissp"
    r"|rph|pharm\.?d|j\.?d|ll\.?m|ll\.?b|m\.?ed|ed\.?d|dvm|dpt|otr|lmft|m\.?eng|b\.?eng|p\.?e|obe|mbe"
    r"|shrm-s?cp|pgce|qts|ccrn|aprn|emt)\.?(?=$|[\s,])"
)
#: A soldier's rank before the name, with the branch that may follow it.
_RANK = re.compile(
    r"(?i)^(?:(?:staff|master|first|gunnery|sergeant|command|lance|petty|chief|warrant|brigadier"
    r"|major|second|lieutenant|technical|senior|flight|wing|squadron|rear|vice)\s+){0,3}"
    r"(?:private|corporal|sergeant|officer|lieutenant|captain|major|colonel|general|commander"
    r"|admiral|airman|seaman|specialist|s?sgt|msgt|tsgt|sfc|cpl|cpt|capt|lt|maj|lt ?col|col|pfc"
    r"|spc|hauptmann|oberst|feldwebel|leutnant|capitaine|sergent|adjudant|capitán|sargento)\.?\s+"
    r"(?=\S+\s+\S)"
)
_NOISE = re.compile(
    r"(?i)\s*[-–—|:]\s*(?:cv|résumé|resume|curriculum vitae|lebenslauf)\s*$"
    r"|^(?:cv|résumé|resume|curriculum vitae|lebenslauf|name|nom|nombre)\s*[-–—|:]\s*"
)
_PLURAL = r"(?:s|\(s\)|n|\(n\))?"
_GIVEN = rf"(?:(?:first|given) name|forename|prénom|vorname|nombre){_PLURAL}"
_FAMILY = rf"(?:(?:sur|last |family )name|nom|(?:nach|familien|zu)name|apellido){_PLURAL}"
_AND = r"\s*(?:/|,|&|\b(?:and|und|et|y)\b)\s*"
#: A form's name for the field, and what it is worth.
_FIELD = (
    rf"(?:full )?name|vor-? ?und (?:nach|zu)name|nombre completo|nom complet|nom|nombre"
    rf"|{_GIVEN}{_AND}{_FAMILY}|{_FAMILY}{_AND}{_GIVEN}"
)
_NAMED = re.compile(rf"(?i)^(?:{_FIELD})(?:\s*:\s*|(?<=\))\s+)")
_LABEL = re.compile(rf"(?i)(?:{_FIELD})$")
_SURE = 30.0
_LARGE = 18.0  # points
_SEPARATOR = re.compile(
    r"\s*[|•·/]\s*|\s+[–—-]\s+|,\s+(?=[^,]{4,}$)|(?<!\b[^\W\d_])\.\s+(?=[A-Z])"
)
_MAX_WORDS = 6
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "m", "mme", "ing", "dipl"})


def find_name(blocks: Sequence[Block]) -> tuple[Found | None, set[int]]:
    """Return the name and the ids of the lines it stands in."""
    lines = [line for block in blocks if block.kind in ("head", "contact") for line in block.lines]
    lines = [line for line in lines if line.page == 1][:25]
    best: tuple[float, Chunk, Line] | None = None
    for order, line in enumerate(lines):
        named = _NAMED.match(line.text) or _LABEL.match(line.text[: _label_end(line)])
        below = lines[order + 1] if order + 1 < len(lines) else None
        for chunk in [_rest(line, named)] if named else _candidates(line, below):
            score = _score(chunk, 0 if named else order) + (_SURE if named else 0.0)
            if score > 0 and (best is None or score > best[0]):
                best = (score, chunk, line)
    if best is None:
        return None, set()
    score, chunk, line = best
    return found(chunk, min(0.98, 0.5 + score / 60)), {id(line)}


def _label_end(line: Line) -> int:
    """Return where the first of several cells ends; a form may name the field there."""
    return len(line.cells[0].text) if len(line.cells) > 1 else 0


def _rest(line: Line, named: re.Match[str]) -> Chunk:
    """Return what stands behind the name of the field, in its cell or the next."""
    return line.chunk.cut(named.end(), len(line.text)).trim()


def _candidates(line: Line, below: Line | None) -> list[Chunk]:
    cell = line.cells[0]
    chunks = [_bare(part) for part in (cell, *cell.split(_SEPARATOR)[:1])]
    first = next(iter(cell.runs()), cell)
    chunks.append(_bare(first))
    if below is not None and _is_second_half(cell, below):
        chunks.append(_bare(Chunk.join([cell, below.cells[0]])))
    return [chunk for chunk in chunks if chunk]


def _is_second_half(cell: Chunk, below: Line) -> bool:
    """Return whether a name goes on in the line below, as it does in narrow columns."""
    if below.above >= 1 or below.cells[0].style != cell.style:
        return False
    return len(cell.text.split()) <= 2 and len(below.cells[0].text.split()) <= 2


def _bare(chunk: Chunk) -> Chunk:
    chunk = chunk.trim()
    hit = _NOISE.search(chunk.text)
    if hit:
        ends = (hit.end(), len(chunk.text)) if hit.start() == 0 else (0, hit.start())
        chunk = chunk.cut(*ends)
    credential = _CREDENTIAL.search(chunk.text)
    chunk = chunk.cut(0, credential.start()).trim() if credential else chunk
    return _without_rank(chunk)


def _without_rank(chunk: Chunk) -> Chunk:
    rank = _RANK.match(chunk.text)
    if not rank or word_set("titles").hits(chunk.text[rank.end() :]):
        return chunk
    return chunk.cut(rank.end(), len(chunk.text))


def _score(chunk: Chunk, order: int) -> float:
    """Return how much a chunk looks like a name; zero and less: it does not."""
    text, words = chunk.text, _CALLED.sub(" ", chunk.text).replace(",", " ").split()
    if not 1 <= len(words) <= _MAX_WORDS or not all(_WORD.match(word) for word in words):
        return 0.0
    if section_of(text) or (find_place(text) and len(words) < 3):
        return 0.0
    small = order == 0 and _is_all_small(chunk)
    if not small and not all(word[0].isupper() or len(word) <= 3 for word in words):
        return 0.0
    score = 2.0 * chunk.style.size - 1.5 * order + 6.0 * (order == 0)
    score += {1: -8.0, 2: 6.0, 3: 5.0}.get(len(words), 2.0)
    score -= 14.0 * word_set("titles").hits(_without_titles(text))
    score -= 6.0 * (word_set("organisations").hits(text) > 0)
    return score + (4.0 if chunk.style.bold else 0.0)


def _is_all_small(chunk: Chunk) -> bool:
    """Return whether two or three words are set large without capitals: "jane roe" at the top."""
    return (
        chunk.style.size >= _LARGE
        and chunk.text.islower()
        and len(chunk.text.split()) in (2, 3)
        and all(len(word) > 1 for word in chunk.text.split())
    )


def _without_titles(text: str) -> str:
    return " ".join(w for w in text.split() if w.lower().strip(".") not in _TITLES)
