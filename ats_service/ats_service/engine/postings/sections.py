"""Cuts a posting into lines and says of each what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["intro", "duties", "required", "nice", "benefits", "legal", "company"]

_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        "nice",
        r"nice[- ]to[- ]haves?|preferred|bonus|plus(es)?\b|desirable|good to have|ideally|"
        r"makes? you stand out|extra credit|advantage|von vorteil|wünschenswert|idealerweise|"
        r"un plus|atouts?|deseable|se valora|valorable",
    ),
    (
        "required",
        r"requirements?|qualifications?|what you('ll)? (bring|need)|who you are|must[- ]haves?|"
        r"you have|your (profile|skills|experience|background)|about you|skills|experience|"
        r"what we('re| are) looking for|we are looking for|minimum|basic|education|criteria|"
        r"anforderungen|dein profil|ihr profil|das bringst du mit|das bringen sie mit|"
        r"qualifikation(en)?|profil (recherché|requis)|votre profil|compétences|requisitos|"
        r"perfil|lo que buscamos|person specification|you('ll| will) need",
    ),
    (
        "benefits",
        r"benefits?|what we offer|we offer|perks|compensation|why (join|work|us|you)|"
        r"pay (range|transparency)|our offer|salary|wir bieten|das bieten wir|benefits|"
        r"deine vorteile|nous offrons|avantages|ofrecemos|beneficios",
    ),
    (
        "duties",
        r"responsibilit|what you('ll| will) (do|be)|the role|your (role|mission|tasks|impact)|"
        r"about the (role|job|position)|duties|day[- ]to[- ]day|job description|in this role|"
        r"aufgaben|deine rolle|das erwartet (dich|sie)|vos missions|missions|le poste|"
        r"funciones|responsabilidades|what to expect|key accountabilities",
    ),
    (
        "legal",
        r"equal (employment )?opportunit|eeo|diversity|privacy|disclaimer|accommodation|"
        r"notice to|chancengleichheit|datenschutz|égalité|igualdad",
    ),
    (
        "company",
        r"about (us|the company|our)|who we are|our (company|mission|values|team|story)|"
        r"über uns|wer wir sind|qui sommes|sobre nosotros|quiénes somos",
    ),
)
_PATTERNS = [(kind, re.compile(rf"(?:{words})", re.IGNORECASE)) for kind, words in _HEADINGS]
_BULLET = re.compile(r"^\s*(?:[-*•·–◦▪●‣]|\d{1,2}[.)])\s*")
#: A clause that says of itself that it is optional.
NICE = re.compile(
    r"\b(?:a (?:big |strong |definite |huge )?plus|is a plus|preferred|nice to have|bonus|ideally|"
    r"desirable|advantageous|an advantage|not required|would be (?:great|nice|helpful)|optional|"
    r"von vorteil|wünschenswert|idealerweise|un plus|un atout|deseable|se valora)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without bullet, and the section it stands in."""

    text: str
    kind: Kind
    bullet: bool


def lines_of(text: str) -> list[Line]:
    """Return the posting's lines with their sections."""
    found: list[Line] = []
    kind: Kind = "intro"
    for raw in text.splitlines():
        if not raw.strip():
            continue
        bullet = bool(_BULLET.match(raw))
        words = _BULLET.sub("", raw).strip()
        head, _, rest = words.partition(":")
        if not bullet and (heading := _heading(words)):
            kind = heading
        elif rest.strip() and len(head) < 40 and (inline := _heading(head)):
            kind = inline
        found.append(Line(words, kind, bullet))
    return found


def _heading(words: str) -> Kind | None:
    """Return the section that a short line opens."""
    if len(words) > 70 or len(words.split()) > 9 or words.endswith((".", ",", ";")):
        return None
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), None)


def sentences(line: str) -> list[str]:
    """Return the sentences of a line; abbreviations and decimals do not end one."""
    return [one for one in re.split(r"(?<=[a-zé)\]\d][.!?])\s+(?=[A-ZÄÖÜÉ])", line) if one.strip()]
