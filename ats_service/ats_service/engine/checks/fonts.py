"""Fonts that a reader of the file may not have, that are hard to read, or too many of them.

In go the fonts of the spans and what the file embeds, out come findings. The cues are the names of
families (script and display faces, more families than a page bears) and fonts that are neither
embedded nor among the fourteen that every reader has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ats_service.engine.document import Span
from ats_service.engine.finding import Finding, Subject, place

#: A face of a family, as it is written behind the name: "Lato-BoldItalic", "ArialMT".
_FACE = re.compile(
    r"(?i)[-, ]?(?:regular|roman|book|medium|medi|semi|demi|extra|ultra|thin|hairline|light|bold|"
    r"black|heavy|italic|ital|oblique|slanted|condensed|cond|narrow|display|text|caption|variable|"
    r"wght|identity|ps|mt|std|pro|[hv]\b|it\b|bd\b|lf\b|tf\b|osf\b)+\d*$"
)
#: Optical sizes and cuts of one family in TeX: CMR10 and CMBX12 are one.
_TEX = re.compile(
    r"(?i)^(?:cm|sf|ec|lm|tc)(?:r|b|bx|ti|ss|sy|mi|csc|sl|tt|rm|sans|mono|roman)[\w-]*$"
)
#: Fonts of pictures, not of words.
_SIGNS = re.compile(r"(?i)awesome|icon|symbol|emoji|dingbat|wingding|webding|glyph|marvosym")
#: The 14 fonts that every reader of PDF has (ISO 32000-1, 9.6.2.2), and those they stand for.
_EVERYWHERE = re.compile(r"(?i)^(?:helvetica|arial|times|courier|symbol|zapfdingbats)")
_FANCY = re.compile(
    r"(?i)comic ?sans|papyrus|brush ?script|curlz|chalk|jokerman|lobster|pacifico|impact\b|script"
    r"|handwrit|vivaldi|mistral|zapfino|chancery|old ?english|fraktur|blackletter|stencil|bleeding"
)
#: Letters of a name that are looked at: a longer one is no name.
_LONGEST = 60
#: Families a page may mix: text, headings, and two for code and icons.
_MANY = 5
#: A family that prints less than this share of the letters is an ornament.
_SHARE = 0.01


def check(subject: Subject) -> Iterator[Finding]:
    """Yield findings for fonts left out of the file, for fanciful ones and for a mix of many."""
    letters, first = _families(subject)
    shown = [name for name, count in letters.items() if count > _SHARE * letters.total()]
    yield from _loose(subject)
    for name in shown:
        if _FANCY.search(name):
            yield _finding(
                "notice",
                f"The font {name} is hard to read.",
                first[name],
                "Use a plain font for all text.",
            )
    if len(shown) >= _MANY:
        yield _finding(
            "notice",
            f"The page mixes {len(shown)} fonts: {', '.join(sorted(shown))}.",
            first[shown[-1]],
            "Use one font for the text and at most one more for headings.",
        )


def _families(subject: Subject) -> tuple[Counter[str], dict[str, Span]]:
    """Return how many letters each family prints, and the first word of each."""
    fonts: Counter[str] = Counter()
    words: dict[str, Span] = {}
    for page in subject.document.pages:
        for span in page.spans:
            font = span.style.font
            if font and not span.hidden:
                fonts[font] += len(span.text)
                if font not in words:
                    words[font] = span
    letters: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for font, count in fonts.items():
        if not _SIGNS.search(font):
            letters[family(font)] += count
            first.setdefault(family(font), words[font])
    return letters, first


def family(font: str) -> str:
    """Return the family of a font's name in a file, without face and foundry's endings."""
    name = font.partition(",")[0][:_LONGEST].strip("-_ ")
    if _TEX.match(name):
        return "Computer Modern"
    while (shorter := _FACE.sub("", name)) and shorter != name:
        name = shorter
    return name.strip("-_ ") or font


def _loose(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for fonts that are neither in the file nor on every computer."""
    names = [name for note in subject.document.noted("loose-font") for name in note.text.split()]
    loose = sorted({family(name) for name in names if not _EVERYWHERE.match(name)})
    if loose:
        yield Finding(
            rule="fonts",
            severity="notice",
            message=f"The file does not hold the fonts it uses: {', '.join(loose)}.",
            seen="another font of other widths, so that lines may run into each other",
            advice="Embed the fonts when you export the document.",
        )


def _finding(severity: str, message: str, span: Span, advice: str) -> Finding:
    return Finding(
        rule="fonts",
        severity=severity,
        message=message,
        seen=f'"{span.text}" in {span.style.font}',
        advice=advice,
        page=span.page,
        box=place(span.box),
    )


CHECK = check
