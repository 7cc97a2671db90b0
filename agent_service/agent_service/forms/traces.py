"""Finds a person's words in addresses and headers, also where a page dressed them up."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from urllib.parse import unquote_plus

_SHORTEST = 4  # letters that mean something as they are
_SHORTEST_CODED = 6  # letters whose encoding does not stand anywhere by chance
_START = 12  # letters of the beginning of a value, as a search box is typed


class Traces:
    """Words to look for: as they are, reversed, in base64 and in hexadecimal."""

    def __init__(self, values: Sequence[str] = ()) -> None:
        """Take the values; those too short to mean something are not looked for."""
        given = {v.strip() for v in values}
        plain = {v.casefold() for v in given | {v[:_START] for v in given}}
        self._plain = tuple(sorted(v for v in plain if len(v) >= _SHORTEST))
        coded = {c for v in given if len(v) >= _SHORTEST_CODED for c in _coded(v)}
        self._coded = tuple(sorted(coded))

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self._plain)

    def in_text(self, text: str) -> bool:
        """Return whether one of the values stands in ``text``, readable or encoded."""
        decoded = unquote_plus(unquote_plus(text))
        folded = decoded.casefold()
        if any(v in folded for v in self._plain):
            return True
        alike = text.translate(_ALPHABET) + "\n" + decoded.translate(_ALPHABET)
        return any(c in alike for c in self._coded) or any(c in folded for c in self._coded)


#: The letters that the alphabets of base64 differ in.
_ALPHABET = str.maketrans("-_", "+/")


def _coded(value: str) -> Iterator[str]:
    for text in (value, value.casefold()):
        data = text.encode()
        yield text[::-1].casefold()
        yield data.hex()
        for before in range(3):  # it may begin at any of three places of its group
            whole = base64.b64encode(b"\0" * before + data).decode()
            yield whole[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
