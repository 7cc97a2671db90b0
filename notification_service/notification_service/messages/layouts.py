"""The frame around the words of a mail: greeting, buttons, how to switch its kind off.

To fill a template for each mail costs ten times what its own words do. A frame's shape depends
only on the language and on what there is to show, so each shape is filled once with marks where
words belong; a mail puts its words there.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.template import Context, Engine
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe

from notification_service.messages.languages import FALLBACK, HERE, words_of

#: NUL is in no text that was cleaned.
_MARK = re.compile("\x00([a-z_0-9]+)\x00")


@cache
def engine(language: str) -> Engine:
    """Return the templates of a language; what it lacks is taken from English."""
    return Engine(
        dirs=[str(HERE / language), str(HERE / FALLBACK), str(HERE)],
        builtins=["notification_service.messages.filters"],
        string_if_invalid="",
    )


def fill(language: str, name: str, shown: Mapping[str, Any], *, escaped: bool) -> str:
    """Return a template of a language with what is shown in it."""
    context = Context(shown, autoescape=escaped, use_l10n=False, use_tz=False)
    with translation.override(language):
        return str(engine(language).get_template(name).render(context)).strip()


def framed(language: str, words: Mapping[str, str], steps: Sequence[Any] = ()) -> tuple[str, str]:
    """Return a mail as text and as HTML.

    Args:
        language: one that has templates.
        words: what the layouts name, as plain text without NUL; what is empty is left out.
        steps: further buttons, each with ``label`` and ``url``.
    """
    told = {name: text for name, text in words.items() if text}
    for number, step in enumerate(steps):
        told |= {f"label_{number}": step.label, f"url_{number}": step.url}
    plain, marked = (_shape(language, end, frozenset(told)) for end in ("txt", "html"))
    safe = {name: escape(text) for name, text in told.items()}
    safe["body"] = _paragraphs(told.get("body", ""))
    return _put(told, plain) + "\n", _put(safe, marked)


@lru_cache(maxsize=500)
def _paragraphs(body: str) -> str:
    """Return plain text as HTML; lines that all begin with a dash are a list."""
    return "\n".join(_block(block) for block in body.split("\n\n") if block.strip())


def _block(block: str) -> str:
    lines = block.strip().splitlines()
    if not all(line.startswith("- ") for line in lines):
        return linebreaks(block.strip(), autoescape=True)
    items = "".join(f"<li>{escape(line[2:])}</li>" for line in lines)
    return f'<ul style="margin:0 0 12px;padding-left:20px">{items}</ul>'


def _put(words: Mapping[str, str], shape: Sequence[str]) -> str:
    """Return a shape with words at its marks: every second piece is the name of one."""
    pieces = list(shape)
    pieces[1::2] = [words[name] for name in shape[1::2]]
    return "".join(pieces).strip()


@lru_cache(maxsize=500)
def _shape(language: str, end: str, names: frozenset[str]) -> tuple[str, ...]:
    """Return a layout as pieces: text, the name of what belongs there, text, and so on."""
    marks = {name: mark_safe(f"\x00{name}\x00") for name in names}
    count = sum(name.startswith("label_") for name in names)
    steps = [{"label": marks[f"label_{n}"], "url": marks[f"url_{n}"]} for n in range(count)]
    shown = {**words_of(language), **marks, "steps": steps, "language": language}
    return tuple(_MARK.split(fill(language, f"_layout.{end}", shown, escaped=end == "html")))
