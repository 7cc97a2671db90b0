"""The languages that people speak, by what forms call them."""

from __future__ import annotations

import re

from agent_service.forms.wordbook import tongue
from agent_service.forms.words import fold

_TONGUES = (
    ("english", r"engl|engels|anglais|ingles"),
    ("german", r"german|deutsch|allemand|aleman|\bduits"),
    ("french", r"french|franz|francais|frances|\bfrans\b"),
    ("spanish", r"spanish|spanisch|espagnol|espanol|castellano|spaans"),
    ("italian", r"italian|italien|italiano"),
    ("portuguese", r"portugu|portugies|portugais"),
    ("dutch", r"dutch|niederlandisch|neerlandais|nederlands|neerlandes"),
    ("swedish", r"swedish|schwedisch|suedois|sueco|svenska"),
    ("danish", r"danish|danisch|danois|danes\b|dansk"),
    ("norwegian", r"norwegian|norwegisch|norvegien|noruego|norsk"),
    ("finnish", r"finnish|finnisch|finnois|fines\b|suomi"),
    ("polish", r"polish|polnisch|polonais|polaco|polski"),
    ("czech", r"czech|tschechisch|tcheque|checo|cestin"),
    ("russian", r"russian|russisch|russe\b|ruso\b"),
    ("chinese", r"chinese|chinesisch|chinois|chino\b|mandarin"),
    ("japanese", r"japanese|japanisch|japonais|japones"),
    ("arabic", r"arabic|arabisch|arabe"),
)
_LANGUAGES = tuple((name, shape + tongue(name)) for name, shape in _TONGUES)

#: A language by name, in any of the languages that forms are written in.
ANY_LANGUAGE = "|".join(shape for _, shape in _LANGUAGES)


def named_language(text: str) -> str:
    """Return the English name of the language where ``text`` names just one; else nothing."""
    found = [name for name, shape in _LANGUAGES if re.search(shape, fold(text))]
    return found[0] if len(found) == 1 else ""
