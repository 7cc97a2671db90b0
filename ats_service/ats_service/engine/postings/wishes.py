"""Wishes: what a clause says of itself to be optional, and how far such a word reaches.

A sentence goes in, and where in it something is named; out comes whether that is only wished for.
"""

from __future__ import annotations

import re

_STRONG = (
    r"(?:big|strong|definite|huge|major|added|distinct|clear|real|great|nice|considerable|vrai|"
    r"réel|gros|große[rs]?|klarer|gran)"
)
#: A clause that says of itself that it is optional.
NICE = re.compile(
    rf"\b(?:(?:an?|{_STRONG}|un|une|una|ein) (?:{_STRONG} )?(?:plus|bonus|advantage|asset|atout|"
    r"avantage|vorteil|ventaja|pluspunkt)|plus\b(?=\W*$)|"
    r"preferred|preferably|nice to have|good to have|ideally|desirable|"
    r"bonus\b(?! (?:plan|scheme|payment))|"
    r"desired|advantageous|not required(?! to be)|"
    r"would(?: also)? (?:be (?:great|nice|helpful|beneficial|useful|handy|grand|ideal|welcome|"
    r"good|valued|appreciated)|help)\b|nice if|better still|well regarded|helpful,? but|"
    r"we['’]d also love|(?:frankly |really )?not needed|recommended(?=\W*$)|"
    r"(?:schade[nt]|auch) nicht(?=\W*$)|rend service|(?:la|une) cerise|"
    r"optional|von vorteil|wünschenswert|idealerweise|un plus|un atout|deseable|se valora|"
    r"souhait\w+|(?:highly )?beneficial|bonus points|not (?:essential|mandatory|a must)|"
    r"(?:looked (?:up)?on|viewed) favou?rably|brownie points|lovely|delighted|"
    r"am liebsten|vorzugsweise|de préférence|gerne? auch|sum(?:a|an|ar[áa]n?) puntos|"
    r"bienvenue?s?|wäre\w* (?:toll|super|"
    r"ideal|"
    r"hilfreich|prima|klasse)|"
    r"(?:is|are|be) (?:helpful|useful|nice|handy|welcome|appreciated)|helpful(?=\W*$)|"
    r"\w+ welcome(?=\W*$)|it['’]d be (?:great|nice|lovely)|never necessary|c['’]est mieux|"
    r"nett, aber|kein muss|"
    r"keine (?:bedingung|voraussetzung)|nicht zwingend|erwünscht|gern gesehen|"
    r"schön\b|pluspunkt\w*|appréci\w+|idéalement|se valora\w*|valorable|no imprescindible|"
    r"preferible\w*|de preferencia)\b",
    re.IGNORECASE,
)
_FIRM_WORDS = (
    "required", "mandatory", "essential", "zwingend", "erforderlich", "obligatoire", "exigé",
    "imprescindible", "obligatorio",
)  # fmt: skip
#: Where another part of a sentence begins, that may be wished for or demanded on its own.
_PARTS = re.compile(
    rf"(?:{'|'.join(f'(?<={word})' for word in _FIRM_WORDS)}),\s|"
    r";|(?<=[a-z]{2})(?<!\bvs)(?<!\bca)(?<!incl)(?<!inkl)(?<!usw)(?<!bzw)(?<!etc)\. (?=[a-z])|"
    r",? \b(?=(?:ideally|preferably|idealerweise|idéalement|preferiblemente|am liebsten|"
    r"vorzugsweise|"
    r"gerne? auch|de (?:préférence|preferencia))\b)|, (?=(?:von vorteil|wünschenswert|"
    r"erwünscht) (?:ist|"
    r"sind|wäre\w*)\b)|"
    r"\.\s(?=(?-i:[(A-ZÄÖÜÉ]))|, (?!(?:and|or|und|oder|et|ou|y|o) )(?=(?:[\w+#.-]+ ){1,5}(?:is|"
    r"are|would be|ist|wäre\w*|serait|"
    r"sería|a|an) "
    r"(?:\w+ )?(?:plus|bonus|asset|advantage|nice|helpful|useful|vorteil|un plus)\b)",
    re.IGNORECASE,
)


def wished(sentence: str, at: int) -> bool:
    """Return whether what stands ``at`` an offset of a sentence is only wished for.

    A wish holds for its own part: in "Python; Go a plus" for what stands behind the semicolon, in
    "Python, ideally Go" for what stands behind its word.
    """
    if not NICE.search(sentence):
        return False
    cuts = [cut.span() for cut in _PARTS.finditer(sentence)]
    start = max((end for _, end in cuts if end <= at), default=0)
    stop = min((begin for begin, _ in cuts if begin > at), default=len(sentence))
    return bool(NICE.search(sentence[start:stop]))


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence between commas, semicolons and brackets."""
    return [one for one in re.split(r"[,;()]|\s[–—]\s", sentence) if one.strip()]
