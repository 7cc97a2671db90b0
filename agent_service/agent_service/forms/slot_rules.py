"""The rules that tell what a question asks for: data only, first match wins.

Patterns are matched against folded text (``words.fold``: lower case, no accents, no
punctuation), so one pattern serves "Prénom" and "prenom".
"""

from __future__ import annotations

from agent_service.forms.identity_rules import ADDRESS_WORDS
from agent_service.forms.rule import Rule
from agent_service.forms.wordbook import said

_NOW = (
    r"current|present|last|previous|actuel(le)?|actual|aktuelle[nrs]?|derzeitige[nrs]?"
    r"|bisherige[nrs]?|letzte[nrs]?|dernier|derniere|ultimo|huidige?"
)
_PAID = (
    r"(salar\w+|compensation|remunera\w+|ctc|pay|wages?|package|\w*gehalt|\w*entgelt|verdienst"
    r"|vergutung|einkommen|salaire|sueldo|retribucion)\b(?! (expect|requ)\w+)"
)
#: Only the person may fill these, whatever is known.
PERSON_ONLY = (
    rf"^(?=.*\b({_NOW})\b)(?=.*\b({_PAID}))|"
    r"social security|\bssn\b|national (id|insurance)|passport n|tax id|\bpassword|passwort"
    r"|mot de passe|^(login|user ?name)$|(create|choose) .*(user ?name|login)"
    r"|date of birth|birth ?da(y|te)"
    r"|geburts(datum|ort)|(date|lieu) de naissance|geboorte(datum|plaats)|place of birth"
    r"|lugar de nacimiento|burgerservicenummer|\bbsn\b|wachtwoord|handtekening|burgerlijke staat"
    r"|fecha de nacimiento|unterschrift|vorstrafe|contrasena"
    r"|sozialversicherung|securite sociale|seguridad social|\bdni\b|^((numero|n o?) (de )?)?nie$"
    r"|ausweisnummer"
    r"|\bpps( number| no)?$|aadha+r|^pan( card)?( number| no)?$|steuer ?(id|nummer)|\bnif\b"
    r"|casier judiciaire|antecedentes penales|marital|familienstand|estado civil|kontonummer"
    r"|what is your age|your age\b|^age\b(?! (group|range|band|bracket))"
    r"|how old|felony|convict|criminal"
    r"|misdemeanou?r|background check"
    r"|\biban\b|bank account|credit (card|check)|drug test|health condition|\bsignature\b"
    r"|contact (your|this|the) (\w+ ){0,2}(employer|supervisor|manager)|verification code"
    r"|security code|one time code|link to your (resume|cv)"
)
#: What stands over or beside a name that is typed as a signature.
SIGNED = (
    r"\bsignature|penalt(y|ies) of (law|perjury)|(type|typing|enter|entering) (in )?(your|my)"
    r" (full |legal |own )*name\b.*(sign|certif|agree|acknowledg|attest|declar)"
    r"|(sign|certif|agree|acknowledg|attest|declar)\w* .*by (typing|entering) (your|my)"
    r"|unterschrift|assinatura|\bfirma (electronica|digital)"
)
#: The same words about somebody else, or about a thing.
OTHER_PERSON = (
    r"\brefer(ee|ence|ral|rer|red)s?\b|emergency|next of kin|supervisor"
    r"|manager s? ?(name|e ?mail|phone)"
    r"|recruiter|\bparent|spouse|\b(mother|father|husband|wife|guardian)\b|colleague|friend"
    r"|company( s)? (website|url|address|phone|e ?mail)"
    r"|employer s? (website|address|phone|e ?mail)"
    r"|(website|url|address|phone( number)?|e ?mail|size|industry) of (your |the )?"
    r"(\w+ )?(company|employer)"
    r"|project (start|end)|extension\b"
    r"|ansprechpartner|notfall|referenz(person|geber)?\b|urgence|emergencia|referencias?\b"
    r"|vorgesetzte"
)
#: How to address somebody: left alone, unless it offers to say nothing.
SALUTATION = r"title|salutation|anrede|prefix|titel|civilite|tratamiento|aanhef"
#: How well a language is spoken.
LANGUAGE_LEVEL = (
    r"native|mother tongue|mutterspr|maternelle|nativ[oa]|materna|moedertaal|fluent|fliessend"
    r"|courant|fluid|vloeiend|^[abc][12]\b|basic|grundkenntnis|notions|basico|basis|beginner"
    rf"|intermedia|advanced|fortgeschritten|avance\b|{said('stem')}"
)
#: What stands over rows or ticks that are each called by one skill.
EXPERIENCED = (
    r"experience (with|in) (each|the following|these)|ervaring (mee|met)\b|erfahrung (mit|in)\b"
    r"|experience (avec|en)\b|experiencia (con|en)\b|maitris\w+|beherrsch\w+"
)
#: Left alone unless an earlier answer makes it apply; optional by nature.
CONDITIONAL = (
    r"^(if|si|wenn|falls|pokud|en caso (de|afirmativo))\b"
    r"(?! ((you (are|were) |we (were to )?)?(offer|hire|select|employ)\w*|(you (are"
    r"|were) )?successful|we made))"
    r"|please specify|^(other|autre|andere|sonstige)\b|^specify\b"
    r"|middle (name|initial)|deuxieme prenom|\bsuffix\b|tussenvoegsel"
    rf"|^({SALUTATION})$"
    r"|zweiter vorname|second prenom|segundo nombre"
    r"|maiden name|geburtsname|nom de naissance(?! ou)"
    r"|adjustments?\b|accommodations?\b|coupon|promo"
    r"|have a preferred name|autofill|auto fill|import (your )?(resume|cv)"
)

#: Why this employer, this job.
MOTIVATION = (
    r"what (makes|made) you want to (join|work|apply)"
    r"|why .*(want|like|interest|appl(y|ied)|join|choose|attract|excite|appeal|work (at|for"
    r"|with|here))"
    r"|what makes (this|the|our|us) .*(attract|appeal|interest|excit)\w*"
    r"|what (interests|attracts|excites|draws|motivates|appeals to) you|(reason"
    r"|motivation) for applying"
    r"|interest(s|ed)? you (about|in|to)|^why (us|this (role|job|position|company|team))\b"
    r"|^(your )?motivation$|how come .*interest|what made you (\w+ ){0,2}apply|warum (wir"
    r"|mochte|willst|bewirbst|bewerben|interessier)"
    r"|waarom .*(werken|sollicit|bij ons|deze (functie|baan|rol))"
    r"|was (reizt|interessiert|motiviert)"
    r"|pourquoi .*(postule|rejoindre|travailler|interess|nous)"
    r"|qu est ce qui vous (attire|motive|interesse|donne envie)"
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
        r"\bresume|\bcv\b|curriculum|lebenslauf|zivotopis|curriculo|hoja de vida|levensloop"
        r"|^(deine |ihre )?bewerbung(s(unterlagen|mappe))?( (hochladen|anhangen))?$",
    ),
)

#: Being written to about more than this application, in what a tick says.
_RECEIVES = (
    r"\b((e ?mail|send|tell|notify) me|receiv\w*|subscri\w*|sign me up|keep in touch)\b"
    r".*\b(news|offers?|updates?|alerts?|communications?|messages|events|insights|tips|jobs)\b"
    r"|recevoir .*\b(offres?|alertes?|actualites?|nouvelles|informations?)\b"
    r"|(erhalt|bekomm|zusend|schick|informier)\w* .*\b(angebote|stellen\w*|jobs|neuigkeiten|news)"
    r"|\b(angebote|stellen\w*|jobs|neuigkeiten|news) .*(erhalt|bekomm|zusend|schick|informier)"
    r"|(recibir|enviadme|enviame|avisadme|avisame) .*\b(ofertas?|alertas?|novedades|noticias)\b"
    r"|(ontvang|stuur|mail)\w* .*\b(vacatures?|aanbiedingen|nieuws|nieuwsbrief)\b"
)
#: Being kept for later, where that is all that a tick says.
_KEEPS = (
    r"^((ja|yes|oui|si|please|bitte) )*"
    r"((keep|store|retain|save) my (data|details|cv|resume|profile)"
    r"|(conserv|gard)\w+ (mon|mes) (cv|profil|candidature|donnees)"
    r"|bewaar mijn (gegevens|cv|profiel)"
    r"|(conserv|guard)\w+ mi (cv|curriculum|perfil)|(speicher|bewahr)\w+ (sie )?mein)"
)
#: Handing what was said on to others; a notice that speaks of that too is something else.
_ON = (
    r"(shar\w+|shared|pass(ed)?|disclos\w+|transfer\w*|forward\w*|available|ced(an|er|idos|e)"
    r"|cesion"
    r"|comuni(car|quen)|weiter\w+|ubermitt\w+|vorgelegt|partag\w+|transmet\w+|transmis\w*"
    r"|communiqu\w+|delen|gedeeld|doorge\w+)"
)
_TO_OTHERS = (
    r"(third part(y|ies)|partner\w*|affiliate\w*"
    r"|(other|sister|group) (\w+ )?(compan|employer|entit)\w*"
    r"|terceros|empresas? (colaborador\w*|del grupo)|otras empresas|dritte\w*|konzern\w*"
    r"|andere\w* (unternehmen|gesellschaften|firmen)|tiers|partenaires?|filiales?"
    r"|autres (societes|entites|entreprises)|derden|andere (bedrijven|werkgevers))"
)
_SHARES = rf"\b{_ON} .*\b{_TO_OTHERS}\b|\b{_TO_OTHERS} .*\b{_ON}\b"
_NOTICE = (
    r"(privacy|data protection) (policy|notice|statement)|datenschutz"
    r"|(politique|charte|declaration) de (confidentialite|protection)|politica de (privacidad"
    r"|proteccion)|privacy(verklaring|beleid)"
)
#: How a choice starts that is a consent, not a question: one like a tick.
CONSENT_CHOICE = (
    r"(i (have read|agree|accept|consent|certify|acknowledge)|do you (agree|accept|consent)\b"
    r"|((would|do|may|can|shall|should) (you|we|i)\b|(wollen|mochte\w*|durfen|darf) (sie|du|wir)\b"
    r"|(souhaitez|voulez|acceptez|autorisez|pouvons) (vous|nous)\b|(deseas?|quieres?|podemos)\b"
    r"|(wil|mogen) (je|u|we)\b|(yes|ja|oui|si) |receive |send me |keep me |recevoir |recibir )"
    r".*(newsletter|job ?alert|talent ?(pool|communit)|about future|for future|other (jobs|roles)"
    r"|similar (jobs|roles)|bewerberpool|infolettre|vivier|offres (similaires|d emploi)"
    r"|bolsa de (empleo|trabajo)|ofertas (similares|de empleo)|nieuwsbrief|andere vacatures"
    r"|(kunftige|weitere|andere) (stellen|jobs)))"
)
#: Options of which one accepts what was said and the others do not.
ACCEPTS = (
    r"(yes |no )?i (do not |don t )?(accept|agree|consent)( to this)?|(accept|agree|decline)"
    r"|(j accepte|je n accepte pas|je refuse)|(no )?(acepto|estoy de acuerdo)"
    r"|(ich )?(stimme (nicht )?zu|akzeptiere( nicht)?)|(nicht )?einverstanden"
)
_THIS_APPLICATION = (
    r"\b(my|this|your|the) application\b|\b(meine|diese|ihre|die)r? bewerbung\b"
    r"|\b(ma|cette|votre) candidature\b|\b(mi|esta) (solicitud|candidatura)\b"
    r"|\b(mijn|deze) sollicitatie\b"
)

TICKS = (
    Rule(
        "consent_marketing",
        "never_guessed",
        r"newsletter|nieuwsbrief|infolettre|marketing"
        r"|future (job|opportunit|role|opening|position)"
        r"|talent (pool|communit)"
        r"|vivier|databaze|other (job|role|opening|position|vacanc)|job alert|\bsms\b"
        r"|text message|whatsapp"
        r"|talentpool|kunftige|zukunftige|future vacanc|andere vacatures"
        r"|\b(spatere|weitere|andere)\w* (stellen|positionen|vakanzen|ausschreibungen|jobs)"
        r"|(further|additional) (job|role|opening|position|vacanc|opportunit)"
        r"|otr[ao]s (ofertas|vacantes|puestos|oportunidades|procesos)"
        r"|similar (job|role|position|opportunit)\w*"
        r"|futures? (offres?|opportunites?|postes?)|autres (postes|offres)|recevoir des offres"
        r"|futuras|futuros procesos|recibir (ofertas|informacion)|bolsa de (empleo|trabajo)"
        r"|on file for"
        r"|promotional|keep (me|you) (informed|posted)|bewerberpool|contact me about"
        r"|op de hoogte|comunicaciones comerciales",
    ),
    Rule("consent_sharing", "never_guessed", _SHARES, unless=_NOTICE),
    Rule("consent_marketing", "never_guessed", _RECEIVES, unless=_THIS_APPLICATION),
    Rule("consent_marketing", "never_guessed", _KEEPS, unless=_THIS_APPLICATION),
    Rule(
        "consent_privacy",
        "never_guessed",
        r"privacy|gdpr|data (protection|processing|retention)"
        r"|(process|stor|collect|use|keep|handl|treat)\w* (of )?(my|your|the) (personal )?"
        r"(data|information)|personal (data|information)"
        r"|confidentialite|osobnich udaju|datenschutz|datos personales|donnees"
        r"|verarbeitung meiner|verwerking (van )?(mijn|je|de) |persoonsgegevens|privacidad"
        r"|proteccion de datos|meine daten",
    ),
    Rule(
        "consent_truth",
        "never_guessed",
        r"certify|(confirm|declare) .*\b(true|correct|accurate)\b"
        r"|true and (complete|correct|accurate)|complete and true|accurate and|attest"
        r"|is accurate|information .*(true|correct)|richtigkeit|wahrheitsgemass"
        r"|(informations?|renseignements) .*(exact|veridique)|veraz|veridic|exactitude",
    ),
    Rule(
        "consent_terms",
        "never_guessed",
        r"terms|conditions|i (have read|agree|accept|consent|acknowledge)|einverstanden|souhlas"
        r"|condiciones|voorwaarden|akkoord (met|gaan)|j accepte l(a|es?)\b"
        r"|\bacepto (el|l[ao]s?)\b",
    ),
    Rule(
        "works_here_now",
        "derived",
        r"current(ly)? (work|employ)|(is|in) my (current|present) (job|position|role)$"
        r"|^current (job|position|employer|role)$|present position"
        r"|still (work|employ)|poste actuel$|(mi|es) .*(empleo|trabajo|puesto) actual$"
        r"|arbeite (noch|derzeit)|trabajo aqui|travaille (encore|actuellement)",
    ),
)

PROSE = (
    Rule(
        "letter_text",
        "written",
        r"(cover(ing)?|personal) ?letter|motivati(on|e)\b|anschreiben|motivacni|message to|lettre"
        r"|motivationsschreiben|carta de (presentacion|motivacion)|^presentacion$"
        r"|^(your |ihre |deine |votre |tu |su |additional )?(message|nachricht|mensaje)"
        r"( an uns)?$",
    ),
    Rule(
        "summary",
        "exact",
        r"^(professional |profile )?summary$|^profile$|about (you|yourself)|^uber (dich|sie)$"
        r"|hablanos (de|sobre) (ti|usted)|^presentate|presentez vous|parlez nous de vous"
        r"|erzahl\w* .*(uber|von) (dich|dir|sich)$|^sobre ti$|^a propos de vous$",
    ),
    Rule(
        "skills",
        "derived",
        r"^(your |key |main |core |relevant |technical )*skills( set)?$|^(fach)?kenntnisse$"
        r"|^(vos |your )?competen(ces|cies)$|^(tus )?(habilidades|competencias)$",
    ),
    Rule("written", "written", r"."),
)

#: A box of several lines for where the person lives.
ADDRESS = (
    Rule(
        "full_address",
        "exact",
        rf"^(your |full ){{0,2}}({ADDRESS_WORDS})$",
    ),
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
