"""ZIP containers and XML parts of office files, opened so that no trick inside them works.

Bytes go in, members come out, each counted while it inflates against the limit of the whole file.
The directory alone tells of overlapping, doubled, linked or outward-pointing members, which are
refused before one is opened; XML with a document type is refused as well, for office programs
never write one.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from ats_service.engine import limits
from ats_service.engine.errors import (
    Encrypted,
    EngineError,
    TooComplex,
    TooLarge,
    Unreadable,
    UnsafeContent,
)

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_LINK_MODE, _MODE_SHIFT, _ENCRYPTED_FLAG = 0o120000, 16, 0x1
#: Errors of zipfile and zlib on damaged containers.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Container:
    """The members of a ZIP file, each read at most once and counted."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._file.infolist()}
        except _DAMAGE as error:
            raise Unreadable() from error
        self._left = limits.MAX_INFLATED
        self._check_members()

    def _check_members(self) -> None:
        entries = self._file.infolist()
        if len(entries) > limits.MAX_MEMBERS:
            raise TooComplex(f"The file packs {len(entries)} parts; a document has far fewer.")
        if len(self._members) != len(entries):
            raise UnsafeContent("The file holds two parts of the same name.")
        end = 0
        for info in sorted(entries, key=lambda entry: entry.header_offset):
            _check_member(info)
            if info.header_offset < end:
                raise UnsafeContent("Parts of the file overlap each other.")
            end = info.header_offset + info.compress_size

    def names(self) -> list[str]:
        """Return the names of all members."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return the bytes of a member, counted against the limit of the whole file.

        Raises:
            Unreadable: there is no such member or it is damaged.
            TooLarge: it inflates to more than is left.
        """
        if name not in self._members:
            raise Unreadable(f"The part {name} is missing. Save the document again.")
        limit = min(self._left, limits.MAX_XML_BYTES)
        try:
            with self._file.open(self._members[name]) as part:
                data = part.read(limit + 1)
        except EngineError:
            raise
        except (*_DAMAGE, RuntimeError) as error:
            raise Unreadable() from error
        if len(data) > limit:
            raise TooLarge("The file unpacks to far more than a real document.")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML member; see `parse_xml`."""
        return parse_xml(self.read(name))

    def refuse_doctypes(self) -> None:
        """Look for a document type in every XML part.

        Raises:
            UnsafeContent: a part has one; office programs never write them.
        """
        for name in self._members:
            if name.endswith((".xml", ".rels")) and any(
                mark in self.read(name)[:4096] for mark in _DOCTYPES
            ):
                raise UnsafeContent()


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        raise UnsafeContent("The file holds parts that point outside of it.")
    if info.external_attr >> _MODE_SHIFT & 0o170000 == _LINK_MODE:
        raise UnsafeContent("The file holds a link to another place.")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise Encrypted()


def parse_xml(data: bytes) -> etree._Element:
    """Return the root element of ``data``.

    Raises:
        Unreadable: it is not well-formed.
        UnsafeContent: it has a document type.
        TooComplex: it nests too deeply.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise TooComplex() from error
        raise Unreadable("A part of the document is damaged. Save it again.") from error
    if root.getroottree().docinfo.doctype:
        raise UnsafeContent()
    return root
