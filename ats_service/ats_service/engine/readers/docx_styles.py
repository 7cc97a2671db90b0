"""Styles, headings and lists of a DOCX.

In go the XML of styles and of one paragraph, out come size, weight, heading level and indentation.
What a paragraph does not say itself is asked of its style and of those that style is based on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ats_service.engine.document import Style
from ats_service.engine.readers.container import Container

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?i)^(?:heading|überschrift|titre|título|titulo)\s*(\d)$")
_OFF = ("0", "false", "off", "none")
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_INDENT_STEP = 720  # twentieths of a point: half an inch
_MAX_STYLE_CHAIN = 20


def attribute(node: etree._Element | None, name: str = "val") -> str:
    """Return a ``w:`` attribute, or an empty string."""
    return node.get(f"{W}{name}", "") if node is not None else ""


@dataclass(frozen=True)
class _Definition:
    parent: str
    style: Style
    listed: bool


@dataclass
class Styles:
    """The paragraph styles of a document by their id."""

    known: dict[str, _Definition] = field(default_factory=dict)

    @staticmethod
    def of(container: Container) -> Styles:
        """Return the styles of a document; none where the part is missing."""
        styles = Styles()
        if "word/styles.xml" in container.names():
            for node in container.xml("word/styles.xml").iterchildren(f"{W}style"):
                styles.known[attribute(node, "styleId")] = _definition(node)
        return styles

    def paragraph(self, paragraph: etree._Element) -> Style:
        """Return the style in which the runs of a paragraph start."""
        chain = self._chain(attribute(paragraph.find(f"{W}pPr/{W}pStyle")))
        return _over([definition.style for definition in chain], Style(11.0))

    def run(self, run: etree._Element, base: Style) -> tuple[Style, str]:
        """Return the style of a run over that of its paragraph, and why it is hidden, if it is.

        A run may name a style of characters, such as "Strong", beside what it says itself.
        """
        properties = run.find(f"{W}rPr")
        if properties is None:
            return base, ""
        named = self._chain(attribute(properties.find(f"{W}rStyle")))
        base = _over([definition.style for definition in named], base)
        bold, italic = properties.find(f"{W}b"), properties.find(f"{W}i")
        size, color = attribute(properties.find(f"{W}sz")), attribute(properties.find(f"{W}color"))
        style = base._replace(
            bold=_is_on(bold) if bold is not None else base.bold,
            italic=_is_on(italic) if italic is not None else base.italic,
            size=int(size) / 2 if size.isdigit() else base.size,
            color=int(color, 16) if _COLOR.fullmatch(color) else base.color,
        )
        return style, _hidden(properties, style)

    def is_listed(self, paragraph: etree._Element) -> bool:
        """Return whether the paragraph is an item of a list."""
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            return attribute(number) != "0"
        chain = self._chain(attribute(paragraph.find(f"{W}pPr/{W}pStyle")))
        return any(definition.listed for definition in chain)

    def level(self, paragraph: etree._Element) -> int:
        """Return the steps of indentation."""
        indent = paragraph.find(f"{W}pPr/{W}ind")
        left = attribute(indent, "left") or attribute(indent, "start")
        steps = int(left) // _INDENT_STEP if left.isdigit() else 0
        nested = attribute(paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        return min(9, max(steps, int(nested) + 1 if nested.isdigit() else 0))

    def _chain(self, name: str) -> list[_Definition]:
        chain: list[_Definition] = []
        while name in self.known and len(chain) < _MAX_STYLE_CHAIN:
            chain.append(self.known[name])
            name = self.known[name].parent
        return chain


def _definition(node: etree._Element) -> _Definition:
    title = attribute(node.find(f"{W}name"))
    level = _HEADING.match(title)
    outline = attribute(node.find(f"{W}pPr/{W}outlineLvl"))
    heading = int(level[1]) if level else int(outline) + 1 if outline.isdigit() else 0
    size = attribute(node.find(f"{W}rPr/{W}sz"))
    style = Style(
        int(size) / 2 if size.isdigit() else 0.0,
        _is_on(node.find(f"{W}rPr/{W}b")),
        _is_on(node.find(f"{W}rPr/{W}i")),
        heading=heading if heading <= 6 else 0,
    )
    listed = node.find(f"{W}pPr/{W}numPr") is not None or "list" in title.lower()
    return _Definition(attribute(node.find(f"{W}basedOn")), style, listed)


def _over(styles: list[Style], base: Style) -> Style:
    """Return a style with what the named ones, the nearest first, say over it."""
    for named in reversed(styles):
        base = Style(
            named.size or base.size,
            named.bold or base.bold,
            named.italic or base.italic,
            base.color,
            heading=named.heading or base.heading,
        )
    return base


def _hidden(properties: etree._Element, style: Style) -> str:
    if _is_on(properties.find(f"{W}vanish")):
        return "invisible"
    return "tiny" if style.size <= 1.5 else ""


def _is_on(node: etree._Element | None) -> bool:
    return node is not None and attribute(node).lower() not in _OFF
