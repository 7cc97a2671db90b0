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
        r"(?:looked (?:up)?on|viewed) favou?rably|^(?:nice )?extras\b|wäre (?:schön|toll|super)|"
        r"petits? plus|apprécié|idéalement|méritos|se valorar|"
        r"nos encantaría",
    ),
    (
        "required",
        r"requirements?|qualifications?|^required:?$|also required|top \d? ?skills|"
        r"what you('ll)? (bring|need)|who you are|"
        r"must[- ](?:haves?|know)\b|"
        r"you have|you need\b|who can apply|your (profile|skills|experience|background)|"
        r"about you\b|skills|experience|"
        r"what we('re| are)? (look|need|want|expect)|we('re| are) looking for|minimum|"
        r"basic|education|criteria|need to see|we require\b|great fit|good fit|should (be|have)|"
        r"ideal candidate|"
        r"anforderungen|dein profil|ihr profil|das bringst du mit|das bringen sie mit|"
        r"qualifikation(en)?|profil (recherché|requis)|votre profil|ton profil|compétences|"
        r"requisitos|perfil|lo que buscamos|person specification|you('ll| will) need|"
        r"if you|who (you|we|should)|was (du|sie) (mitbring|brauch)|tu perfil|expectations|"
        r"languages?|idiomas?\b|langues?\b|sprachkenntnisse|certifications?|^certificates\b|"
        r"^licen[cs]es\b|is this you|sounds? like you|prerequisites|"
        r"essentials?\b(?! (?:job|duties|func))|"
        r"what it takes|eligibility|candidate profile|applicants?\b|you bring|"
        r"(du|sie) bring\w*|mitbring\w*|überzeug\w*|voraussetzung\w*|setzen .*voraus|"
        r"zeichnet (dich|sie)|"
        r"wen wir suchen|wir (erwarten|suchen|wünschen)|wünschen wir uns|deine? (skills|stärken)|"
        r"das solltest|ce qu'on (attend|(re)?cherche)|ce que nous (attendons|recherchons)|"
        r"pré-?requis|exigences|diplômes?|ton profil|qui (?:es-tu|êtes-vous)|necesitas|pedimos|"
        r"imprescindible|aspirantes|\b(?:solicita|busca)n?:?$|se requiere|exigencias|"
        r"conocimientos",
    ),
    (
        "benefits",
        r"benefits?|what we offer|we offer|what('s| is) in it|perks|compensation|"
        r"why (join|work|us|you)|pay (range|transparency)|our offer|salary|what you('ll)? get|"
        r"wir bieten|das bieten wir|deine vorteile|nous offrons|avantages|ofrecemos|beneficios|"
        r"rates?\b|rewards|the deal\b|(was|darauf) (du|sie) .*(von uns|freuen)|"
        r"freuen (dürfen|kannst|können)|das bekommst|unser angebot|(ce que )?(nous|on) propos\w*|"
        r"ce qu'on t'offre|conditions|rémunération|qué ofrece\w*|prestaciones|condiciones|"
        r"retribuci\w*|te ofrece\w*|entlohnung|^(?:vergütung|bezahlung|gehalt|entgelt)\b|"
        r"^reward\b|"
        r"you('ll| will)? earn|will you (?:get|earn)",
    ),
    (
        "duties",
        r"responsibilit|essential (?:job )?(?:duties|functions)|"
        r"what you('ll| will) (do|be)|what will you (?:do|be)|the role|your (role|mission|tasks|"
        r"impact)|"
        r"about the (role|job|position)|duties|day[- ]to[- ]day|job description|in this role|"
        r"aufgaben|deine rolle|das erwartet (dich|sie)|vos missions|missions?\b|le poste|"
        r"funciones|responsabilidades|^actividades\b|what to expect|key accountabilities|"
        r"a day in the life|"
        r"qué harás|tus? (funciones|retos|misión)|tareas|dein job|deine aufgaben|"
        r"was (dich|sie) erwartet|votre rôle|ton rôle|tes missions|"
        r"the programme?$|you('ll| will) be doing|how you('ll| will)|opportunity|role overview",
    ),
    (
        "legal",
        r"equal (employment )?opportunit|eeo|diversity|privacy|disclaimer|accommodation|"
        r"notice to|chancengleichheit|datenschutz|égalité|igualdad|how to apply|"
        r"(interview|hiring|application|selection) process|^(?:ihre |"
        r"deine )?bewerbung(?:sprozess)?$|"
        r"^(?:processus|déroulement) (?:de|du) recrutement|^proceso(?: de selección)?$|"
        r"^(?:comment postuler|cómo (?:postular|aplicar|solicitar))",
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
#: The same in a line under no heading, where the firm may speak of its own years and skills.
_ASKS_ALONE = re.compile(
    r"^must\b|\b(?:must|should) (?:have|hold|be|know|possess)\b|is (?:a must|mandatory)\b|"
    r"\b(?:experience|knowledge|degree|diploma|fluent|licen[cs]e|certificate|proficien\w+)\b|"
    r"kenntnisse?\b|\berfahrung\b|^(?:mindestens|mind\.|minimum|at least) \d|\bumgang mit\b|"
    r"führerschein|abgeschlossene|^vous (?:avez|disposez|maîtrisez|êtes|connaissez|parlez|"
    r"possédez)|"
    r"\bexpérience\b|^(?:maîtrise|connaissances?|permis|diplôme)\b|^experiencia\b|\bmanejo de\b|"
    r"^(?:conocimientos?|dominio|licenciatura|titulación|licencia|carnet)\b|^tienes\b|deseable$",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"[$€£]\s?\d|\d\s?[$€£]|holiday|days off|vacation|paid|401|insurance|pension|bonus|equity|"
    r"budget|salary|parental|free\b|permanent (?:contract|position)|\blohn\b|primes?\b|durée ind|"
    r"sueldo|urlaub|unbefristet|jobrad|gehalt|vergütung|mutuelle|tickets?[- ]resto|(?:job|"
    r"deutschland)ticket|"
    r"\brtt\b|"
    r"salaire|vacaciones|seguro|contrato|teletrabajo|salario|we (?:offer|pay|provide)",
    re.IGNORECASE,
)


#: What a line says at its end, or begins with, that wishes for something itself.
_WISH = re.compile(
    r"^(?:ideally|preferably|idealerweise|vorzugsweise|bevorzugt|idéalement|de préférence|"
    r"preferiblemente|idealmente)\b|"
    r",\s(?:ideally|preferably|idealerweise|vorzugsweise|am liebsten|gerne?|idéalement|"
    r"de préférence|preferiblemente|idealmente|de preferencia)\s|"
    r"\b(?:preferred|desirable|desired|a (?:\w+ )?(?:plus|bonus)|advantage(?:ous)?|asset|"
    r"beneficial|helpful|welcome|optional|not (?:required|essential|necessary|needed|mandatory)|"
    r"(?:von|ein) vorteil|wünschenswert|erwünscht|ein plus|kein muss|nicht (?:nötig|zwingend)|"
    r"un (?:vrai |réel |gros )?(?:plus|atout|avantage)|souhaitée?s?|appréciée?s?|deseables?|"
    r"valorables?|opcional)\W*$",
    re.IGNORECASE,
)
#: Words of which headings are made; a line with any other names something itself.
_HEADING_WORDS = re.compile(
    r"(?:(?-i:[a-zà-ÿ]{1,3}|[A-Z][a-zà-ÿ]{0,2})|\w+ly|have|will|would|bring\w*|need\w*|what|"
    r"that|this|these|those|none|following|your|"
    r"from|with|also|some|skills?|experiences?|knowledge|education|qualifications?|requirements?|"
    r"requires?|required|criteria|profile?|background|languages?|certifications?|certificates?|"
    r"licen[cs]es?|minimum|basic|essentials?|must|haves?|should|expect\w*|look\w*|about|role|"
    r"candidates?|applicants?|competenc\w+|attributes|abilities|technical|professional|person\w*|"
    r"specifications?|great|nice|good|ideal\w*|prefer\w*|desir\w*|helpful|welcome|additional|"
    r"advantage\w*|assets?|bonus|plus\w*|points?|optional|essential|necessary|mandatory|like|"
    r"where|when|deine?|ihre?|bist|hast|haben|sind|mit|nicht|anforderungen|kenntnisse|erfahrung|"
    r"qualifikation\w*|voraussetzung\w*|allgemeine|besondere|fachliche|persönliche|wünschenswert|"
    r"vorteil|muss|votre|vous|avez|êtes|profil|compétences|formation|diplômes?|langues|exigences|"
    r"atouts?|souhait\w+|appréci\w+|requisitos|perfil|idiomas|conocimientos|experiencia|"
    r"deseables?|valorables?|estudios)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")

#: The same in a line among demands, which may ask for knowledge of insurance or of payroll.
_OFFERS_ALONE = re.compile(
    r"[$€£]\s?\d|\d\s?[$€£]|\b\d+ (?:days|tage|urlaubstage|jours|días)\b|days off|\b401|"
    r"\bpaid (?:holidays?|time|leave|lunch|overtime)|\bfree (?:parking|lunch|meals?|uniform)|"
    r"\b(?:unbefristet|jobrad|mutuelle|rtt)\b|tickets?[- ]resto|(?:job|deutschland)ticket|"
    r"\b(?:lohn|gehalt|vergütung|salaire|salario|sueldo|primes)\b|durée ind|teletrabajo|"
    r"permanent (?:contract|position)|\bwe (?:offer|pay|provide)\b|\bwir bieten\b",
    re.IGNORECASE,
)


def heading_kind(words: str) -> Kind | None:
    """Return the section that a short line opens, or None where it opens none."""
    if not _may_head(words) or _IS_A.search(words) or _wishes(words):
        return None
    words = words.replace("’", "'")
    known = next((kind for kind, pattern in _PATTERNS if pattern.search(words)), None)
    return known or ("intro" if _UNKNOWN.match(words) else None)


def names_something(words: str) -> bool:
    """Return whether a line has words of its own beside those that headings are made of."""
    ends = words.endswith((":", "?"))
    words = words.lower() if words.isupper() and " " in words else words
    return not ends and not all(map(_HEADING_WORDS.fullmatch, _WORD.findall(words)))


def _wishes(words: str) -> bool:
    """Return whether a line is a wish rather than the heading of some: "Forklift a plus"."""
    return bool(_WISH.search(words)) and names_something(words)


def is_demand(words: str) -> bool:
    """Return whether a short line is a demand rather than the heading of some."""
    return bool(_DEMAND.match(words))


def asks(words: str) -> bool:
    """Return whether a line speaks of having or knowing something, whatever else it says."""
    return bool(_ASKS_ALONE.search(words)) or _wishes(words)


def offers(words: str) -> bool:
    """Return whether a line can speak of nothing but money, days off or the like."""
    return bool(_OFFERS_ALONE.search(words))


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
