"""Running text that names no section: which of its sentences say what the reader must bring.

"You will know your way around SQL" asks, "the shop runs on Rust" tells of the firm. In go the
sentences of a posting without sections of demands, out come those that ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEEDS = re.compile(
    r"\byou(?:['’]d| (?:will|should|must|need|have|know|bring|can|are|may|care|write|read|speak|"
    r"understand)|['’](?:ll|ve|re))\b|\bwe(?:['’]d| would)? (?:expect|need|require|are looking|"
    r"look)|"
    r"\b(?:looking for|candidates?|must|requir\w+|needed|essential|wanted|experienced?|knowledge|"
    r"skill\w*|familiar\w*|competen\w+|proficien\w+|expertise|stack)\b|"
    r"\bwir (?:erwarten|suchen|brauchen|wünschen)\b|\b(?:sie|du) (?:kenn|bring|ha[bs]|verfüg|könn|"
    r"kanns|sind|bist|beherrsch|arbeite|schreib)|kenntnis|erfahrung|\bnötig\b|erforderlich|"
    r"\b(?:vous|tu) (?:avez|as|maîtris|connais|cod|sais|savez|êtes|es|parl|utilis)|expérience|"
    r"maîtrise|"
    r"\b(?:buscamos|necesitamos|pedimos|que sepa|soltura|experiencia|conocimientos?|dominio|"
    r"manejo|"
    r"imprescindible)\b|\b(?:plus|bonus|advantage|puntos|lovely|helpful|desirable|vorteil|"
    r"atout)\b|"
    r"^si tu\b|^if you\b|erwünscht|deseable|souhait",
    re.IGNORECASE,
)


def asking(sentences: Iterable[str]) -> set[str]:
    """Return the sentences that ask for something."""
    return {sentence for sentence in sentences if _NEEDS.search(sentence)}
