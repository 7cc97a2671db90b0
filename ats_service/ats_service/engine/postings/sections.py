"""Cuts a posting into lines and says of each what it is about.

Goes in: the visible text, a block a line, or all of it in one run as some boards give it. Comes
out: lines without their bullets, each with the section it stands in. The cue for a section is its
heading: a short line, or in running text a few words before a colon, that holds one of the words
below; one that only sounds like a heading ("What success looks like") opens a section that
demands nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["intro", "duties", "required", "nice", "benefits", "legal", "company"]

_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        "nice",
        r"nice[- ]to[- ]haves?|preferred|bonus(?! \w)|plus(es)?\b|desirable|desired|good to have|"
        r"ideally|stand out|set you apart|extra credit|advantage|would be (great|nice)|"
        r"even better|von vorteil|wünschenswert|idealerweise|un plus|atouts?|deseable|se valora|"
        r"valorable|souhaité",
    ),
    (
        "required",
        r"requirements?|qualifications?|what you('ll)? (bring|need)|who you are|must[- ]haves?|"
        r"you have|your (profile|skills|experience|background)|about you\b|skills|experience|"
        r"what we('re| are)? (look|need|want|expect)|we('re| are) looking for|minimum|"
        r"basic|education|criteria|need to see|great fit|good fit|should (be|have)|"
        r"ideal candidate|"
        r"anforderungen|dein profil|ihr profil|das bringst du mit|das bringen sie mit|"
        r"qualifikation(en)?|profil (recherché|requis)|votre profil|ton profil|compétences|"
        r"requisitos|perfil|lo que buscamos|person specification|you('ll| will) need|"
        r"if you|who (you|we)|was (du|sie) mitbring|tu perfil|expectations|"
        r"languages?|certifications?",
    ),
    (
        "benefits",
        r"benefits?|what we offer|we offer|what('s| is) in it|perks|compensation|"
        r"why (join|work|us|you)|pay (range|transparency)|our offer|salary|what you('ll)? get|"
        r"wir bieten|das bieten wir|deine vorteile|nous offrons|avantages|ofrecemos|beneficios|"
        r"rates?\b|rewards",
    ),
    (
        "duties",
        r"responsibilit|what you('ll| will) (do|be)|the role|your (role|mission|tasks|impact)|"
        r"about the (role|job|position)|duties|day[- ]to[- ]day|job description|in this role|"
        r"aufgaben|deine rolle|das erwartet (dich|sie)|vos missions|missions?\b|le poste|"
        r"funciones|responsabilidades|what to expect|key accountabilities|a day in the life|"
        r"you('ll| will) be doing|how you('ll| will)|opportunity|role overview",
    ),
    (
        "legal",
        r"equal (employment )?opportunit|eeo|diversity|privacy|disclaimer|accommodation|"
        r"notice to|chancengleichheit|datenschutz|égalité|igualdad|how to apply|"
        r"(interview|hiring|application) process",
    ),
    (
        "company",
        r"about (us|the company|the team|our|[A-Z]\w+$)|who we are|what we do|"
        r"our (company|mission|values|team|story)|über uns|wer wir sind|qui sommes|sobre nosotros|"
        r"quiénes somos|the team|relationship|assessment",
    ),
)
_PATTERNS = [(kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _HEADINGS]
_BULLET = re.compile(r"^\s*(?:[-*•·–◦▪●‣✓➢]|\d{1,2}[.)](?!\d))\s*")
#: A clause that says of itself that it is optional.
NICE = re.compile(
    r"\b(?:(?:a|an|big|strong|definite|huge|major) (?:plus|bonus)|is a plus|plus\b(?=\W*$)|"
    r"preferred|preferably|nice to have|bonus\b(?! (?:plan|scheme|payment))|ideally|desirable|"
    r"desired|advantageous|an (?:advantage|asset)|not required(?! to be)|"
    r"would be (?:great|nice|helpful|beneficial)|"
    r"optional|von vorteil|wünschenswert|idealerweise|un plus|un atout|deseable|se valora|"
    r"souhaité\w*|(?:highly )?beneficial)\b",
    re.IGNORECASE,
)
#: Headings that hold no known word end a section all the same.
_UNKNOWN = re.compile(r"^(?:What|Why|How|Our|Was|Warum|Pourquoi|Por qué)(?: \w+){1,5}[?:]?$")
#: Text without line breaks longer than this is cut at its inline headings and statements.
_RUN_ON = 400
_INLINE_HEADING = re.compile(
    r"(?:(?<=[.!?)\w]) )(?=(?:[A-Z][\w’'&/-]*)(?: [\w’'&/-]+){0,7} ?: )"
    r"|(?<=[.!?]) (?=About (?:You|Us|the \w+) [A-Z])"
)
#: Words with which the items of a list begin; in running text they begin a new item.
_ITEM = re.compile(
    r"(?<=[a-z0-9)\]]) (?=(?:Experience|Experienced|Familiarity|Familiar|Knowledge|Proficien\w+|"
    r"Strong|Solid|Proven|Demonstrated|Ability|Understanding|Excellent|Exposure|Expertise|Hands-on|"
    r"Comfortable|Working|Interest|Previous|Bachelor\S*|Master\S*|Degree|Certifications?|Must|"
    r"Background|Advanced|Good|Fluent|Willing\w*|Excellent|Scripting|\d{1,2}\+ years)\b)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without bullet, its sentences, and the section it stands in."""

    text: str
    kind: Kind
    bullet: bool
    sentences: tuple[str, ...]


def lines_of(text: str) -> list[Line]:
    """Return the posting's lines with their sections."""
    found: list[Line] = []
    kind: Kind = "intro"
    for raw in _broken(text):
        bullet = bool(_BULLET.match(raw))
        words = _BULLET.sub("", raw).strip()
        head, _, rest = words.partition(":")
        if not bullet and (heading := _heading(words)):
            kind = heading
        elif rest.strip() and len(head) < 60 and (inline := _heading(head)):
            kind = inline
        if words:
            found.append(Line(words, kind, bullet, tuple(_sentences(words))))
    return found


def _broken(text: str) -> Iterator[str]:
    """Yield lines; what runs on without breaks is cut at headings and at items of lists."""
    for raw in text.splitlines():
        if len(raw) > _RUN_ON:
            for part in _INLINE_HEADING.split(raw):
                yield from _ITEM.split(part) if ":" in part[:60] else [part]
        elif raw.strip():
            yield raw


def _heading(words: str) -> Kind | None:
    """Return the section that a short line opens."""
    if len(words) > 70 or len(words.split()) > 9 or words.endswith((".", ",", ";")):
        return None
    if ";" in words or " is a " in words:
        return None
    words = words.replace("’", "'")
    known = next((kind for kind, pattern in _PATTERNS if pattern.search(words)), None)
    return known or ("intro" if _UNKNOWN.match(words) else None)


def sentences_in(
    lines: Iterable[Line], *, only: Container[str] | None = None, but: Container[str] = ()
) -> Iterator[str]:
    """Yield the sentences of lines, of ``only`` some sections or of all ``but`` some."""
    for line in lines:
        if line.kind not in but and (only is None or line.kind in only):
            yield from line.sentences


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a line; abbreviations and decimals do not end one."""
    parts = re.split(r"(?<=[a-zé)\]\d][.!?])\s+(?=[A-ZÄÖÜÉ])", line)
    return (one for one in parts if one.strip())


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence between commas, semicolons and brackets."""
    return [one for one in re.split(r"[,;()]|\s[–—]\s", sentence) if one.strip()]
