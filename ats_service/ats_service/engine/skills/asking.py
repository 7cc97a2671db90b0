"""What a text asks somebody to know, read without its sections: for lone sentences and lists.

A posting's own sections say which of its sentences ask. A sentence alone must be judged by itself:
a firm that tells of its doings ("our platform for clinical trials") asks for nothing, unless it
speaks to the reader or of knowing before it names the skill. A line that is nothing but names is
a list: there plain words ("banking", "automation") and letters ("r", "c") are names too, and what
no vocabulary knows is one more of its kind. Plain words are names as well in a row with a skill.
Degrees are asked for as skills are. Text in, mentions out, in order; no two overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ats_service.engine.skills import Hit, find
from ats_service.engine.skills.cues import wanted_in
from ats_service.engine.skills.degrees import degrees_in
from ats_service.engine.skills.passing import Sentences, known_beside, made_in_passing

#: A firm that speaks of itself; a name that an anonymised text blanks out is the firm's.
_FIRM = re.compile(r"\b(?:we|our|us|ours|they|their|its)\b|<[A-Z]+>", re.IGNORECASE)
_READER = re.compile(
    r"\b(?:you\w*|experienced?|knowledge|skill\w*|requir\w*|must|need|looking for|expect\w*|"
    r"candidates?|stack|proficien\w+|ideal\w*|seeking|hiring)\b",
    re.IGNORECASE,
)
#: Words and signs of running text: a line without any is a list of names.
_RUNNING = re.compile(
    r"[.!?:;]\s*$|[<>–—]|\b(?:the|an?|of|in|to|for|with|is|are|be|we|our|you|your|will|by|at|on|"
    r"as|from|that|this|or|der|die|das|mit|für|von|le|la|les|des?|pour|avec|el|los|para|con)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\s,;|•·()/&]+")
#: Names that count in a list alone.
_SHORT = frozenset({"c", "r", "go"})
_LINE = re.compile(r".+")
_LIST_MOST = 40  # words
#: What a slash or hyphen joins to a mention without a blank.
_JOINED_BEFORE = re.compile(r"(?:[\w+#.-]*\w[+#]*[/-])+$")
_JOINED_AFTER = re.compile(r"(?:[/-][\w+#.-]*[\w#+])+")
_JOINED_MOST, _REACH = 40, 400  # characters
#: Ways of getting on with people: asked for everywhere, and nothing to know.
_MANNERS = re.compile(
    r"communications?|problem[- ]solving|teaching|presenting|presentations?|negotiations?|"
    r"team[- ]?(?:building|work)",
    re.IGNORECASE,
)
#: What makes "agile" the method and not the person.
_METHOD = re.compile(
    r"\s*(?:$|[,;/)&.]|(?:and|or)\s+(?:scrum|lean|kanban|safe|waterfall|devops)|[\w-]*\s*(?:method|"
    r"practice|develop|process|framework|environment|team|software|project|tool|deliver|"
    r"principle|scrum))",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*(?:[,/&]|\band\b|\bor\b|\bund\b|\bet\b|\by\b)?\s*")


def asked_alone(text: str) -> list[Hit]:
    """Return the mentions in ``text`` that ask for something, in order."""
    found, sentences = find(text), Sentences(text)
    asked: list[Hit] = []
    for line in _LINE.finditer(text):
        first, last = (bisect_left(found, at, key=_start) for at in line.span())
        own = found[first:last]
        if _is_list(text, line, own):
            asked += _listed(text, line, own)
        else:
            asked += (hit for hit in own if _asks(text, hit, sentences))
    named = _apart(text, [*degrees_in(text, found), *asked, *_in_row(text, found, asked)])
    return _apart(text, [*named, *wanted_in(text, named)])


def as_printed(text: str, hits: Sequence[Hit]) -> list[str]:
    """Return each mention once as it is printed: whole words, and as one where a slash joins them.

    >>> as_printed("Unix/Linux", find("Unix/Linux"))
    ['Unix/Linux']
    """
    spans: list[tuple[int, int]] = []
    for hit in hits:
        before = _JOINED_BEFORE.search(text, max(0, hit.start - _JOINED_MOST), hit.start)
        after = _JOINED_AFTER.match(text, hit.end)
        start = before.start() if before else hit.start
        end = after.end() if after else hit.end
        if spans and start < spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return list(dict.fromkeys(text[start:end] for start, end in spans))


def _is_list(text: str, line: re.Match[str], found: Sequence[Hit]) -> bool:
    """Return whether a line is nothing but names, of which the ``found`` are the greater part."""
    if not found or _RUNNING.search(text, *line.span()):
        return False
    names = _NAME.findall(text, *line.span())
    words, short = len(names), sum(name.casefold() in _SHORT for name in names)
    named = short + sum(len(_NAME.findall(text, hit.start, hit.end)) for hit in found)
    return words <= _LIST_MOST and (2 * named > words if len(found) > 1 else named == words)


def _listed(text: str, line: re.Match[str], found: Sequence[Hit]) -> list[Hit]:
    """Return every name in a list: the ``found`` ones and each word between them."""
    others = (Hit(word.group(), *word.span()) for word in _NAME.finditer(text, *line.span()))
    return _apart(text, [*found, *others])


def _asks(text: str, hit: Hit, sentences: Sentences) -> bool:
    words = text[hit.start : hit.end]
    if _MANNERS.fullmatch(words) or (words == "agile" and not _METHOD.match(text, hit.end)):
        return False
    if known_beside(text, hit):
        return True
    if made_in_passing(text, hit, sentences):
        return False
    start = max(sentences.around(hit)[0], hit.start - _REACH)
    firm = _FIRM.search(text, start, hit.start)
    return not firm or bool(_READER.search(text, start, hit.start))


def _in_row(text: str, found: Sequence[Hit], asked: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the mentions that stand in a row with one that is asked for."""
    sure = {hit.start for hit in asked}
    for row in (found, found[::-1]):
        for last, hit in pairwise(row):
            between = sorted((*_span(last), *_span(hit)))[1:3]
            if last.start not in sure or hit.start in sure or not _ROW.fullmatch(text, *between):
                continue
            if not _MANNERS.fullmatch(text[hit.start : hit.end]):
                sure.add(hit.start)
                yield hit


def _apart(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the mentions in order without those that overlap one named earlier."""
    kept: list[Hit] = []
    taken = bytearray(len(text))
    for hit in hits:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"x" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=_start)


def _span(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _start(hit: Hit) -> int:
    return hit.start
