"""Sets a document as tagged PDF/UA-1 with typst."""

import json
import re
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

_TEMPLATES = Path(__file__).parent.parent / "templates"
#: Font families in the order they are tried, and the packages that carry them.
FAMILIES = (
    "Source Sans 3",
    "Noto Sans",
    "Assistant",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Hind Siliguri",
)
#: Chinese characters are drawn in the style of the document's language.
CJK = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR", "zh": "Noto Sans CJK SC"}
PACKAGES = (
    "fontpkg_source_sans_3",
    "fontpkg_noto_sans",
    "fontpkg_assistant",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_thai",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_hind_siliguri",
    "noto_cjk_sans_otc",
)


class NoGlyph(Exception):
    """No font has a character of the text."""


def compile_pdf(document: dict[str, Any], seconds: int) -> bytes:
    """Return ``document`` as PDF/UA-1 dated ``seconds`` after 1970; same input, same bytes.

    Fonts come from packages alone, so bytes do not depend on the machine; only a text that none of
    them can show falls back to the machine's own fonts.

    Raises:
        NoGlyph: no font here has one of the characters.
    """
    try:
        return _compile(document, seconds, own_fonts_only=True)
    except typst.TypstError as error:
        if not _glyph(error):
            raise
    try:
        return _compile(document, seconds, own_fonts_only=False)
    except typst.TypstError as error:
        if character := _glyph(error):
            raise NoGlyph(character) from error
        raise


def _compile(document: dict[str, Any], seconds: int, *, own_fonts_only: bool) -> bytes:
    """Return the compiled bytes; data goes in as JSON, never as markup."""
    families = [*FAMILIES, CJK.get(document["language"], CJK["zh"]), "Libertinus Serif"]
    if not own_fonts_only:
        families += sorted(_system_families() - set(families))
    result = _compiler(own_fonts_only).compile(
        (_TEMPLATES / f"{document['kind']}.typ").read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(document), "fonts": json.dumps(families)},
        pdf_standards=["ua-1"],
        timestamp=seconds,
    )
    if not isinstance(result, bytes):
        raise TypeError("typst returned no single file")
    return result


def _glyph(error: typst.TypstError) -> str:
    """Return the text that no font could show, empty when the error is another one."""
    found = re.search(r"the text (.*) could not be displayed", str(error.message), re.DOTALL)
    return found[1].strip("`\"' ") if found else ""


@cache
def _compiler(own_fonts_only: bool) -> typst.Compiler:
    """Return the compiler, kept for the life of the process; its root is an empty folder."""
    fonts = typst.Fonts(include_system_fonts=not own_fonts_only, font_paths=_font_folders())
    return typst.Compiler(
        root=tempfile.mkdtemp(prefix="typst-root-"),
        font_paths=fonts,
        ignore_system_fonts=own_fonts_only,
    )


@cache
def _system_families() -> set[str]:
    """Return the names of the font families of this machine."""
    return set(typst.Fonts(include_system_fonts=True).families())


def _font_folders() -> list[Path]:
    """Return the folders of the font packages that are installed."""
    found = []
    for name in PACKAGES:
        if (spec := find_spec(name)) and spec.origin:
            folder = Path(spec.origin).parent
            found.append(folder / "files" if (folder / "files").is_dir() else folder)
    return found
