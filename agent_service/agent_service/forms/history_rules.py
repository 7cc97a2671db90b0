"""The rules for what a person did and learnt; data only, first match wins."""

from __future__ import annotations

from agent_service.forms.rule import Rule
from agent_service.forms.tongues import ANY_LANGUAGE

#: At present; or the last, which a form asks for where nothing is present.
_NOW = (
    r"((current|present|most recent|last|latest)( or (current|present|most recent|last|latest))?)"
)
_JETZT = r"(aktuell|derzeitig|jetzig|gegenwartig|letzt)\w*"
_NOT_THE_JOB = (
    r"^(when|how|why|since)\b|what (year|date|month)|\b(reasons?|leaving|left|duration|years"
    r"|months)\b"
    r"|\b(grund|warum|wechsel|seit|motif|depuis|motivo|salida|desde)"
)

#: Sections, or the words of a name, that list a person's jobs and their studies.
JOBS = (
    r"work experience|(recent|previous|last) (employment|employer|job|position)"
    r"|(aktuell|derzeitig|letzt|vorherig|fruher)\w* (stelle|position|tatigkeit|beschaftigung)"
    r"|(poste|emploi) (actuel|precedent)|dernier (poste|emploi)"
    r"|(empleo|puesto|trabajo) (actual|anterior)|ultimo (empleo|puesto|trabajo)"
    r"|(^|my |professional )experience( \d+)?$|^(experience|employment)\b"
    r"|^(position|job|employer|role|experiencia|berufserfahrung|station|emploi|empleo|puesto"
    r"|werkervaring)( \d+)?$|previous employment"
    r"|employment (history|record)|^((work|employment) )?(experience|employment) details$"
    r"|work history|berufserfahrung|experience professionnelle|experiencia (laboral|profesional)"
)
_STUDIES = r"education|school|universit|ausbildung|studium|formation|formacion|estudios"

_BEGIN = (
    r"^(work |employment |job )?(duration|period) from$|"
    r"^(from( date)?|start( date)?|date from|von|beginn|debut|du|desde|inicio)( month| year)?$"
    r"|^(fecha (de )?inicio|date de debut|startdatum|beginndatum)$"
    r"|^(mes|ano|mois|annee) (de|du) (inicio|debut)$|^(start|beginn)(monat|jahr|maand)?$"
    r"|^date (appointed|of appointment|started|joined)$"
)
_END = r"^(to( date)?|until|end( date)?|date to|bis|ende|fin|au|hasta)( month| year)?$"
_END += r"|^(work |employment |job )?(duration|period) to$"
_END += r"|^to actual or expected$|^(fecha (de )?fin(alizacion)?|date de fin|enddatum)$"
_END += r"|^(mes|ano|mois|annee) (de )?fin$|^(ende?|eind)(monat|jahr|maand)$"

HISTORY = (
    Rule(
        "work_title",
        "exact",
        r"^(job )?((title|position|role|function) ?){1,2}$|^occupation title$"
        r"|^(post|position|job|role) held$"
        r"|^(berufsbezeichnung|intitule du poste|puesto|poste|cargo|funktion|fonction|stelle)"
        r"( occupee?| desempenado)?$",
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
        rf"{_NOW} (company|employer|organi[sz]ation)|^(company|employer|organi[sz]ation) {_NOW}"
        r"|^(company|employer) (that )?you (currently )?work"
        rf"|{_JETZT} (arbeitgeber|unternehmen|firma)|(employeur|entreprise|societe) actuel"
        r"|dernier\w* (employeur|entreprise)|empresa actual|ultim[ao] empresa|huidige werkgever"
        r"|(where|who) do you (currently )?work( for)?( now| currently| at present| today)?$"
        r"|en que empresa trabaj\w+|(what|which) company do you (currently )?work",
        unless=_NOT_THE_JOB,
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
        rf"{_NOW} (job )?(title|position|role|job|occupation|designation|profession)\b"
        r"|(job )?title (held )?(today|now|at present|there)$"
        r"|(fonction|emploi) (actuel|occupe|exerce)\w*"
        r"|poste (actuel|occupe)|dernier (poste|emploi)|derniere fonction|profession actuelle"
        r"|(puesto|cargo|empleo|ocupacion) actual|ultimo (puesto|cargo|empleo)|huidige functie"
        rf"|{_JETZT} (position|stelle|tatigkeit|beruf|funktion)|ausgeubter beruf"
        r"|^(occupation|profession|beruf|berufsbezeichnung)$",
        unless=_NOT_THE_JOB,
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
        "graduation",
        "exact",
        r"abschlussjahr|jahr des abschlusses|annee d obtention|ano de (finalizacion|graduacion)",
    ),
    Rule(
        "graduation", "exact", r"^(date|year) (of completion|completed|awarded)$", section=_STUDIES
    ),
    Rule("grade", "exact", r"^(final|overall) grade$|abschlussnote"),
    Rule(
        "degree",
        "exact",
        r"\bdegree|qualification (obtained|level)|highest (\w+ )?qualification"
        r"|education (level|obtained)|(highest|level of).*education|diplome|abschluss"
        r"|niveau (d etudes|de formation)|nivel (\w+ )?de (estudios|formacion)|titulacion"
        r"|^(formation|estudios|ausbildung|formacion( academica)?|education)$"
        r"|opleidingsniveau|genoten opleiding",
    ),
    Rule(
        "study_field",
        "exact",
        r"field of study|course of study|subject (studied|of study)|fachrichtung|\bmajor\b"
        r"|discipline|area of study|studienfach|domaine d etude"
        r"|studiengang|studienrichtung|^(specialite|especialidad|studierichting)$",
    ),
    Rule("study_field", "exact", r"^(subject|course|fach|matiere|materia)$", section=_STUDIES),
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
        r"|^competences|(part of|in) your (skill ?set|tool ?(box|kit)|stack)"
        r"|(which|what) of (these|the following) .*(skill|technolog|\btools?\b)"
        r"|(welche|quelles?|cuales|que) .*\b(beherrsch|maitris|domin)\w+"
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
        "languages",
        "derived",
        r"(which|what) languages? (do|can|are) you|languages? (you )?(spoken|speak|known)"
        r"|^languages$"
        r"|welche sprachen|^sprach(en|kenntnisse)$|quelles langues|langues (parlees|maitrisees)"
        r"|^langues$|(que|cuales) idiomas|^idiomas( que habla\w*)?$",
        unless=r"program|coding|script|level|niveau|nivel|prefer",
    ),
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
        r"|(job|role|position|vacancy) you are applying|^applying for"
        r"|(job|post|position|role|vacancy) (applied for|sought)$|^vacancy$"
        r"|(welche|gewunschte|angestrebte) (stelle|position)\b|^stelle$|bewerb\w+ (als|fur)\b"
        r"|(poste|emploi) (souhaite|vise|recherche)|puesto (al que|solicitado|deseado)"
        r"|^(subject|betreff|objet|asunto)$",
    ),
)
