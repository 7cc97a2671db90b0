"""Writes the octets of a mail straight down.

The email package folds and parses every header of every part anew, which took most of the time
of a mail. Ours has always the same few headers, so they are written here; tests have the package
read them.

Source: RFC 5322 (headers), RFC 2045 and 2046 (parts), RFC 2047 (words beyond ASCII).
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from django.core.mail.message import sanitize_address

#: Octets of a line of the body, without its end (RFC 5322, 2.1.1).
_LONGEST_LINE = 998
#: Octets in one encoded word: 75 less ``=?utf-8?b?`` and ``?=``, three of four hold text.
_WORD_OCTETS = 45
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class HeaderUnsafe(ValueError):
    """A header's value would end the header, or hold what no header may."""


class Written(Message):
    """A message that gives out the very octets it was read from."""

    octets: bytes = b""

    def as_bytes(self, unixfrom: bool = False, policy: Any = None, linesep: str = "\n") -> bytes:
        """Return the octets, with ``linesep`` at the end of each line."""
        if not self.octets:
            return super().as_bytes(unixfrom, policy)
        return self.octets.replace(b"\r\n", linesep.encode())


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the tree of a mail."""

    kind: str  # the value of Content-Type
    content: bytes
    filename: str = ""  # "" where it is not an attachment


def octets_of(headers: Mapping[str, str], parts: list[Part], *, mark: str) -> bytes:
    """Return a mail with CRLF at the end of each line; the same each time.

    Args:
        headers: names and values; values beyond ASCII become encoded words.
        parts: the first two are text and HTML of the same words, the others are attachments.
        mark: what the boundaries are made of; no line of a part may begin with it.

    Raises:
        HeaderUnsafe: a value holds a line break or another control character.
    """
    lines = [f"{name}: {_value(value)}" for name, value in headers.items()]
    head = "\n".join([*lines, "MIME-Version: 1.0"]).encode()
    body = _multipart("alternative", [_leaf(one) for one in parts[:2]], f"=1={mark}")
    if attached := parts[2:]:
        body = _multipart("mixed", [body, *map(_leaf, attached)], f"=0={mark}")
    return (head + b"\n" + body + b"\n").replace(b"\n", b"\r\n")


@lru_cache(maxsize=8)
def sender_of(address: str) -> tuple[str, str]:
    """Return what the operator gives as sender: as a header holds it, and the bare address."""
    header = sanitize_address(address, "utf-8")
    return header, parseaddr(header)[1]


def _value(value: str) -> str:
    if value.isascii() and value.isprintable() and "=?" not in value:
        return value  # as nearly all are
    if _CONTROLS.search(value):
        raise HeaderUnsafe("a header may not hold a line break")
    return _encoded(value)


@lru_cache(maxsize=500)
def _encoded(value: str) -> str:
    """Return a value as encoded words, a line each; many mails have the same subject."""
    return "\n ".join(_words(value))


def _words(value: str) -> Iterator[str]:
    """Yield encoded words, none of which ends within a character."""
    word = b""
    for each in value:
        octets = each.encode()
        if len(word) + len(octets) > _WORD_OCTETS:
            yield _word(word)
            word = b""
        word += octets
    yield _word(word)


def _word(octets: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(octets).decode()}?="


def _multipart(kind: str, parts: list[bytes], boundary: str) -> bytes:
    line = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    return head + b"".join(line + b"\n" + part + b"\n" for part in parts) + line + b"--"


def _leaf(part: Part) -> bytes:
    """Return a part as it is where a server can carry it, in text that shows what it says."""
    lines = [f"Content-Type: {part.kind}"]
    content = part.content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if part.filename:
        how, content = "base64", base64.encodebytes(part.content)
        lines.append(f'Content-Disposition: attachment; filename="{part.filename}"')
    elif max(map(len, content.split(b"\n"))) > _LONGEST_LINE:
        how, content = "quoted-printable", binascii.b2a_qp(content)
    else:
        how = "7bit" if content.isascii() else "8bit"
    lines.append(f"Content-Transfer-Encoding: {how}")
    return "\n".join(lines).encode() + b"\n\n" + content
