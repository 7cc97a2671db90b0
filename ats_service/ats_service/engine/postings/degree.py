"""Degree: the lowest that qualifies, and how strongly it is asked for.

"MS or Ph.D." asks for a master, "Bachelor 8+ / Master 6+" for a bachelor. An abbreviation counts
only in capitals, since "ms" and "ba" are also words; "degree" alone counts beside a subject or a
kind of school, not in "a degree of ambiguity".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line
from ats_service.engine.postings.tables import holds, named, table
from ats_service.engine.postings.wishes import wished

_DEGREES = table(
    ("master", r"\bgrado (?:en|de) [^.,;]{0,30} y (?:un |el )?máster\b"),
    (
        "secondary",
        r"high[- ]school (?:diploma|degree|graduate|education)|\bged\b|secondary school|"
        r"\bhs diploma\b|(?:\b|fach)abitur\b|hochschulreife|(?-i:\bA-[Ll]evels?\b|"
        r"\bA [Ll]evels\b)|leaving cert|"
        r"\bbac pro\b|niveau bac\b(?! ?\+)|baccalauréat|\bbachillerato\b(?! en\b)|\bmatura\b|"
        r"maturité|(?-i:\bESO\b)|"
        r"schulabschluss\b",
    ),
    (
        "associate",
        r"associate['’]?s?(?: of [\w ]+)? degree|associate['’]s\b|vocational (?:train|qual)|"
        r"berufsausbildung|abgeschlossene (?:[\w-]+ )?ausbildung|(?-i:\bBTS\b|\bDUT\b)|"
        r"\bhn[cd]\b|foundation degree|(?:national|college|advanced|year) diploma|"
        r"(?<!graduate )(?<!post)diploma (?:in|or degree)\b|degree or diploma|"
        r"(?:abschluss|diplom)[^.]{0,14}(?-i:\bHF\b)|"
        r"community college|trade school|two[- ]year degree|\bbac ?\+ ?2|ciclo formativo|"
        r"\b(?:grado|técnico) (?:superior|medio)\b|formación profesional",
    ),
    (
        "bachelor",
        r"\bbachelor(?!ette)|(?-i:\bB\.?\s?Sc\b|\bB\.?A\.?(?= |/|,|\))|"
        r"\bB\.?S\.?(?=/| in\b| or\b| degree\b|,|\)| \()|\bB\.?(?:Eng|Ed|Tech|Com|Arch)\b|"
        r"\bBBA\b|\bLL\.?B\b)|undergraduate degree|"
        r"(?:university|college|four[- ]year|4[- ]year|technical) degree|"
        r"\b2(?::[12]\b(?= \(| in\b| or\b| and above\b)|[:.][12] (?:degree|hono))|(?:upper|"
        r"lower) second|"
        r"\bdegree[- ]level|(?-i:\bBSN\b)|licence pro\w*|\bHBO\b(?=[- ])|\blaurea\b(?! mag)|"
        r"^(?:a |an )?degree(?: or|[- ](?:level|qualified|educated))\b|"
        r"(?:abschluss|diplom\w*) (?-i:(?:FH|HES|ETH|EPF|TU|Uni)\b)|"
        r"estudios (?:universitarios|superiores|de ingeniería)|"
        r"\btertiary (?:qualif|degree|educat|stud)|\bany graduate\b|\bgraduat(?:e|ion) (?:in|"
        r"from) |"
        r"^graduat(?:e|ion)(?:$|[,;(/]| or\b)|university (?:qualification|education|studies)|"
        r"\bbachelier\b|\b(?:formation|titre|diplôme|études) universitaires?\b|"
        r"\bcarrera (?:universitaria|"
        r"técnica|terminada|afín|(?:en|de) (?:ingenier|administ|derecho|contad|informát|psicolog|"
        r"econom|sistemas))|"
        r"(?:escolaridad|formación|estudios|carrera) ?: ?[^.]{0,40}(?:ingenier|licenc|titulad|"
        r"universit|"
        r"profesional)|\b(?:ingenier[oa]|licenciad[oa]|titulad[oa] universitari[oa]|grad(?:uado|"
        r"uada)) en\b|"
        r"hochschulabschluss|hochschulstudium|abgeschlossenes (?:\w+ )?[\w-]*studium|"
        r"(?<!ausbildung oder )(?<!master)\bstudium (?:der|des|im|in)\b|\btitulad[oa] en\b|"
        r"\b(?:formation|diplôme|titre) (?-i:HES)\b|(?-i:\bB\.E\.)|licence en\b|"
        r"\b(?:une|d'une) licence (?=ou\b|en\b|de\b)|\bbac ?\+ ?[34]|studienabschluss|"
        r"grado universitario|\bgrado (?:en|o)\b|diplomatura|^licence de (?!conduire|pilote)|"
        r"licenciatura|titulación universitaria|"
        r"título universitario|ingeniería (?:técnica|superior|en)\b|"
        r"(?<!advanced )(?<!graduate )(?<!doctoral )(?<!phd )(?<!master )"
        r"(?<!masters )(?<!master['’]s )\bdegree in\b|"
        r"(?:pursuing|hold|have|completed|relevant|related|science|engineering) "
        r"(?:a |an )?degree\b",
    ),
    (
        "master",
        r"(?<!scrum )(?<!scrum-)\bmaster(?:['’]?s)?\b(?! (?:data|plan|service|agreement|branch|"
        r"of ceremonies|the\b|teaching|students?\b|programmes?\b|programs?\b|courses?\b|"
        r"thes[ei]s\b|level "
        r"teaching))"
        r"(?=[^.]{0,60}(?:degree|ph|in\b|of\b|or\b|en\b|level|preferred|required|,|/|$))|"
        r"(?-i:\bMBA\b(?=[^.]{0,60}(?:in\b|degree|mandatory|required))|\bPGDM\b|\bMSW\b|"
        r"\bM\.?\s?Sc\b|\bMS\b(?= or| in|/|,))|"
        r"(?-i:\bMCA\b|\bM\.?Tech\b|\bM\.?Com\b|\bMag\.|\bLL\.?M\b|\bM\.A\.|\bMA\b(?= in| or)|"
        r"\bDipl\.)|\bmagister\b|staatsexamen|"
        r"\bdiplom(?:a de ingeniero)?\b|máster|laurea magistrale|advanced degree|"
        r"(?<!under)(?<!under-)graduate degree|\bbac ?\+ ?5|"
        r"(?:diplôme|école) d['’]ingénieur|wissenschaftliche\w* (?:hochschul)?studium",
    ),
    (
        "doctorate",
        r"\bph\.?\s?d\b|doctorate|doctoral degree|promotion (?:in|im)\b|\bdoctora(?:do|t)\b",
    ),
)
#: A general word for studies whose brackets say which ones: "Hochschulstudium (Master)".
_WHICH = re.compile(
    r"(?:studium|abschluss|degree|titulación|diplôme)\b[^.(]{0,30}\(([^)]*)\)", re.I
)
_NOT_ASKED = re.compile(
    r"(?:master|ph\.?d)[^.]{0,40}not (?:needed|required|necessary)(?! to be)|"
    r"no (?:pedimos|exigimos|requerimos|se (?:pide|requiere|exige)|hace falta|"
    r"es necesari[oa]) (?:\w+ )?"
    r"(?:t[ií]tul|carrera|estudios|grado)|"
    r"degree\? [^.]{0,20}(?:n['’]t|\bnot?\b)|(?:no|sin) (?:se (?:requiere|exige|"
    r"necesita) )?titulación|"
    r"(?:aucun|sans) diplôme|"
    r"(?:degree|diploma|studium|diplôme)[^.]{0,30}(?:not|never) "
    r"(?:required|necessary|needed)(?! to be)|"
    r"no (?:\w+ )?degree (?:is )?(?:required|needed|necessary)|"
    r"(?:don['’]t|do not) (?:expect|require|need|ask for)[^.]{0,60}"
    r"(?:degree|background in (?:computer|a ))|"
    r"(?:don['’]t|do not) (?:mind|care)[^.]{0,60}(?:degree|studied|diploma)|"
    r"\bno (?:\w+ or )?(?:diploma|degree|ged)(?: or \w+)? (?:is )?(?:needed|required|necessary)|"
    r"qualification[^.]{0,12}(?:is not|isn['’]t)[^.]{0,12} (?:necessary|required|needed|"
    r"essential)|"
    r"no formal (?:education\w*|qualification\w*|academic)|diplôme ?:? (?:peu importe|"
    r"indifférent)|"
    r"t[ií]tulo[^.:]{0,20} no (?:nos )?importa|"
    r"ohne studium|kein (?:abgeschlossenes )?studium",
    re.IGNORECASE,
)
#: "Preferred but not required" is a wish all the same.
_WISHED_BUT = re.compile(
    r"(?:preferred|desirable|a plus|ideal|nice|helpful|advantage\w*|vorteil\w*|souhaité|deseable)"
    r"[^.]{0,12}\b(?:but|though|aber|mais|pero)\b",
    re.IGNORECASE,
)
_EQUIVALENT = re.compile(
    r"equivalent|comparable|or (?:relevant |related |commensurate )?"
    r"(?:work |practical |industry )?experience|vergleichbar|gleichwertig|"
    r"oder (?:eine )?(?:einschlägige |entsprechende )?(?:berufs)?ausbildung|équivalent|"
    r"equivalente|in lieu|(?:working|work) and thinking level|werk- en denkniveau|"
    r"(?:qualified )?by experience|(?:ou|o|oder) (?:expérience|experiencia|berufserfahrung)",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\b(?:in lieu|in place|instead) of (?:a |the )?degree\b", re.IGNORECASE)
#: Studies that the firm pays for or lets one do are none that it asks for.
_PAID_FOR = re.compile(
    r"paid for|\bfund(?:s|ed|ing)?\b|study leave|tuition|\b(?:support\w*|help\w*|assist\w*|paid|"
    r"contribut\w*) (?:you )?towards?\b|kostenübernahme|(?:übernehmen|finanzieren|"
    r"fördern) (?:wir|die|"
    r"dir|ihr)|prise? en charge|te pagamos|a cargo de la empresa|we(?:['’]ll| will)? (?:pay|"
    r"sponsor|"
    r"fund)\b",
    re.IGNORECASE,
)
#: A sentence without any of these, and without an abbreviation in capitals, names no degree.
_STEMS = (
    "degree", "diplom", "stud", "school", "ged", "abitur", "bac", "eso", "schlu", "ausbildung",
    "bts", "dut", "college", "associat", "vocational", "ciclo", "grado", "técnico", "formaci",
    "a levels", "a-level", "leaving cert", "hbo", "laurea", "licen", "titul", "título",
    "ingenier", "ingén", "master", "máster", "ph", "doct", "promotion", "diplôm", "pgdm", "msw",
    "mba", "qualification", "educational", "tertiary", "graduat", "universit", "carrera",
    "escolaridad", "estudios", "magister", "matur", "examen", "formation", "bachelier",
)  # fmt: skip
_SHORT = re.compile(r"\b[BM]\.?\s?[A-Z]|\bMag\.|\bDipl|\bLL|\bHN|\b2[:.][12]\b")
_SILENT = ("benefits", "legal", "company")


def degree_asked(lines: list[Line]) -> tuple[Fact | None, str]:
    """Return the lowest degree that qualifies, and how strongly it is asked for.

    The strength is required, or_equivalent, preferred or not_required; (None, "") says that the
    posting is silent.
    """
    wish: tuple[Fact | None, str] = (None, "")
    for line in lines:
        for said in _said(line):
            if _counts(said, line) and said[1] != "preferred":
                return _or_instead(said, lines)
            wish = said if _counts(said, line) and not wish[1] else wish
    return wish


def _or_instead(said: tuple[Fact | None, str], lines: list[Line]) -> tuple[Fact | None, str]:
    """Return the demand, softened where another line takes years in its place."""
    fact, strength = said
    if strength == "required" and any(_IN_PLACE.search(line.text) for line in lines):
        return fact, "or_equivalent"
    return said


def _counts(said: tuple[Fact | None, str], line: Line) -> bool:
    """Return whether the section may say so: that no degree is asked for may stand anywhere."""
    return line.kind not in _SILENT or said[1] == "not_required"


def _said(line: Line) -> Iterator[tuple[Fact | None, str]]:
    """Yield what each sentence says of a degree."""
    for sentence in line.sentences:
        if not (holds(sentence, _STEMS) or _SHORT.search(sentence)):
            continue
        if _NOT_ASKED.search(sentence) and not _WISHED_BUT.search(sentence):
            yield _fact(sentence), "not_required"
        elif (fact := _fact(sentence)) and not _PAID_FOR.search(sentence):
            yield fact, _strength(sentence, line)
    if len(line.sentences) > 1 and _NOT_ASKED.search(line.text):
        yield None, "not_required"


def _fact(sentence: str) -> Fact | None:
    """Return the lowest degree that a sentence names."""
    which = _WHICH.search(sentence)
    name = (named(_DEGREES, which[1]) if which else "") or named(_DEGREES, sentence)
    return Fact(name, sentence) if name else None


def _strength(sentence: str, line: Line) -> str:
    if _EQUIVALENT.search(sentence):
        return "or_equivalent"
    name = named(_DEGREES, sentence)
    hit = next((words.search(sentence) for degree, words in _DEGREES if degree == name), None)
    wish = line.kind == "nice" or wished(sentence, hit.start() if hit else 0)
    return "preferred" if wish else "required"
