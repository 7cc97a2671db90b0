"""Cleaning of text out of untrusted documents: what Postgres or a reader cannot take goes.

Any text goes in, text without NUL, control, private and invisible characters comes out, ligatures
spelled out and composed (NFC). The cue is the character alone; what the check must know of the
lost ones, `readers.oddities` has noted before.
"""

from __future__ import annotations

import re
import unicodedata

#: Invisible or directional characters: zero width, bidi controls, soft hyphen, BOM, tag block.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE_OR_PRIVATE = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\ufffd\U000f0000-\U0010ffff]"
)
_LIGATURE = re.compile("[\ufb00-\ufb06\u0132\u0133\u01c4-\u01cc]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x0b\x0c]")


def clean(text: str) -> str:
    """Return ``text`` without characters that cannot be stored, seen or compared.

    NUL and other control characters, lone surrogates, private use and invisible characters go;
    ligatures are spelled out; every kind of blank becomes a space; the rest is composed (NFC).
    Line ends stay.
    """
    if text.isascii():
        return _CONTROL.sub("", text.replace("\t", " ")) if not text.isprintable() else text
    text = _INVISIBLE.sub("", _BLANKS.sub(" ", text))
    text = _SURROGATE_OR_PRIVATE.sub("", _CONTROL.sub("", text))
    text = _LIGATURE.sub(lambda hit: unicodedata.normalize("NFKC", hit[0]), text)
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Return ``text`` cleaned, on one line, with single spaces."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """Return ``text`` in lower case without accents, for comparing with a lexicon."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def words(text: str) -> frozenset[str]:
    """Return the words of a literal, which is easier to read than a list of quoted ones."""
    return frozenset(text.split())
