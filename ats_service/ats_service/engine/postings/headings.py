"""Words of the headings of postings, in four languages, and of the lines that stand below them.

A heading goes in, the section it opens comes out. Where its words are unknown ("The deal"), what
the lines below speak of tells: of knowing and having something, or of money and days off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Kind = Literal["intro", "duties", "required", "nice", "benefits", "legal", "company"]

_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        "nice",
        r"nice[- ](?:to[- ]haves?|if\b)|prefer(?:red|ence)|"
        r"not a (?:deal|show)[- ]?(?:breaker|stopper)|"
        r"^useful\W*$|great if|make us (?:say )?\w+|sumarás|ein plus\b|^les plus\b|what is a plus|"
        r"handy\b|lovely if|not (?:required|needed|necessary)|"
        r"bonus(?! (?!points|skills)\w)|(?<!, )plus(es)?\b|desirable|"
        r"desired(?! (?:candidate|profile))|good to have|"
        r"ideally|stand out|set you apart|extra credit|advantage|would be (great|nice)|"
        r"even better|recommended|would help|qué suma|would be useful|von vorteil|"
        r"wünschenswert|idealerweise|un plus|atouts?|deseable|se valora|"
        r"valorable|souhaité|cherry on|icing on|brownie points|extra points|^assets?:?$|"
        r"(would|we'd) love|impress us|not essential|optional|freuen würde|schön wär|"
        r"pluspunkte?|kein muss|freuen uns über|(it'd|would) be (great|nice|lovely)|"
        r"petits? plus|apprécié|idéalement|méritos|se valorar|"
        r"nos encantaría",
    ),
    (
        "required",
        r"requirements?|qualifications?|^required:?$|what you('ll)? (bring|need)|who you are|"
        r"must[- ]haves?|"
        r"you have|your (profile|skills|experience|background)|about you\b|skills|experience|"
        r"what we('re| are)? (look|need|want|expect)|we('re| are) looking for|minimum|"
        r"basic|education|criteria|need to see|we require\b|great fit|good fit|should (be|have)|"
        r"ideal candidate|"
        r"anforderungen|dein profil|ihr profil|das bringst du mit|das bringen sie mit|"
        r"qualifikation(en)?|profil (recherché|requis)|votre profil|ton profil|compétences|"
        r"requisitos|perfil|lo que buscamos|person specification|you('ll| will) need|"
        r"if you|who (you|we|should)|was (du|sie) (mitbring|brauch)|tu perfil|expectations|"
        r"languages?|certifications?|is this you|sounds? like you|prerequisites|"
        r"essentials?\b(?! (?:job|duties|func))|"
        r"what it takes|eligibility|candidate profile|applicants?\b|you bring|"
        r"(du|sie) bring\w*|mitbring\w*|überzeug\w*|voraussetzung\w*|setzen .*voraus|"
        r"zeichnet (dich|sie)|"
        r"wen wir suchen|wir (erwarten|suchen|wünschen)|wünschen wir uns|deine? (skills|stärken)|"
        r"das solltest|ce qu'on (attend|(re)?cherche)|ce que nous (attendons|recherchons)|"
        r"pré-?requis|exigences|diplômes?|ton profil|qui es-tu|necesitas|pedimos|"
        r"imprescindible|aspirantes|se requiere|exigencias|conocimientos",
    ),
    (
        "benefits",
        r"benefits?|what we offer|we offer|what('s| is) in it|perks|compensation|"
        r"why (join|work|us|you)|pay (range|transparency)|our offer|salary|what you('ll)? get|"
        r"wir bieten|das bieten wir|deine vorteile|nous offrons|avantages|ofrecemos|beneficios|"
        r"rates?\b|rewards|the deal\b|(was|darauf) (du|sie) .*(von uns|freuen)|"
        r"freuen (dürfen|kannst|können)|das bekommst|unser angebot|(ce que )?(nous|on) propos\w*|"
        r"ce qu'on t'offre|conditions|rémunération|qué ofrece\w*|prestaciones|condiciones|"
        r"retribuci\w*|te ofrece\w*",
    ),
    (
        "duties",
        r"responsibilit|essential (?:job )?(?:duties|functions)|"
        r"what you('ll| will) (do|be)|the role|your (role|mission|tasks|impact)|"
        r"about the (role|job|position)|duties|day[- ]to[- ]day|job description|in this role|"
        r"aufgaben|deine rolle|das erwartet (dich|sie)|vos missions|missions?\b|le poste|"
        r"funciones|responsabilidades|what to expect|key accountabilities|a day in the life|"
        r"qué harás|tus? (funciones|retos|misión)|tareas|dein job|deine aufgaben|"
        r"was (dich|sie) erwartet|votre rôle|ton rôle|tes missions|"
        r"the programme?$|you('ll| will) be doing|how you('ll| will)|opportunity|role overview",
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
_IS_A = re.compile(r"(?<!what) is a ", re.IGNORECASE)
#: Headings that hold no known word end a section all the same.
_UNKNOWN = re.compile(r"^(?:What|Why|How|Our|Was|Warum|Pourquoi|Por qué)(?: \w+){1,5}[?:]?$")
#: A short demand, which opens a section of them but among wishes.
_DEMAND = re.compile(
    r"^\d+\+?\s*(?:years|yrs)\b|^(?:\w+ ){0,2}experience (?:with|of|in|as)\b[^:]*$|"
    r"^[\w-]+ (?-i:(?:[a-z][\w-]+ )+)experience$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"experience|knowledge|\byou(?:'ve| have| know| are|r)\b|degree|diploma|certif|fluen|"
    r"licen[cs]e|familiar|proficien|comfortable|skill|ability|must\b|years|kenntnis|erfahr|"
    r"ausbildung|studium|"
    r"umgang|führerschein|expérience|diplôme|maîtris|permis|bac ?\+|experiencia|carnet|titulac|"
    r"dominio|conocimiento|manejo|grado\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"[$€£]\s?\d|\d\s?[$€£]|holiday|days off|vacation|paid|401|insurance|pension|bonus|equity|"
    r"budget|salary|parental|free\b|urlaub|unbefristet|jobrad|gehalt|vergütung|mutuelle|ticket|"
    r"\brtt\b|"
    r"salaire|vacaciones|seguro|contrato|teletrabajo|salario|we (?:offer|pay|provide)",
    re.IGNORECASE,
)


def heading_kind(words: str) -> Kind | None:
    """Return the section that a short line opens, or None where it opens none."""
    if not _may_head(words) or _IS_A.search(words):
        return None
    words = words.replace("’", "'")
    known = next((kind for kind, pattern in _PATTERNS if pattern.search(words)), None)
    return known or ("intro" if _UNKNOWN.match(words) else None)


def is_demand(words: str) -> bool:
    """Return whether a short line is a demand rather than the heading of some."""
    return bool(_DEMAND.match(words))


def may_head(words: str) -> bool:
    """Return whether a line that stands above a list looks like its heading."""
    return _may_head(words) and len(words) < 50 and not any(map(str.isdigit, words))


def kind_by_lines(lines: Iterable[str]) -> Kind | None:
    """Return what most lines below an unknown heading speak of, or None for no clear answer."""
    asks = offers = 0
    for line in lines:
        asks += bool(_ASKS.search(line))
        offers += bool(_OFFERS.search(line))
    if asks == offers:
        return None
    return "required" if asks > offers else "benefits"


def _may_head(words: str) -> bool:
    return not (
        len(words) > 70
        or len(words.split()) > 9
        or words.endswith((".", ",", ";"))
        or ";" in words
    )
