"""HTML -> Document: blocks become lines; scripts, styles and hidden parts are not read.

The tree is walked without recursion and refused where it nests thousands deep. Headings are h1 to
h6, list items li, cells of a table row share a line; what a style attribute hides is kept apart
as hidden text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ats_service.engine import limits
from ats_service.engine.cleaning import words
from ats_service.engine.document import Document, Style
from ats_service.engine.errors import Empty, TooComplex
from ats_service.engine.readers.flow import TAB, Flow, Run
from ats_service.engine.readers.pdf import safe_target
from ats_service.engine.readers.text import decode

_SKIPPED = words(
    "script style template noscript head iframe object embed svg canvas select textarea audio "
    "video map button"
)
_BLOCKS = words(
    "address article aside blockquote body dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section "
    "summary table tbody thead tfoot tr ul br"
)
_CELLS = ("td", "th")
_BOLD = ("b", "strong", "th", "dt")
_UNSEEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    r"|font-size\s*:\s*[01](?:\.\d+)?p[xt]|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?<!-)color\s*:\s*(?:white|#fff(?:fff)?)\b"
)
_NESTING_TAG = re.compile(
    r"(?i)</?(?:div|span|section|article|main|ul|ol|table|tbody|font|b|i|em|strong|a|blockquote"
    r"|form|center|details|dl|fieldset|figure|small|u|s|q|nav|aside|header|footer|h[1-6])\b"
)
_SIZES = {1: 20.0, 2: 16.0, 3: 13.0, 4: 12.0}


def read_html(data: bytes) -> Document:
    """Return the document in ``data``.

    Raises:
        Empty: the page shows no text.
        TooComplex: it nests too deeply or holds too much.
    """
    return html_document(decode(data), len(data))


def html_document(text: str, byte_count: int = 0) -> Document:
    """Return the document in HTML source that is already decoded."""
    _refuse_depth(text)
    root = LexborHTMLParser(text).root
    if root is None:
        raise Empty()
    walker = _Walker()
    walker.walk(root)
    return walker.flow.document("html", byte_count)


def _refuse_depth(text: str) -> None:
    """Refuse sources that nest thousands of elements: building their tree takes minutes."""
    depth = 0
    for hit in _NESTING_TAG.finditer(text):
        depth = max(0, depth + (-1 if hit[0][1] == "/" else 1))
        if depth > limits.MAX_HTML_DEPTH:
            raise TooComplex("The page nests its elements thousands of levels deep.")


@dataclass
class _Walker:
    """Walks the tree without recursion, so that nesting cannot exhaust the stack."""

    flow: Flow = field(default_factory=Flow)
    runs: list[Run] = field(default_factory=list)
    bullet: bool = False
    level: int = 0

    def walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, Style, str, str, bool]] = [(root, Style(), "", "", False)]
        while stack:
            node, style, link, hidden, leaving = stack.pop()
            if leaving:
                self._leave(node.tag or "")
                continue
            if len(stack) > limits.MAX_PARAGRAPHS:
                raise TooComplex()
            if node.tag == "-text":
                self._text(node, style, link, hidden)
            elif node.tag not in _SKIPPED and not (node.tag or "-").startswith(("-", "_")):
                style, link, hidden = self._enter(node, style, link, hidden)
                stack.append((node, style, link, hidden, True))
                children = [*node.iter(include_text=True)]
                stack += [(child, style, link, hidden, False) for child in reversed(children)]
        self._flush()

    def _enter(
        self, node: LexborNode, style: Style, link: str, hidden: str
    ) -> tuple[Style, str, str]:
        tag, attributes = node.tag or "", node.attributes
        if tag in _BLOCKS:
            self._flush()
        if tag in _CELLS and self.runs:
            self.runs.append(Run(TAB))
        if tag in ("ul", "ol"):
            self.level = min(self.level + 1, limits.MAX_DEPTH)
        self.bullet = self.bullet or tag == "li"
        if "hidden" in attributes or _UNSEEN.search(attributes.get("style") or ""):
            hidden = "invisible"
        return _style(tag, style), safe_target(attributes.get("href") or "") or link, hidden

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in ("ul", "ol"):
            self.level = max(0, self.level - 1)
        if tag in ("p", "ul", "section", "table") or tag[:1] == "h":
            self.flow.gap()

    def _text(self, node: LexborNode, style: Style, link: str, hidden: str) -> None:
        text = node.text_content or ""
        if text:
            self.runs.append(Run(re.sub(r"\s+", " ", text), style, link, hidden))

    def _flush(self) -> None:
        if any(run.text.strip() for run in self.runs):
            self.flow.line(self.runs, level=min(self.level, 9), bullet=self.bullet)
            self.bullet = False
        self.runs = []


def _style(tag: str, style: Style) -> Style:
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        level = int(tag[1])
        return style._replace(heading=level, bold=True, size=_SIZES.get(level, 11.0))
    if tag in _BOLD:
        return style._replace(bold=True)
    return style._replace(italic=True) if tag in ("em", "i") else style
