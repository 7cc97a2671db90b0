"""Employment type: what the board states, else what the text says of this very job.

"Benefits for full-time employees" and "above internship" speak of others, so a phrase counts only
where it stands alone, beside a word for the job, or in a line that names the type.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.stated import Stated
from ats_service.engine.postings.tables import holds, named, table

_JOB = (
    r"(?:position|role|job|employment|contract|basis|opportunity|stelle|poste?\b|puesto|"
    r"assignment|"
    r"vacancy|appointment|hours\b)"
)
_STATED = table(
    ("internship", r"intern|praktik|stage\b|prácticas"),
    (
        "contract",
        r"(?<!permanent )(?<!temporary )(?<!fixed[- ]term )contract(?!.*perm)|freelance|b2b",
    ),
    (
        "fixed_term",
        r"fixed|(?<!un)befristet|\bcdd\b|temporary|temporal|\bterm\b|seasonal|saison|"
        r"maternity|elternzeit|parental leave|sustituci|interin",
    ),
    ("part_time", r"part[-_ ]?time|teilzeit|minijob|temps[- ]partiel|parcial|media jornada"),
    ("full_time", r"full[-_ ]?time|vollzeit|temps[- ]plein|completa"),
    ("permanent", r"permanent|unbefristet|\bcdi\b|indefinido|regular"),
)
#: Words of a title that can mean nothing but the type of this job.
_TITLED = table(
    (
        "internship",
        r"praktikum|\bstage de \d|^stage\b|stagiaire|\binternship\b|\bco-op\b",
    ),
    (
        "fixed_term",
        r"\bcdd\b|(?:maternity|parental|leave) cover|elternzeitvertretung|seasonal|saisonnier|"
        r"fixed[- ]term|(?<!un)befristet|\btemporal\b",
    ),
    (
        "part_time",
        r"part[- ]time|teilzeit|minijob|werkstudent|temps partiel|tiempo parcial|media jornada",
    ),
    ("full_time", r"full[- ]time|vollzeit|temps plein|jornada completa"),
)
_SAID = table(
    (
        "internship",
        r"\b(?:your|this|the|our) internship\b|internship (?:program|position|role)|praktikum\b|"
        r"\bas an? [\w ]{0,30}intern\b|co-op (?:placement|position|term|role)|"
        r"convention de stage|stage de \d",
    ),
    (
        "contract",
        r"independent contractor|freelance (?:project|role|position|basis|opportunity)|"
        r"(?:daily|day|hourly) rate contract|\bcontract(?:or)? (?:role|position|basis|"
        r"assignment)|\b1099\b|contract[- ]to[- ]hire|"
        r"(?:in|out)side ir35|\bw-?2 contract|^intérim\b|mission d'intérim|(?:en|"
        r"contrat d['’]) ?intérim|"
        r"temp(?:orary)?[- ]to[- ](?:perm|hire)|freiberuflich",
    ),
    (
        "fixed_term",
        rf"fixed[- ]term|(?:maternity|parental leave) cover\b|\bbefristet|\bcdd\b|(?:temporary|"
        rf"seasonal),? (?:[\w-]+ )?{_JOB}|"
        r"(?:to cover|covering|cover for) (?:an? )?(?:maternity|parental)|elternzeitvertretung|"
        r"(?-i:\bFTC\b)|durée déterminée|contrato (?:temporal|de duración determinada|"
        r"de sustitución)|\binterinidad|"
        r"saisonniers?\b|saison(?:stelle|kraft|vertrag)|term[ -]+not to exceed|"
        r"contrato de \d+ meses|"
        r"(?:one|two|\d)[- ]year (?:contract|agreement)|contrat (?:de \w+ )?de \d+ mois|"
        r"auf \d+ (?:monate|"
        r"jahre) befristet|"
        r"limited to \d+ (?:months|years)|\d+[- ]month contract",
    ),
    (
        "part_time",
        rf"part[- ]time,? (?:[\w-]+ )?{_JOB}|[,:] ?part[- ]time(?:\W*$|,)|teilzeit|"
        rf"temps partiel|media jornada|jornada parcial|"
        r"tiempo parcial|\bminijob|geringfügig",
    ),
    (
        "full_time",
        rf"full[- ]time,? (?:[\w-]+ )?{_JOB}|[,:] ?full[- ]time(?:\W*$|,)|vollzeit|temps plein|"
        rf"jornada completa",
    ),
    (
        "permanent",
        rf"permanent (?:\w+ )?{_JOB}|[,:] ?permanent(?:\W*$|,)|\bunbefristet|\bcdi\b|"
        rf"contrato (?:indefinido|fijo)|"
        rf"durée indéterminée|festanstellung|\bunlimited (?:\w+ )?contract|"
        rf"open[- ]ended (?:\w+ )?{_JOB}|"
        r"\bindefinite (?:\w+ )?(?:contract|term|duration)|por tiempo inde(?:finido|terminado)|"
        r"contrato de planta|\b(?:puesto|plaza) fij[oa]",
    ),
)
#: A whole line that is nothing but the type, as in "Employment type: Full-time".
_LINE = re.compile(
    r"^(?:(?:employment|job|contract|work|position|appointment)[ -]?(?:type|time|schedule)?|type|"
    r"term|art|vertrag\w*|status|(?:tipo de )?(?:contrato|jornada)|contrat|hours|"
    r"time type)\s*[:–-]\s*"
    r"(?P<type>.{3,60})$",
    re.IGNORECASE,
)
#: A sentence that begins with the type and little more than it: "Permanent, 37.5 hours a week".
_OPENS = re.compile(
    r"^(?:regular )?(?P<type>(?:permanent|full[- ]time|part[- ]time|fixed[- ]term|temporary|"
    r"seasonal|casual|internship|freelance)"
    r"(?:,? (?:and |& )?(?:permanent|full[- ]time|part[- ]time|contract|"
    r"fixed[- ]term))*)(?: regular)?"
    r"(?:\s*$|\s*[,.|·•(;/–-]|\s+(?:for|until)\s)",
    re.IGNORECASE,
)
#: Said among the benefits, these are of this job all the same.
_SURE = re.compile(
    r"unbefristet|\bcdi\b|\bcdd\b|contrato (?:indefinido|temporal)|jornada completa|"
    r"[,:] ?(?:permanent|full[- ]time|part[- ]time)\W*$|unlimited (?:\w+ )?contract|"
    r"open[- ]ended|por tiempo inde|contrato de planta|"
    r"(?:year|month) contract|durée (?:in)?déterminée|jornada parcial|tiempo (?:completo|parcial)|"
    r"permanent[,]? (?:[\w-]+ )?(?:contract|position|post)\b|permanent,? full[- ]time|"
    r"(?:one|two|\d)[- ]year agreement|rate contract|^full[- ]time (?:position|role|job)\b|"
    r"vollzeitstelle|teilzeitstelle|festanstellung|\bin (?:voll|teil)zeit\b|\b(?:en|"
    r"à) temps (?:plein|partiel)",
    re.IGNORECASE,
)
#: A sentence without any of these names no type.
_STEMS = (
    "intern", "praktik", "contra", "freelan", "1099", "ir35", "intérim", "freiberuf", "co-op",
    "stage", "fixed", "befrist", "cdd", "cdi", "temp", "ftc", "durée",
    "season", "maternity", "parental",
    "elternzeit", "saison", "not to exceed", "limited to", "month", "time", "teilzeit",
    "vollzeit", "temps", "jornada", "tiempo", "minijob", "geringf", "permanent", "anstellung",
    "casual", "dauer", "interin", "year agreement",
    "unlimited", "ended", "indefinite", "planta", "fij",
)  # fmt: skip
_SILENT = ("benefits", "legal", "company")
#: What may stand side by side in a line at the top.
_BESIDE = re.compile(r"\s{2,}|\t|\s[|·•–—-]\s")
_TOP = 12  # lines
#: Hours that one may ask for are not those of the job.
_ON_REQUEST = re.compile(
    r"part[- ]time[^.]{0,30}\b(?:considered|possible|available|welcome)|"
    r"teilzeit[^.]{0,20}\b(?:möglich|denkbar|verhandelbar)|"
    r"temps partiel[^.]{0,20}\b(?:possible|envisageable)|"
    r"(?:jornada|tiempo) parcial[^.]{0,20}\bposible",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"benefits?|above internship|(?:all|other) full[- ]time|phd|student|full[- ]time equivalent|"
    r"(?:€|\beur\b|gehalt|entgelt|brutto|lohn)[^;]{0,100}(?:(?:basis|bei|auf) vollzeit|"
    r"vollzeitbasis)",
    re.I,
)
#: Both hours side by side: one may choose, so neither is said of the job.
_EITHER = re.compile(
    r"voll-?(?:zeit)?\s?(?:und|oder|/|bzw\.?)\s?(?:in )?teilzeit|teil-?(?:zeit)?\s?(?:und|oder|"
    r"/)\s?"
    r"(?:in )?vollzeit|full[- ]?(?:time)?\s?(?:or|and|/|&)\s?part[- ]time|"
    r"part[- ]?(?:time)?\s?(?:or|and|/|&)\s?full[- ]time|"
    r"temps (?:plein|complet)\s?(?:ou|et|/)\s?(?:à )?(?:temps )?partiel|"
    r"(?:jornada|tiempo) complet[oa]\s?(?:o|y|/)\s?(?:(?:jornada|tiempo) )?parcial",
    re.IGNORECASE,
)
#: The share of a full week that a job has, where titles tell it: "Pflegehelferin 60-80 %".
_SHARE = re.compile(
    r"(?<![\d.,])(?:\d\d ?%? ?(?:[-–/]|bis|à|to) ?)?(?P<most>\d\d|100) ?%"
    r"(?! ?(?:remote|home|mobil|télé|online|tele|commission))",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"pensum|stellenumfang|beschäftigungsgrad|stellenprozent|taux d['’](?:occupation|activité)|"
    r"workload",
    re.I,
)
_WHOLE = 100  # percent
_OVER_HOURS = ("contract", "internship", "fixed_term")


def employment_of(lines: list[Line], stated: Stated) -> Fact | None:
    """Return the employment type with the words that say it, or None.

    A text that calls the person a contractor wins over the board, whose field knows hours only.
    """
    title = named(_STATED, _bracketed(stated.title)) or named(_TITLED, stated.title)
    title = "" if _EITHER.search(stated.title) else title
    if title and title != "permanent":
        return Fact(title, stated.title)
    said, given = _said(lines), named(_STATED, stated.employment_type)
    if said and said.value in _OVER_HOURS:
        return said
    found = _part_of_week(lines, stated) or (None if given else said)
    if found is None and (given or title):
        return Fact(given or title, stated.employment_type if given else stated.title)
    return found


def _part_of_week(lines: list[Line], stated: Stated) -> Fact | None:
    """Return part time where the job has less than a whole week, told in percent."""
    told = [line.text for line in lines if _SHARE_OF.search(line.text)]
    for words in (stated.title, *told):
        share = _SHARE.search(words)
        if share and int(share["most"]) < _WHOLE:
            return Fact("part_time", words)
    return None


def _bracketed(title: str) -> str:
    """Return what a title holds in brackets or behind a dash: "Manager (Part-Time)"."""
    return " ".join(map("".join, re.findall(r"\(([^)]*)\)|[-–|]\s*((?:[\w-]+ )?[\w-]+)$", title)))


def _said(lines: list[Line]) -> Fact | None:
    for at, line in enumerate(lines):
        for part in _BESIDE.split(line.text) if at < _TOP else [line.text]:
            sure = _settled(part)
            label = _LINE.match(sure) or (_OPENS.match(sure) if not line.bullet else None)
            if label and (value := named(_STATED, label["type"])):
                return Fact(value, line.text)
    own = [s for s in sentences_in(lines, but=_SILENT) if holds(s, _STEMS)]
    own = [s for s in own if not _OTHERS.search(s)]
    own += [
        s for s in sentences_in(lines, only=_SILENT[:1]) if holds(s, _STEMS) and _SURE.search(s)
    ]
    free = {s: _settled(s) for s in own}
    found = (Fact(value, s) for value, words in _SAID for s in own if words.search(free[s]))
    return next(found, None) or _opening(own)


def _settled(words: str) -> str:
    """Return what is said without the hours that are for the person to choose."""
    return _ON_REQUEST.sub("", _EITHER.sub("", words))


def _opening(sentences: list[str]) -> Fact | None:
    """Return the type with which a sentence begins, as its only words before a stop."""
    hits = ((hit, s) for s in sentences if (hit := _OPENS.match(_settled(s))))
    found = ((named(_STATED, hit["type"]), s) for hit, s in hits)
    return next((Fact(value, s) for value, s in found if value), None)
