"""Shapes of contact details that several fields look for.

In goes a text, out come addresses, numbers and titles in it. They are bounded in length, so that
no hostile text can make them slow.
"""

from __future__ import annotations

import re

from ats_service.engine.lexicon.places import find_address, find_place, is_city
from ats_service.engine.lexicon.words import word_set

EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w@])")
PHONE = re.compile(r"(?<![\w/.@-])(?:\+|\(|00)?\d[\d\s().\-/\u2010-\u2013]{5,22}\d(?![\w@-])")
#: What parts statements of one line.
PARTS = re.compile(r"\s+[|•·●∙◦⋄‣▪–—-]\s+|\s*[|•·●◦▪]\s*|\s{2,}")


def is_label(text: str) -> bool:
    """Return whether a text looks like the professional title under a name."""
    words = len(text.split())
    if not 1 <= words <= 12 or "@" in text or text.endswith(".") or find_place(text):
        return False
    if is_city(find_address(text)):  # "Boston MA US": no master of arts
        return False
    return word_set("titles").hits(text) > 0 or word_set("degrees").hits(text) > 0
