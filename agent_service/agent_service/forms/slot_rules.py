"""The rules that tell what a question asks for: data only, first match wins.

Patterns are matched against folded text (``words.fold``: lower case, no accents, no
punctuation), so one pattern serves "Prénom" and "prenom".
"""

from __future__ import annotations

from agent_service.forms.rule import Rule

#: Only the person may fill these, whatever is known.
PERSON_ONLY = (
    r"social security|\bssn\b|national (id|insurance)|passport n|tax id|\bpassword|passwort"
    r"|mot de passe|^(login|user ?name)$|(create|choose) .*(user ?name|login)"
    r"|date of birth|birth ?da(y|te)"
    r"|geburtsdatum|date de naissance|fecha de nacimiento|unterschrift|vorstrafe|contrasena"
    r"|sozialversicherung|securite sociale|seguridad social|\bdni\b|\bnie\b|ausweisnummer"
    r"|casier judiciaire|antecedentes penales|marital|familienstand|estado civil|kontonummer"
    r"|current (salary|compensation|ctc|pay)|aktuelles gehalt|salaire actuel|salario actual"
    r"|what is your age|your age\b|^age\b(?! group)|how old|felony|convict|criminal"
    r"|misdemeanou?r|background check"
    r"|\biban\b|bank account|credit (card|check)|drug test|health condition|\bsignature\b"
    r"|verification code|security code|one time code|link to your (resume|cv)"
)
#: The same words about somebody else, or about a thing.
OTHER_PERSON = (
    r"\brefer(ee|ence|ral|rer|red)s?\b|emergency|next of kin|supervisor"
    r"|manager s? ?(name|e ?mail|phone)"
    r"|recruiter|\bparent|spouse|colleague|friend|company (website|url|address|phone|e ?mail)"
    r"|employer s? (website|address|phone|e ?mail)|project (start|end)|extension\b"
    r"|notfall|referenz(person|geber)?\b|urgence|emergencia|referencias?\b|vorgesetzte"
)
#: Left alone unless an earlier answer makes it apply; optional by nature.
CONDITIONAL = (
    r"^(if|si|wenn|falls|pokud)\b|please specify|^(other|autre|andere|sonstige)\b|^specify\b"
    r"|middle (name|initial)|deuxieme prenom|\bsuffix\b"
    r"|^(title|salutation|anrede|prefix|titel|civilite|tratamiento)$"
    r"|maiden name|geburtsname|nom de naissance"
    r"|adjustments?\b|accommodations?\b|address (line )?2|apartment|\bapt\b|coupon|promo"
    r"|have a preferred name|autofill|auto fill|import (your )?(resume|cv)"
)

#: Why this employer, this job.
MOTIVATION = (
    r"why .*(want|like|interest|appl(y|ied)|join|choose|attract|excite|work (at|for|with|here))"
    r"|what (interests|attracts|excites|draws|motivates) you|(reason|motivation) for applying"
    r"|interest(s|ed)? you (about|in|to)|^why (us|this (role|job|position|company|team))\b"
    r"|^(your )?motivation$|warum (wir|mochte|willst|bewirbst|bewerben|interessier)"
    r"|was (reizt|interessiert|motiviert)|pourquoi .*(postule|rejoindre|travailler|interess|nous)"
    r"|qu est ce qui vous (attire|motive|interesse)"
    r"|por que .*(quiere|trabajar|interesa|postula|unirte)"
)
#: A legal question about where the person is now, not about the job's country.
WHERE_THEY_LIVE = (
    r"current location|where you (currently )?(live|reside)|country of residence|current country"
)

FILES = (
    Rule("other_file", "leave_blank", r"autofill|auto fill|import|photo|transcript|portfolio"),
    Rule(
        "cover_letter",
        "document",
        r"cover(ing)? ?letter|letter of motivation|motivation(al)? letter|lettre de motivation"
        r"|anschreiben|motivationsschreiben|motivacni dopis|carta de presentacion|motivatiebrief",
    ),
    Rule(
        "resume",
        "document",
        r"\bresume|\bcv\b|curriculum|lebenslauf|zivotopis|curriculo|hoja de vida|levensloop",
    ),
)

TICKS = (
    Rule(
        "consent_marketing",
        "never_guessed",
        r"newsletter|marketing|future (job|opportunit|role|opening|position)"
        r"|talent (pool|communit)"
        r"|vivier|databaze|other (job|role|opening|position)|job alert|\bsms\b"
        r"|text message|whatsapp"
        r"|talentpool|kunftige|zukunftige|similar (job|role|position|opportunit)\w*|future vacanc"
        r"|futures? (offres?|opportunites?|postes?)|autres (postes|offres)|recevoir des offres"
        r"|futuras|recibir (ofertas|informacion)|bolsa de (empleo|trabajo)|on file for"
        r"|promotional|keep (me|you) (informed|posted)|bewerberpool|contact me about",
    ),
    Rule(
        "consent_privacy",
        "never_guessed",
        r"privacy|gdpr|data (protection|processing|retention)|(process|stor|collect|use|keep)\w* "
        r"(of )?(my|your|the) (personal )?(data|information)|personal (data|information)"
        r"|confidentialite|osobnich udaju|datenschutz|datos personales|donnees"
        r"|verarbeitung meiner|privacidad|proteccion de datos|meine daten",
    ),
    Rule(
        "consent_truth",
        "never_guessed",
        r"certify|true and (complete|correct|accurate)|complete and true|accurate and|attest"
        r"|is accurate|information .*(true|correct)|richtigkeit|wahrheitsgemass"
        r"|(informations?|renseignements) .*(exact|veridique)|veraz|veridic",
    ),
    Rule(
        "consent_terms",
        "never_guessed",
        r"terms|conditions|i (have read|agree|accept|consent|acknowledge)|einverstanden|souhlas",
    ),
    Rule("works_here_now", "derived", r"current(ly)? (work|employ)|present position"),
)

QUESTIONS = (
    Rule(
        "work_unsponsored",
        "never_guessed",
        r"work.* without .*(sponsor|visa)|without .*(sponsor\w*|visa).* work"
        r"|(\bno|not (need|require)) (visa )?sponsor\w* .*work",
    ),
    Rule(
        "sponsorship",
        "never_guessed",
        r"sponsor|(require|need).*\bvisa|visa .*(require|need)|patrocinio|besoin d un visa"
        r"|benotig\w* .*visum|necesit\w* .*vis(a|ado)|visum .*(benotig|erforder)",
        unless=r"(which|what) (type of )?visa",
    ),
    Rule(
        "work_authorization",
        "never_guessed",
        r"(authori[sz]\w*|eligib\w*|permi(ssion|tted)|entitled|right|legal(ly)?|allowed).*\bwork"
        r"|work (authori[sz]ation|permit|eligibility)|autorisation de travail"
        r"|autorise\w* a travailler"
        r"|arbeitserlaubnis|pracovni povoleni|permiso de trabajo|autorizad\w* .*trabajar"
        r"|droit de travailler|permis de travail|durfen .*arbeiten",
    ),
    Rule(
        "restrictive_agreements",
        "never_guessed",
        r"non ?compete|restrictive|employment (agreement|restriction)",
    ),
    Rule(
        "previously_employed",
        "never_guessed",
        r"(previous|ever|before|past|formerly).*(work|employ)|(work|employ)\w* (here|for"
        r"|at|with|by) .*before|(schon|bereits|fruher) .*(bei uns|beschaftigt|gearbeitet)"
        r"|deja (travaille|ete employe)|trabajado (antes|anteriormente|previamente)",
        unless=r"experience|employer$|salary",
    ),
    Rule(
        "knows_employee",
        "never_guessed",
        r"relative|(know|related to).*(employee|anyone|someone|work)",
    ),
    Rule(
        "over_18",
        "never_guessed",
        r"(at least|over|older than) (18|eighteen)|18 (years|jahre|ans|anos)|volljahrig"
        r"|majeure?\b|mayor de edad",
    ),
    Rule(
        "drivers_license",
        "never_guessed",
        r"driv(er|ing) s? ?licen[cs]e|fuhrerschein|permis de conduire|carn\w+ de conducir",
    ),
    Rule("clearance", "never_guessed", r"security clearance"),
    Rule("pronouns", "never_guessed", r"pronoun"),
    Rule("orientation", "never_guessed", r"sexual orientation|lgbt"),
    Rule("religion", "never_guessed", r"religio"),
    Rule("nationality", "never_guessed", r"na[ct]ional(ity|ite|idad)|citizenship|staatsangehor"),
    Rule(
        "gender",
        "never_guessed",
        r"\bgender|\bsexe?\b|geschlecht|transgender|^genre$|\bsexo\b|^genero$",
    ),
    Rule("hispanic", "never_guessed", r"hispanic|latin[oax]"),
    Rule("race", "never_guessed", r"\brace\b|ethnic"),
    Rule("veteran", "never_guessed", r"veteran|military status"),
    Rule("disability", "never_guessed", r"disab|handicap|behinder|discapacidad"),
    Rule(
        "salary",
        "never_guessed",
        r"salar|compensation|(desired|expected) (pay|wage|rate)|pay expect|remuneration"
        r"|gehalt|mzd|salari(o|al)|salaire",
        unless=r"current|previous|last",
    ),
    Rule(
        "notice_period",
        "bank",
        r"notice period|period of notice|^notice$|kundigungsfrist|preavis|vypovedni",
    ),
    Rule(
        "available_from",
        "bank",
        r"(start|joining|begin) date|(when|soon|earliest).*(start|begin|join|available)"
        r"|available (from|to start)"
        r"|date available|availability|nastoupit|verfugbar|disponib|eintritts"
        r"|wann konn\w+ sie .*(anfangen|beginnen|starten)|quand pou\w+ vous .*commencer"
        r"|incorpora(cion|rte|rse)|date d entree",
        unless=r"project|interview",
    ),
    Rule(
        "relocate",
        "bank",
        r"relocat|(consider|willing).*mov(e|ing)|umzug|umzuziehen|demenag|mudar(te|se|me)\b"
        r"|mobilite geographique|traslad",
    ),
    Rule("hybrid", "bank", r"hybrid|on ?site|in (the )?office|days (a|per) week|commut"),
    Rule("remote", "bank", r"remote|work from home|home ?office|teletravail"),
    Rule("travel", "bank", r"\btravel|reisebereit|deplacements|\bviajar"),
    Rule(
        "source",
        "bank",
        r"how did you (hear|find|learn|come)|where did you (hear|find|see)"
        r"|heard about (us|this)|^source$|wie .*(aufmerksam|erfahren|gefunden)"
        r"|comment avez vous (connu|entendu|decouvert|trouve)|como .*(conoci|enterast|encontr)",
    ),
    Rule(
        "skill_years",
        "bank",
        r"years .*experience.* (in|with|of|using) \w"
        r"|years (of )?(?!experience|professional|work|relevant|total|full|of)\w+ experience",
    ),
    Rule(
        "years_experience",
        "bank",
        r"years (of )?(\w+ )?(work )?experience|experience (in )?years|berufserfahrung"
        r"|annees d experience|anos de experiencia",
    ),
    Rule("located_in", "derived", r"(located|based|living|resid\w+|live) in\b"),
    Rule(
        "residence_country", "derived", r"country .*(resid|live|located)|(resid\w+|live).* country"
    ),
)

PROSE = (
    Rule(
        "letter_text",
        "written",
        r"cover(ing)? ?letter|motivation|anschreiben|motivacni|message to|lettre",
    ),
    Rule("summary", "exact", r"^(professional |profile )?summary$|^profile$|about (you|yourself)"),
    Rule("written", "written", r"."),
)

#: ``autocomplete`` tokens: never wrong where they are given, seldom given.
AUTOCOMPLETE = {
    "name": ("full_name", "exact"),
    "given-name": ("given_name", "derived"),
    "family-name": ("family_name", "derived"),
    "email": ("email", "exact"),
    "tel": ("phone", "exact"),
    "address-line1": ("street", "exact"),
    "street-address": ("street", "exact"),
    "address-level2": ("city", "exact"),
    "address-level1": ("region", "exact"),
    "postal-code": ("postal_code", "exact"),
    "country": ("country", "derived"),
    "country-name": ("country", "derived"),
    "organization": ("current_employer", "exact"),
    "organization-title": ("current_title", "exact"),
}
