"""The visible text of a posting in HTML: a block a line, the items of lists with a bullet.

HTML goes in, text comes out. Words in bold stay in their line, unless they are the heading of
what follows in the same block.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_INLINE = r"b|strong|em|i|u|span|a|font|small|big|mark|code|sup|sub|abbr|wbr|ins|time"
#: Bold words before a new sentence are a heading, unless a colon ties them to it.
_BOLD_HEADING = re.compile(r"(?<=[^\s:>])\s*</(?:b|strong)>(?=\s*[A-ZÄÖÜÉÀ¿])")
_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>\s*(?:<p(?:\s[^<>]*)?>)?", re.IGNORECASE)


def visible(html: str) -> str:
    """Return the text of HTML as it is seen, without scripts and styles."""
    html = _TAG.sub("", _BOLD_HEADING.sub("<br>", html))
    tree = LexborHTMLParser(_ITEM.sub("<li>• ", html))
    tree.strip_tags(["script", "style", "template", "noscript"])
    return tree.body.text(separator="\n", strip=True) if tree.body else ""
