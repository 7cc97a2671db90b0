"""Names of spoken languages in any of the languages we read -> their English names.

The names are those of the vocabulary (``terms/languages.txt``): one table for what a posting
demands and what a résumé lists.

>>> english_name("espagnol"), english_name("Deutschkenntnisse"), english_name("Brazil")
('Spanish', 'German', '')
"""

from __future__ import annotations

import re

from ats_service.engine.skills.vocabulary import fold, vocabulary

_FIELD = "languages"
#: What German glues to the name of a language.
_GLUED = re.compile(r"(?:kenntnissen?|sprachig\w{0,2})$")
_WORD = re.compile(r"[^\W\d_]+")


def english_name(word: str) -> str:
    """Return the English name of the language that a single word names, or ""."""
    known, bare = vocabulary(), _GLUED.sub("", word)
    name = known.folded.get((fold(bare),)) or known.exact.get((bare,), "")
    return name if known.fields.get(name) == _FIELD else ""


def first_language(text: str) -> str:
    """Return the English name of the first language that a text names, or ""."""
    return next(filter(None, map(english_name, _WORD.findall(text))), "")
