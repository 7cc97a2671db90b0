"""Turns the HTML of postings into the text a person would see."""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agent_service.openings.language import listed

DROPPED = "script, style, noscript, template, iframe, svg, object, head, dialog, select, datalist"
#: Furniture of a page; kept when the HTML is a posting's own body.
FURNITURE = (
    "nav, header, footer, aside, form, button, [role=navigation], [role=banner], [role=dialog]"
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
BLOCKS = frozenset(
    listed(
        "address article aside blockquote body caption dd details div dl dt fieldset figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul"
    )
)
#: Characters that show nothing and can hide words from the reader: zero-width, bidi, tags.
INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\U000e0000-\U000e007f\ud800-\udfff\0\x1e\x1f]"
)
MAX_DEPTH = 400
#: Depth at which a page ends, as far as tags alone show it; unclosed ones count too.
MAX_OPEN = 1500
_TAGS = re.compile(r"<(?:!--|(/?)([a-z][a-z0-9]*))", re.IGNORECASE)
#: Elements whose content is no markup.
_RAW = frozenset(listed("script style textarea title xmp iframe noembed noframes"))
#: Elements that hold nothing, or whose end is left out as a rule.
_FLAT = frozenset(
    listed(
        "area base br col embed hr img input link meta param source track wbr path rect circle "
        "use line polygon polyline ellipse stop image p li td th tr dt dd option tbody thead "
        "html head body"
    )
)
_TYPED_ITEM = re.compile(r"\s*\n\s*(?=[-•*–] )")
#: Marks for where a line or a paragraph begins or ends; neighbours melt into one break.
LINE, PARAGRAPH = "\x1e", "\x1f"
_BREAKS = re.compile(r"[ \x1e\x1f]*[\x1e\x1f][ \x1e\x1f]*")


def parsed(markup: str) -> LexborHTMLParser:
    """Return the tree of some HTML, which ends where it is nested deeper than any real page.

    The time to parse grows with the square of the depth: half a megabyte of ``<div>`` takes 20 s.
    """
    return LexborHTMLParser(markup[: _sane_end(markup)])


def _sane_end(markup: str) -> int:
    """Return where ``markup`` begins to be nested too deep, or its length."""
    lower, depth, at = markup.lower(), 0, 0
    while tag := _TAGS.search(lower, at):
        name = tag[2]
        if name is None or (name in _RAW and not tag[1]):
            end = "-->" if name is None else f"</{name}"
            if (at := lower.find(end, tag.end())) < 0:
                return len(markup)
            continue
        at = tag.end()
        if name not in _FLAT:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_OPEN:
            return tag.start()
    return len(markup)


def text_of(markup: str) -> str:
    """Return the visible text of a posting's HTML, one line a block, ``- `` before list items."""
    tree = parsed(markup)
    return tidy(_read(tree.body, DROPPED)) if tree.body else ""


def page_text(tree: LexborHTMLParser) -> str:
    """Return the visible text of a page's main part, without menus, headers and forms."""
    main = tree.css_first("main, [role=main], article") or tree.body
    whole = tidy(_read(main, f"{DROPPED}, {FURNITURE}")) if main else ""
    if main is not tree.body and tree.body and len(whole) < 200:
        return tidy(_read(tree.body, f"{DROPPED}, {FURNITURE}"))
    return whole


def unescape_twice(markup: str) -> str:
    """Return HTML that a board delivered as escaped text (``&lt;p&gt;``); entities inside stay.

    Greenhouse escapes the markup once more than JSON needs, so ``&amp;nbsp;`` stands for a space.
    Markup that is plain already is returned as it is.
    """
    return html.unescape(markup) if "&lt;" in markup and "<" not in markup else markup


def tidy(text: str) -> str:
    """Return ``text`` with single spaces, no invisible characters, at most one empty line."""
    plain = INVISIBLE.sub("", text.replace("\u00a0", " "))
    lines = [re.sub(r"[ \t\f\v]+", " ", line).strip() for line in plain.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: object) -> str:
    """Return ``text`` as one tidy line; anything that is no string counts as empty."""
    return " ".join(tidy(text).split()) if isinstance(text, str) else ""


def _read(root: LexborNode, dropped: str) -> str:
    """Return the text under ``root`` with breaks where blocks begin and end."""
    for node in root.css(dropped):
        if node.mem_id != root.mem_id:
            node.decompose()
    pieces: list[str] = []
    _collect(root, pieces, 0)
    return _BREAKS.sub(lambda m: "\n\n" if PARAGRAPH in m.group() else "\n", "".join(pieces))


def _collect(node: LexborNode, pieces: list[str], depth: int) -> None:
    """Append the visible text of ``node``; what is nested deeper than any page is cut."""
    if depth > MAX_DEPTH:
        return
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            kept = (child.text_content or "") if node.tag == "pre" else _spaces(child.text_content)
            pieces.append(kept)
        elif tag == "br":
            pieces.append("\n")
        elif tag and not tag.startswith(("-", "!")) and not is_hidden(child):
            _block(child, tag, pieces, depth)


def _block(node: LexborNode, tag: str, pieces: list[str], depth: int) -> None:
    """Append one element, set off from its neighbours when it is a block."""
    heading = tag[0] == "h" and tag[1:].isdigit()
    apart = PARAGRAPH if heading or tag == "p" else LINE if tag in BLOCKS else ""
    pieces.append(apart + ("- " if tag == "li" else "") or (" " if tag in {"td", "th"} else ""))
    mark = len(pieces)
    _collect(node, pieces, depth + 1)
    if tag == "li":  # a paragraph inside a list item starts no line of its own
        pieces[mark:] = ["".join(pieces[mark:]).strip(f"{PARAGRAPH}{LINE} \n")]
    pieces.append(apart)


def _spaces(text: str | None) -> str:
    """Return a text node as a browser lays it out: runs of white space are one space.

    Only lists that somebody typed with dashes keep their lines, which a reader takes them for.
    """
    lines = _TYPED_ITEM.split(text or "")
    return "\n".join(re.sub(r"\s+", " ", line) for line in lines)


def is_hidden(node: LexborNode) -> bool:
    """Say whether a person cannot see ``node``: text hidden there is no part of a posting."""
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return bool(HIDDEN.search(attributes.get("style") or ""))
