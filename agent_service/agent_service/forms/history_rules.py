"""The rules for what a person did and learnt; data only, first match wins."""

from __future__ import annotations

from agent_service.forms.rule import Rule
from agent_service.forms.words import ANY_LANGUAGE

#: Sections, or the words of a name, that list a person's jobs and their studies.
JOBS = (
    r"work experience|(recent|previous|last) (employment|employer|job|position)"
    r"|(^|my |professional )experience( \d+)?$|^(experience|employment)\b"
    r"|^(position|job|employer|role|experiencia|berufserfahrung|station|emploi|empleo|puesto"
    r"|werkervaring)( \d+)?$|previous employment"
    r"|employment (history|record)"
    r"|work history|berufserfahrung|experience professionnelle|experiencia (laboral|profesional)"
)
_STUDIES = r"education|school|universit|ausbildung|studium|formation|formacion|estudios"

_BEGIN = (
    r"^(from( date)?|start( date)?|date from|von|beginn|debut|du|desde|inicio)( month| year)?$"
    r"|^(mes|ano|mois|annee) (de|du) (inicio|debut)$|^(start|beginn)(monat|jahr|maand)?$"
    r"|^date (appointed|of appointment|started|joined)$"
)
_END = r"^(to( date)?|until|end( date)?|date to|bis|ende|fin|au|hasta)( month| year)?$"
_END += r"|^(mes|ano|mois|annee) (de )?fin$|^(ende?|eind)(monat|jahr|maand)$"

HISTORY = (
    Rule(
        "work_title",
        "exact",
        r"^(job )?((title|position|role|function) ?){1,2}$|^(post|position|job|role) held$"
        r"|^(berufsbezeichnung|intitule du poste|puesto)$",
        section=JOBS,
    ),
    Rule(
        "work_employer",
        "exact",
        r"^(name of (the |your )?)?(company|employer|organi[sz]ation)( name)?$|^(firma"
        r"|arbeitgeber|entreprise|empresa)$",
        section=JOBS,
    ),
    Rule("study_start", "exact", _BEGIN, section=_STUDIES),
    Rule("study_end", "exact", _END, section=_STUDIES),
    Rule("work_start", "exact", _BEGIN, section=JOBS),
    Rule("work_end", "exact", _END, section=JOBS),
    Rule(
        "current_employer",
        "exact",
        r"(current|present|most recent) (company|employer|organi[sz]ation)|^(company"
        r"|employer) current|(aktuelle|derzeitige|jetzige)r? arbeitgeber|employeur actuel"
        r"|empresa actual|entreprise actuelle|huidige werkgever"
        r"|(where|who) do you (currently )?work( for)?( now| currently| at present| today)?$"
        r"|en que empresa trabaj\w+|(what|which) company do you (currently )?work",
        unless=r"^(when|how|why|since)\b|what (year|date|month)",
    ),
    Rule(
        "current_start",
        "exact",
        r"(current|present|(aktuell|derzeitig|jetzig)\w*|huidige) (\w+ )?(position|stelle|job"
        r"|role|functie|baan) (since|seit|sinds)\b|(poste|emploi) actuel depuis"
        r"|(puesto|empleo) actual desde",
    ),
    Rule(
        "current_title",
        "exact",
        r"(current|present|most recent) (job )?(title|position|role)"
        r"|(job )?title (today|now|at present)$|(fonction|emploi) (actuel|occupe|exerce)\w*"
        r"|poste (actuel|occupe)|(puesto|cargo) actual|huidige functie"
        r"|(aktuelle|derzeitige|jetzige) (position|stelle|tatigkeit)",
        unless=r"^(when|how|why|since)\b|what (year|date|month)",
    ),
    Rule("headline", "exact", r"^(professional )?headline$"),
    Rule(
        "school",
        "exact",
        r"school|universi|institution|college|hochschule|etablissement"
        r"|^ecole\b"
        r"|centro (de (estudios|formacion)|donde (los )?(curs|estudi))",
        unless=r"high school (diploma|grad)",
    ),
    Rule(
        "qualification",
        "exact",
        r"^(degree|qualification)s? (and|with|in) (\w+ )?(subject|major|field)\b",
    ),
    Rule(
        "degree",
        "exact",
        r"\bdegree|qualification (obtained|level)|highest (\w+ )?qualification"
        r"|education (level|obtained)|(highest|level of).*education|diplome|abschluss"
        r"|niveau d etudes|nivel (\w+ )?de estudios|titulacion|opleidingsniveau|genoten opleiding",
    ),
    Rule(
        "study_field",
        "exact",
        r"field of study|course of study|subject (studied|of study)|fachrichtung|\bmajor\b"
        r"|discipline|area of study|studienfach|domaine d etude"
        r"|studiengang|studienrichtung|^(specialite|especialidad|studierichting)$",
    ),
    Rule(
        "language_level",
        "derived",
        r"(level|proficien|fluen|knowledge|niveau|nivel|how well|wie gut|kenntnisse|speak)"
        rf".*\b({ANY_LANGUAGE})",
    ),
    Rule(
        "language_level",
        "derived",
        rf"\b({ANY_LANGUAGE})\w*"
        r" ?(language )?(level|proficiency|skills|kenntnisse|niveau)|(englisch|deutsch)kenntnisse",
    ),
    Rule(
        "skills",
        "derived",
        r"which of (these|the following) .*(tool ?(box|kit)|stack|know|use|work|familiar"
        r"|experience)|\bskills?$"
        r"|which (\w+ ){1,2}(do|have|are|can) you (know|used?|work(ed)?|familiar|experienced)\b"
        r"|which (\w+ )?(skills|technologies|tools|(programming )?languages|frameworks) .*\byou"
        r"|^skills?\b|^(technologies|programming languages|(fach|it |edv )?kenntnisse|fahigkeiten)"
        r"|^competences"
        r"|^(habilidades|conocimientos)",
        unless=r"why|describe|level|rate|years",
    ),
    Rule(
        "has_skill",
        "derived",
        r"^do you have (any |prior |practical |professional |hands on |some |working ){0,2}"
        r"(experience|knowledge) (with|in|of|using) (?!.*\b(or|and)\b)\w+( \w+)?$",
    ),
    Rule("grade", "exact", r"grade point|\bgpa\b"),
    Rule(
        "graduation",
        "exact",
        r"graduation|completion date|^(year|date) graduated$",
        unless=r"expect",
    ),
    Rule(
        "position",
        "derived",
        r"position (applied|applying)|(level|seniority) you (are|re) applying for"
        r"|(job|role|position) you are applying|^applying for"
        r"|^subject$",
    ),
)
