"""The rules for what an employer asks: the law, money, time, the person's wishes; data only.

Patterns are matched against folded text (``words.fold``), the first match wins.
"""

from __future__ import annotations

from agent_service.forms.equality_rules import EQUALITY
from agent_service.forms.rule import Rule

#: Questions that ask for the opposite of a standing answer, and the kind of that answer.
DENIED = {
    "under_18": "over_18",
    "unauthorized": "work_authorization",
    "unrestricted": "restrictive_agreements",
    "bound_to_place": "relocate",
}
DENIALS = (
    Rule(
        "under_18",
        "never_guessed",
        r"\b(under|below|younger than) (the age of )?(18|eighteen)|\ba minor\b|minderjahrig"
        r"|menor de edad|\bmineure?\b",
    ),
    Rule(
        "unauthorized",
        "never_guessed",
        r"\b(unable|not (able|allowed|authori[sz]ed|eligible|permitted|entitled)|ineligible"
        r"|unauthori[sz]ed|prohibited|barred) .*\bwork\b",
        unless=r"without|sponsor|visa",
    ),
    Rule(
        "unrestricted",
        "never_guessed",
        r"\bfree (of|from) .*(agreement|compet|restrict|obligation)"
        r"|\bnot (bound|subject|party) .*(compet|agreement|restrict)",
    ),
    Rule(
        "bound_to_place",
        "never_guessed",
        r"(prevent|keep|stop|hinder)\w* you from (relocat|moving)|(unwilling|not willing|unable)"
        r" to (relocat|move)",
    ),
)

#: Parts of the answer about the salary that some forms ask for by themselves.
MONEY = (
    Rule(
        "salary_currency",
        "never_guessed",
        r"currency|wahrung|devise\b|moneda|divisa",
        unless=r"(indic|includ|specif|stat|mention|with|pleas)\w* .*(currency|moneda|devise)",
    ),
    Rule(
        "salary_period",
        "never_guessed",
        r"^(per|period|frequency|zeitraum|periode|periodo)$|(pay|salary|wage|rate) (period|basis"
        r"|frequency|interval)",
    ),
)

#: With the employer that asks, not with any other or at some time of the day.
_HERE = (
    r"((for|at|by|here)\b(?! (an?|another|other|any other|(a |any )?competitors?|the government"
    r"|nights?|heights?|weekends?|more|less|least|home)\b)"
    r"|(with|in|within) (us|our|this|any of|the (company|group|firm|university|organi[sz]ation)))"
)

#: Facts that people ask in a text area too.
SHORT = frozenset(
    {"salary", "notice_period", "available_from", "sponsorship", "work_authorization"}
)

QUESTIONS = (
    Rule(
        "work_unsponsored",
        "never_guessed",
        r"work.* without .*(sponsor|visa)|without .*(sponsor\w*|visa).* work"
        r"|(\bno|not (need|require)) (visa )?sponsor\w* .*work"
        r"|(ohne|sans|sin|zonder) (\w+ ){0,3}(sponsor|visum|visa\b|visado|parrainage|patrocinio)"
        r".* (arbeit|travail|trabaj|werk)"
        r"|(arbeit|travail|trabaj|werk)\w* (\w+ ){0,6}(ohne|sans|sin|zonder) (\w+ ){0,3}"
        r"(sponsor|visum|visa\b|visado|parrainage|patrocinio)",
    ),
    Rule(
        "sponsorship",
        "never_guessed",
        r"sponsor|(require|need).*\bvisa|visa .*(require|need)|patrocinio|besoin d un visa"
        r"|parrainage|benotig\w* .*visum|necesit\w* .*vis(a|ado)|visum .*(benotig|erforder)",
        unless=r"(which|what) (type of )?visa",
    ),
    Rule(
        "work_authorization",
        "never_guessed",
        r"(authori[sz]\w*|eligib\w*|permi(t|ssion|tted)|entitled|right|(lega|lawfu)l(ly)?"
        r"|allowed).*\b(work|be employed|take up (employment|a job))"
        r"|eligib\w* for employment|employment (eligibility|authori[sz]ation)"
        r"|work (authori[sz]ation|permit|eligibility)|work(ing)? rights|autorisation de travail"
        r"|berechtig\w* .*\barbeit|arbeit\w* .*berechtig"
        r"|autoris\w+( e)?( s)? a travailler|werkvergunning"
        r"|arbeitserlaubnis|pracovni povoleni|permiso (de|para) trabaj(o|ar)"
        r"|autorizad\w* .*trabajar"
        r"|droit de travailler|permis de travail|durfen .*arbeiten"
        r"|\bmag (je|u) (legaal )?in .*werken",
        unless=r"\b(when|expir\w*|until|number|restricted|abroad|competitors?)\b"
        r"|(what|which) (type|kind|sort|visa|permit)|right (attitude|mindset|skill|experience)",
    ),
    Rule(
        "restrictive_agreements",
        "never_guessed",
        r"non ?compet|restrictive|employment (agreement|restriction)",
    ),
    Rule(
        "previously_employed",
        "never_guessed",
        rf"(previous|ever|before|past|formerly|already).*\b(work(ed|ing)?|employ(ed|ment)) {_HERE}"
        rf"|\b(work(ed|ing)?|employ(ed|ment)) {_HERE}.* before"
        r"|(previous|ever|before|past|former)\w* .*(employ(ed|ment) with|employee (of|at|with))"
        r"|(schon|bereits|fruher) .*(bei uns|beschaftigt|gearbeitet)"
        r"|\bon (the|our) (\w+ ){0,3}payroll|deja (travaille|ete employe)"
        r"|trabajado (antes|anteriormente|previamente)|eerder .*(bij ons|gewerkt|in dienst)"
        rf"|have you been employed {_HERE}"
        r"|\bformer (\w+ )?employee|(current|now|present)\w* an? (\w+ )?employee (of|at|with)",
        unless=r"experience|employer$|salary|\bappl(y|ied)|beworben|postul|candidat|sollicit",
    ),
    Rule(
        "knows_employee",
        "never_guessed",
        r"\b(any|a|your|have) relatives?\b|\brelatives\b|relative (who|work|employ)"
        r"|\bknow (any|some|people|an? (\w+ )?(employee|person))"
        r"|related (by (blood|marriage|blood or marriage) )?to"
        r" .*(employee|anyone|someone|\bstaff|\bboard|personnel|work(s|ing)\b)"
        r"|(familiar|pariente)\w* .*trabaj"
        r"|conn\w+ (vous )?(quelqu un|une personne|des personnes) .*(travaill|chez nous)"
        r"|kenn\w+ (sie |du )?(jemand\w*|eine person|personen) .*(arbeit|bei uns|beschaftigt)"
        r"|conoce\w* a (alguien|alguna persona) .*trabaj"
        r"|(ken|kent) (je|u) (iemand|mensen) .*werk"
        r"|(friend|family|acquaint\w+|spouse|partner)\b.*\b(work(s|ing)?|employ(ed|ees?))"
        r" (here|at|for|by|with|in|of|there)\b",
        unless=r"relatives? experience|know any \w*( \w+)?$",
    ),
    Rule(
        "over_18",
        "never_guessed",
        r"(at least|over|older than) (18|eighteen)|(over|above) the age of (18|eighteen)"
        r"|\b(18|eighteen) (years (of age )?)?(or|and) (older|over|above)"
        r"|18 (years|jahre|ans|anos|jaar)|volljahrig"
        r"|majeure?\b|mayor de edad",
    ),
    Rule(
        "drivers_license",
        "never_guessed",
        r"\bpermis b\b|rijbewijs|korkort|patente di guida|driv(er|ing) s? ?licen[cs]e"
        r"|fuhrerschein|permis de conduire"
        r"|(carn\w+|permiso) de conducir",
    ),
    Rule("clearance", "never_guessed", r"security clearance"),
    *EQUALITY,
    Rule(
        "salary",
        "never_guessed",
        r"salar|compensation|(desired|expected|target) (\w+ ){0,3}(pay|wage|rate)|pay expect"
        r"|remuneration"
        r"|gehalt|\bctc\b|rate expect|(expectativas?|pretensiones) economic"
        r"|einkommens\w*|retribuzione|loneansprak|mzd"
        r"|salaris|salari(o|al)|salaire",
        unless=r"current|previous|last",
    ),
    Rule(
        "notice_period",
        "bank",
        r"notice period|period of notice|how much notice|notice .*\b(give|serve|required)\b"
        r"|(when|soon|days|weeks|months) .*(leave|quit) your (present|current) (job|employer|role)"
        r"|opzegtermijn"
        r"|^notice$|plazo de preaviso"
        r"|kundigungsfrist|preavv?is|uppsagningstid|vypovedni",
    ),
    Rule(
        "available_from",
        "bank",
        r"(start|joining|begin) date|(when|soon|earliest).*(start|begin|join|available)"
        r"|available (from|to start)|first (day|date) (that )?you (can|could|would|are)"
        r"|date .*\b(you|i) (can|could|would|will|are able to) (start|begin|join)"
        r"|date available|availability|beschikbaar|\bingang|nastoupit|verfugbar|disponib|eintritts"
        r"|wann konn\w+ sie .*(anfangen|beginnen|starten)|quand pou\w+ vous .*commencer"
        r"|^fecha de inicio$|incorpora(cion|rte|rse)|date d entree|starttermin|startdatum"
        r"|date de (debut|prise de (poste|fonction))|fruhest\w+ (eintritt|beginn|start)"
        r"|(wann|ab wann) (kannst|konntest|konnen|konnten) (du|sie) .*(anfangen|beginnen|starten)"
        r"|(des quand|a partir de quand) .*\bvous\b|wanneer kun\w* .*(beginnen|starten)"
        r"|cuando pod\w+ (empezar|comenzar)",
        unless=r"project|interview|shift|weekend|\bhours\b|relocat|\btravel|viajar|demenag|traslad"
        r"|cambi\w+ de|turn[io]s?\b|fine settimana|fim de semana|festiv|straordinar|mov(e"
        r"|ing) to|did you|of your (current|last|previous|present)",
    ),
    Rule(
        "nearest",
        "derived",
        r"\b(nearest|closest) (\w+ ){1,3}to (you|where you live)|nachstgelegen"
        r"|(le |la )?plus proche de (chez vous|votre domicile)|mas cercan[oa] a (ti|tu domicilio)",
    ),
    Rule(
        "relocate",
        "bank",
        r"relocat|(consider|willing).*mov(e|ing)|umzug|umzuziehen|\bumziehen|demenag|mudar(te|se|me)\b"
        r"|\bverhui[zs]|mobil\w+ geographique|^mobilite$|traslad"
        r"|((would|could|will) (you|i)? ?(\w+ )?|(prepared|ready|open|happy|able) to )move (to"
        r"|closer|nearer|here)|open to moving"
        r"|cambi\w+ de (residencia"
        r"|domicilio|ciudad)",
    ),
    Rule(
        "arrangement",
        "bank",
        r"work(ing|place)? (arrangement|model|mode|set ?up|pattern)|where (would|do) you (like"
        r"|prefer|want) to work\b|arbeitsmodell|modalidad (de trabajo|preferida)"
        r"|modes? de travail",
        unless=r"\b(ok|okay|suits?|comfortable|able|agree\w*|fine|acceptable"
        r"|open to|willing|happy|ready)\b|for you",
    ),
    Rule(
        "hybrid",
        "bank",
        r"hybrid|on ?site|in (the )?office|work\w* (in|at|from) (the"
        r"|our) (\w+ ){0,2}office|days (a|per) week|commut",
        unless=r"how (many days|far|long)|(which|what) days|number of days|\btravel",
    ),
    Rule(
        "remote",
        "bank",
        r"remote|work from home|home ?office|teletravail",
        unless=r"experience|how many|set ?up|equipment|internet",
    ),
    Rule(
        "travel",
        "bank",
        r"\btravel|reisebereit|dienstreise|\b(zu|beruflich) reisen\b|deplacements|\bviajar"
        r"|\b(vous|me) deplacer\b|desplazar(te|se|me)\b|\bvoyager\b",
        unless=r"plans|experience|expense|industry",
    ),
    Rule(
        "source",
        "bank",
        r"how did you (first )?(hear|find|learn|come|discover)"
        r"|where did you (first )?(hear|find|see|learn|come across)|what (brought"
        r"|led) you to (this|our|us)"
        r"|heard about (us|this)|^source( type| of (application|referral))?$"
        r"|^(referral|vacancy|advertising|application|recruitment) source$"
        r"|(made|become) aware of (us|this)|donde .*(encontr|conoc|enter|vist)"
        r"|hoe .*(gevonden|gehoord|terechtgekomen)"
        r"|wie .*(aufmerksam|erfahren|gefunden)"
        r"|comment avez vous (eu )?(connu|connaissance|entendu|decouvert|trouve|appris)"
        r"|como .*(conoci|enterast|encontr)|woher kenn\w+|hoe ken\w* (je|u) ons"
        r"|wo .*(anzeige|stelle\w*|uns) (gesehen|gefunden|entdeckt)|waar .*vacature"
        r"|ou avez vous .*(offre|annonce)|comment nous avez vous"
        r"|origine de (la|votre) candidature",
    ),
    Rule(
        "skill_years",
        "bank",
        r"(wie ?viele|cuantos|combien d|hoeveel) (jahre?|anos|annees|jaar)"
        r" .*\b(mit|in|con|en|avec|met) \w"
        r"|(annees d experience|anos de experiencia) .*?\b(en|con|avec|dans) \w"
        r"|(jahre?|jaar) (\w+ )?(erfahrung|ervaring) .*?\b(mit|in|met) (?!jahre|jaar)\w"
        r"|years .*experience.* (in|with|of|using) \w"
        r"|years .*experience (do you have |have you )?(\w+ing|as) \w"
        r"|years (of )?(?!experience|professional|work|relevant|total|full|of)\w+ experience"
        r"|years (of )?(?!of )(\w+ ){2,4}experience"
        r"|how many years .*\b(work|us)(ed|ing)? (with|in)?\b"
        r"|how long have you (been )?\w+(ed|ing|en)\b (?!for\b|professionally$)\w"
        r"|^years (in|as|of|with) (an? )?(?!experience|work|your|the|this|current|total|relevant"
        r"|professional|full|overall|practical)\w",
    ),
    Rule(
        "years_experience",
        "bank",
        r"years (of )?(\w+ )?(work )?experience|experience (in )?years|berufserfahrung"
        r"|\b(total|overall) ((professional|work|working|relevant) )?experience"
        r"|how much (\w+ ){0,2}experience do you have$"
        r"|how (long|many years) have you (\w+ )?work(ed|ing)( professionally)?$"
        r"|annees d experience|anos de experiencia|(jaren|jaar) (werk)?ervaring",
    ),
    Rule(
        "located_in",
        "derived",
        r"(located|based|living|resid\w+|live) in\b",
        unless=r"^(which |what )?(state|city|town|country|province|region)",
    ),
    Rule(
        "residence_country",
        "derived",
        r"country .*(resid|live|located)|(resid\w+|live).* country",
        unless=r"\b(city|town)\b",
    ),
)
