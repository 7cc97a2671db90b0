"""Markdown -> Document: headings, lists, bold text and links; the rest is plain text.

A text is taken for Markdown where two of its lines at least use such signs; what is marked keeps
its look, the signs themselves go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.document import Document, Style
from ats_service.engine.readers.flow import TAB, Flow, Run
from ats_service.engine.readers.pdf import safe_target
from ats_service.engine.readers.text import decode

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+]|\d{1,2}[.)])\s+")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,300})\*\*|__(?P<under>[^_\n]{1,300})__"
    r"|!?\[(?P<label>[^\]\n]{0,200})\]\((?P<target>[^)\s]{0,500})[^)\n]{0,100}\)"
    r"|<(?P<auto>(?:https?://|mailto:)[^>\s]{1,300})>"
    r"|(?<![\w*])\*(?P<italic>[^*\n]{1,300})\*(?![\w*])|`(?P<code>[^`\n]{1,300})`"
)
_SIGNS = (_HEADING, re.compile(r"\*\*[^*\n]+\*\*"), re.compile(r"\[[^\]\n]+\]\(https?://"))
_SIZES = {1: 20.0, 2: 16.0, 3: 13.0}


def looks_like_markdown(text: str) -> bool:
    """Return whether a text uses headings, bold text or links the way Markdown does."""
    lines = text.splitlines()[:400]
    return sum(any(sign.search(line) for sign in _SIGNS) for line in lines) >= 2


def read_markdown(data: bytes) -> Document:
    """Return the document in ``data``; raises what `read_text` raises."""
    flow, lines = Flow(), decode(data).splitlines()
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        _write(flow, line, below)
    return flow.document("markdown", len(data))


def _write(flow: Flow, line: str, below: str) -> None:
    if not line.strip() or _UNDERLINE.match(line) or _TABLE_RULE.match(line):
        flow.gap()
        return
    heading, item = _HEADING.match(line), _ITEM.match(line)
    level = len(heading[1]) if heading else 1 if _UNDERLINE.match(below) else 0
    body = heading[2] if heading else line[item.end() :] if item else line.strip()
    if body.startswith("|"):
        body = body.strip("|").replace("|", TAB)
    style = Style(_SIZES.get(level, 11.0), bold=level > 0, heading=level)
    indent = min(9, len(item[1]) // 2 + 1) if item else 0
    flow.line(_runs(body, style), level=indent, bullet=bool(item))


def _runs(body: str, style: Style) -> Iterator[Run]:
    at = 0
    for hit in _INLINE.finditer(body):
        yield Run(body[at : hit.start()], style)
        yield _run(hit, style)
        at = hit.end()
    yield Run(body[at:], style)


def _run(hit: re.Match[str], style: Style) -> Run:
    bold = hit["bold"] or hit["under"]
    if bold:
        return Run(bold, style._replace(bold=True))
    if hit["auto"]:
        return Run(hit["auto"].removeprefix("mailto:"), style, safe_target(hit["auto"]))
    if hit["italic"] or hit["code"]:
        return Run(hit["italic"] or hit["code"], style._replace(italic=bool(hit["italic"])))
    return Run(hit["label"] or "", style, safe_target(hit["target"] or ""))
