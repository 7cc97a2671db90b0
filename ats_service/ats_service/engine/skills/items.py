"""Names of things to know that no vocabulary holds, told by the place where they stand.

A short item of a list of demands ("Vestibular rehabilitation") is little more than what it asks
for; a name in capitals in a row with a skill ("Istio, Envoy"), behind "such as" or behind a word
of knowing ("experience with Leecare") is one more of its kind. Manners, degrees, hours and whole
sentences are none.

>>> [hit.name for hit in items_in("Glovebox work", [], item=True)]
['Glovebox']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ats_service.engine.skills import Hit, overlaps
from ats_service.engine.skills.cues import wanted_in

_CLAUSE = re.compile(
    r"[;:()\n|]|[.!?](?=\s|$)|\s[-–—]\s|\b(?:such as|e\.g\.|z\. ?b\.|like|including|par exemple|"
    r"wie|como|i\.e\.)[,:]?\s",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"\b(?:such as|e\.g\.|z\. ?b\.|including|par exemple)[,:]?\s*$", re.IGNORECASE
)
_ROW = re.compile(
    r"\s*,\s*(?:(?:and|or|und|oder|et|ou|y|o|e)\s+)?|"
    r"\s+(?:and|or|und|oder|sowie|et|ou|y|o|&|/)\s+"
)
#: Words around a name that are no part of it.
_OPENING = re.compile(
    r"(?:(?:ideally|preferably|especially|notably|idealerweise|vorzugsweise|insbesondere|"
    r"vor allem|"
    r"am liebsten|idéalement|notamment|preferiblemente|der|die|das|dem|den|an?|the|some|any|"
    r"current|valid|good|"
    r"strong|solid|basic|sound|excellent|previous|prior|"
    r"proven|relevant|hands-on|working|advanced|practical|gute|sehr|sichere?r?|erste|ein|une?|los|"
    r"eine[rn]?|les?|la|des|bonne|buen[ao]?|either|both|experience|knowledge|understanding|"
    r"familiarity|kenntnisse|erfahrung|umgang|connaissance|maîtrise|pratique|expérience|manejo|"
    r"conocimientos?|experiencia|programa|formación|weiterbildung|certified|certification|"
    r"training|with|of|in|im|mit|zum|zur|de|du|d['’]|en|con)\s+)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\s+(?:experience|knowledge|skills?|certificat\w+|cert|work|background|exposure|domain|"
    r"licen[cs]e|qualification|training|proficiency|required|preferred|desirable|essential|"
    r"similar|environment|tools?|ticket|card|a plus|vorteilhaft))+\W*$",
    re.IGNORECASE,
)
#: Ways to be and to act: an item that speaks of them names nothing to know.
_MANNER = re.compile(
    r"\b(?:you\w*|we|our|us|able|ability|abilities|willing\w*|attitude|passion\w*|mindset|"
    r"communicat\w+|interpersonal|teamwork\w*|lead|leadership|leading|motivat\w+|flexib\w+|"
    r"reliab\w+|creativ\w+|curio\w+|initiative|ownership|problem\S*|thinking|attention|detail\S*|"
    r"self\S*|multitask\w*|proactiv\w+|positive|energetic|honest\w*|judg\w+|resilien\w+|"
    r"kind\w*|empath\w+|sense|humou?r|calm|personality|independen\w+|deadlines?|plan|manage|build|"
    r"develops?|track record|hunger|drive|"
    r"ich|du|sie|wir|dich|dir|sich|teamf\w+|freude|spaß|bereitschaft|zuverl\w+|belastbar\w*|"
    r"flexibel|selbst\w+|eigen\w+|engagement|motivation|kommunikation\w*|arbeitsweise|"
    r"nähe|auftreten|vous|nous|savoir\S*|rigueur|autonomie|esprit|goût|sens|dynamis\w+|"
    r"relationnel|eres|tienes|capacidad|ganas|disponibilidad|vivir)\b",
    re.IGNORECASE,
)
#: What a phrase that names something to know does not hold.
_NO_NAME = re.compile(
    r"\b(?:i|be|been|is|are|was|have|has|had|do|can|will|must|should|to|that|who|what|when|how|"
    r"why|from|as|at|on|by|for|not|no|if|than|this|it|its|least|more|over|another|years?|months?|"
    r"days?|hours?|weekends?|degrees?|diplomas?|bachelor\S*|master\S*|phd|references?|shifts?|"
    r"teams?|organi[sz]\w+|written|verbal|spoken|writing|english|german|french|spanish|proven|"
    r"experienced?|knowledge|skills?|strong|deep|clear|great|excellent|good|similar|others?|etc|"
    r"equivalent|plus|bonus|preferred|required|graduates?|freshers?|languages?|idiomas?|langues?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|certifications?|relationships|later|"
    r"newer|higher|standards|fit|travel\w*|"
    r"vehicle|age|eligib\w+|authori[sz]ed|"
    r"citizen\w*|checks?|clearance|benefits|salary|pay|remote|office|location|contributions?|"
    r"interest|work|working|environments?|industry|customers?|clients?|stakeholders?|culture|"
    r"values|growth|impact|quality|\w+ly|people|date|forms?|tasks|the|"
    r"ist|sind|hast|bist|kein\w*|deutsch\w*|englisch\w*|abgeschlossen\w*|ausbildung|studium|"
    r"berufserfahrung|fähigkeit\w*|umgang|industrie|bzw|mind|ca|wort|schrift|"
    r"avez|êtes|votre|notre|est|sont|anglais|espagnol|diplôme|formation|permis|tu|ser|tener|"
    r"erfahrung\w*|kunden|menschen|kolleg\w+|personnes|personas|clientes|équipes?|equipos?|"
    r"deseables?|valorables?|wünschenswert|vorteil\w*|souhaité\w*|apprécié\w*|trabajo|equipo|"
    r"inglés|"
    r"carn[eé]t?|titulación|responsab\w+|vehículo|"
    r"experto|titul\w+)\b|\d{3,}|[€$£%?]",
    re.IGNORECASE,
)
#: Departments stand in rows too, as those to work with.
_DEPARTMENTS = re.compile(
    r"\b(?:teams?|stakeholders?|across|partner\w*|departments?|functions?|"
    r"collaborat\w+)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÄÖÜÉÈ]|\d+[A-Z]|[a-z]+[A-Z])[\w+#.&/'’-]*(?:\s+[A-ZÄÖÜÉÈ\d][\w+#.&-]*){0,2}"
)
#: One word in capitals is told by how it is written (`signs`).
_SIGN = re.compile(r"[A-Z]+s?|\w+Innen")
#: Words of German, French and Spanish, in which what one knows is seldom a plain English word.
_FOREIGN = re.compile(
    r"\b(?:mit|und|oder|der|die|das|für|von|zu|im|de|du|des|les?|la|en|et|el|los|las|y|"
    r"con)\b",
    re.I,
)
_SMALL = re.compile(r"(?<!\S)(?:de|del|du|des|les?|la|los|las|el|en|por|para|aux?|à|y|et)(?!\S)")
_LABEL_END = re.compile(r":|\|(?!.*\|)")
#: What German glues to the name of what one knows: "Datev-Kenntnisse".
_GLUED = re.compile(r"-(?:kenntnisse\w{0,1}|erfahrung)$", re.IGNORECASE)
_LEAST, _MOST_WORDS, _ITEM_WORDS = 3, 4, 7


def items_in(text: str, known: Sequence[Hit], *, item: bool) -> Iterator[Hit]:
    """Yield the names in a demand that overlap no ``known`` mention, in order.

    Args:
        text: a sentence; the time is linear in its length.
        known: the mentions of known skills in it.
        item: it stands alone in a list of demands.
    """
    taken = list(known)
    short = item and _count(text) <= _ITEM_WORDS and not _MANNER.search(text)
    rows = not _DEPARTMENTS.search(text)
    for start, end, beside in _parts(text, taken):
        words = text[start:end]
        named = rows and beside and start > 0 and _NAME.fullmatch(words)
        if (named or short) and _is_name(words) and not overlaps(taken, start, end):
            taken.append(Hit(words, start, end))
            yield taken[-1]
    foreign = len(_FOREIGN.findall(text)) > 1
    for hit in wanted_in(text, taken):
        if (_NAME.fullmatch(hit.name) or foreign) and _is_name(hit.name):
            yield hit


def _is_name(words: str) -> bool:
    if len(words) < _LEAST or words.isupper() or _SIGN.fullmatch(words):
        return False
    empty = _NO_NAME.search(words) or _MANNER.search(words)
    return _count(words) <= _MOST_WORDS and not empty


def _count(words: str) -> int:
    """Return how many words there are beside the small ones of French and Spanish."""
    return len(_SMALL.sub(" ", words).split())


def _parts(text: str, taken: Sequence[Hit]) -> Iterator[tuple[int, int, bool]]:
    """Yield each part of each row, and whether it stands in a row with a skill or example."""
    at = 0
    for stop in (*_CLAUSE.finditer(text), None):
        end = stop.start() if stop else len(text)
        gaps = [(at, at), *(gap.span() for gap in _ROW.finditer(text, at, end)), (end, end)]
        spans = [_bare(text, left[1], right[0]) for left, right in pairwise(gaps)]
        examples = bool(_EXAMPLES.search(text, max(0, at - 20), at))
        beside = len(spans) > 1 and any(_is_all(span, taken) for span in spans)
        if not _LABEL_END.match(text, end):  # a label says what kind of thing follows
            yield from ((first, last, examples or beside) for first, last in spans if first < last)
        at = stop.end() if stop else end


def _is_all(span: tuple[int, int], taken: Sequence[Hit]) -> bool:
    """Return whether a part of a row is a skill and nothing more."""
    start, end = span
    return any(
        start <= hit.start and hit.end <= end + 1 and end - start <= hit.end - hit.start + 1
        for hit in taken
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the words around the name in it."""
    start += len(text[start:end]) - len(text[start:end].lstrip(' \t*"“'))
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    closing = _CLOSING.search(text, start, end)
    end = closing.start() if closing else end
    glued = _GLUED.search(text, start, end)
    end = glued.start() if glued else end
    return start, start + len(text[start:end].rstrip(' .,"”'))
