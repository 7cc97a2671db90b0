"""The rules for who a person is and where they live; data only, first match wins."""

from __future__ import annotations

from agent_service.forms.history_rules import HISTORY, JOBS
from agent_service.forms.rule import Rule

#: What a line for an address is called, before its number.
ADDRESS_WORDS = (
    r"(street|home|mailing|postal|residential|current|permanent|correspondence|full|complete)?"
    r" ?address|adresse( postale| complete| actuelle)?|anschrift|(volle |vollstandige )adresse"
    r"|direccion( postal| completa| actual)?|domicilio"
)
#: Sections in which "first" and "last" are no names.
_OF_NO_PERSON = r"employ|work|job|experience|salar|pay|school|education|date|day"
#: Kinds of phone that are not known to be the person's.
_OTHER_PHONE = r"\b(fax|home|land ?line|work|office|business|other|altern\w+|second\w*)\b"

IDENTITY = (
    Rule("given_name", "derived", r"\bname (first|given) ?name$"),
    Rule("family_name", "derived", r"\bname (last|family) ?name$"),
    Rule(
        "preferred_name",
        "derived",
        r"prefer(red)? (first )?name|name you (d |would )?(like|prefer)|name .*prefer"
        r"|call you|nickname|known as|goes by|rufname",
    ),
    Rule("work_employer", "exact", r"^name$", section=r"employer|arbeitgeber|employeur"),
    Rule(
        "full_name",
        "exact",
        r"full (legal )?name|^(your |legal |complete |candidate |applicant )?name$"
        r"|nom complet|legal name$|^legal name as|jmeno a prijmeni|vor und nachname"
        r"|first and last name"
        r"|^name (in full )?first and last"
        r"|prenom et nom|nom et prenom|nombre completo|volledige naam|vollstandiger name"
        r"|nombre y apellido|^(nach)?name (und )?vorname$|^vorname (und )?(nach|zu)?name$"
        r"|^vor (und )?(nach|zu)name$|^nom prenom|voor en achternaam|^naam$"
        r"|^(full )?name of (the )?(applicant|candidate)$|wie heiss(t|en) (du|sie)\b"
        r"|comment vous appelez vous|como (te llamas|se llama)\b",
    ),
    Rule(
        "given_name",
        "derived",
        r"(first|given|fore|christian) ?name|prenom|vorname|krestni|fornamn|^jmeno$|voornaam"
        r"|^nombre( s| de pila)?$"
        r"|^nome$",
    ),
    Rule("no_name", "leave_blank", r"^(first|last)$", section=_OF_NO_PERSON),
    Rule("given_name", "derived", r"^first$"),
    Rule("family_name", "derived", r"^last$"),
    Rule(
        "second_family_name",
        "leave_blank",
        r"(segundo|2 ?o?) apellido|second (last|family|sur) ?name|apellido materno",
    ),
    Rule(
        "family_name",
        "derived",
        r"(last|family|sur) ?name|nom de famille|^nom$|nachname|zuname|familienname|prijmeni"
        r"|apellido|achternaam|efternamn|cognome|sobrenome|nom d usage",
    ),
    Rule(
        "second_email",
        "leave_blank",
        r"\b(secondary|alternat\w+|additional|zweite|weitere|secondaire|secundario)"
        r" (e ?mail|correo)"
        r"|e ?mail (2|two|secondary|alternat\w+|secondaire)$",
    ),
    Rule(
        "email",
        "exact",
        r"e ?mail|courriel|correo|adresse electronique|\bmel\b|^mail ?(adresse|address)?$"
        r"|(where|how) (can|may|should) we write to you|ou (peut on|pouvons nous) vous ecrire"
        r"|wohin (durfen|konnen) wir (dir|ihnen) (mailen|schreiben)|donde podemos escribirte"
        r"|waar kunnen we (je|u) mailen",
    ),
    Rule(
        "phone_area",
        "derived",
        r"(phone|contact number|\bcell|mobile)\b.* 1 3$",
        unless=_OTHER_PHONE,
    ),
    Rule(
        "phone_exchange",
        "derived",
        r"(phone|contact number|\bcell|mobile)\b.* 2 3$",
        unless=_OTHER_PHONE,
    ),
    Rule(
        "phone_line",
        "derived",
        r"(phone|contact number|\bcell|mobile)\b.* 3 3$",
        unless=_OTHER_PHONE,
    ),
    Rule("phone_type", "derived", r"(phone|device|telephone).* type"),
    Rule("phone_type", "derived", r"^type$", section=r"phone|telefon"),
    Rule(
        "phone_country",
        "derived",
        r"^(indicatif|prefijo|vorwahl|landesvorwahl|landnummer)( (pays|pais|telefonico))?$"
        r"|(phone|dial\w*|calling) .*country|country .*(phone|code)|dial(ing|ling) code",
        unless=r"(with|incl\w*|and) (the |your )?country code",
    ),
    Rule("phone_country", "derived", r"^country$", section=r"phone|telefon"),
    Rule("fax", "leave_blank", r"\b(tele)?fax\b"),
    Rule(
        "landline",
        "derived",
        r"(home|land ?line|work|office|business) (tele)?(phone|number)|land ?line|festnetz"
        r"|phone( number)? (home|work|office|business)$"
        r"|telefono fijo|telephone fixe",
        unless=r"mobile|cell|\bor\b",
    ),
    Rule(
        "phone",
        "exact",
        r"phone|mobile|\bcell|telefon|contact number|handy|telefoon|mobilnummer"
        r"|number to (reach|call|text|contact) you"
        r"|portable|\bmovil\b|^mobile?$|\bmobiel\b|celular|^gsm|whats ?app( number)?$"
        r"|^(tel|telf|telefono|contact)( (no|nr|num|number))?$|ruckruf\w*|rufnummer"
        r"|numero (ou|auquel|pour) .*(joindre|appeler|contacter)",
    ),
    Rule("phone", "exact", r"^number$", section=r"phone|telefon"),
    Rule("linkedin", "exact", r"linked ?in"),
    Rule("github", "exact", r"git ?hub"),
    Rule("twitter", "exact", r"twitter|^x (url|profile|handle)"),
    Rule(
        "portfolio",
        "exact",
        r"portfolio|(personal|your) (web ?site|page|site|url)|^web ?site( url)?$"
        r"|homepage|site (web|internet)|webova stranka|^(eigene )?webseite$"
        r"|^(pagina )?web( personal)?$",
    ),
    Rule(
        "full_address",
        "exact",
        r"\bstreet\b.*\b(city|suburb|town|state)\b.*\b(post ?code|zip|state|country)\b"
        r"|\bstrasse\b.*\bplz\b.*\b(ort|stadt)\b|\brue\b.*\bcode postal\b.*\bville\b"
        r"|\bcalle\b.*\b(codigo postal|cp)\b.*\b(ciudad|poblacion|localidad)\b",
    ),
    Rule(
        "postal_city",
        "exact",
        r"^(plz|postleitzahl|zip( code)?|post ?code|code postal|cp|codigo postal)( und| and| et| y"
        r"| en)? (ort|wohnort|stadt|city|town|ville|ciudad|poblacion|plaats|woonplaats)$",
    ),
    Rule(
        "city_line", "derived", r"^city (and )?(state|province) (and |or )?(zip|postal)( code)?$"
    ),
    Rule(
        "postal_code",
        "exact",
        r"zip|post(al)? ?code|code postal|\bplz\b|postleitzahl|psc\b|codigo postal|^eircode"
        r"|\bpin ?code\b|^postal$"
        r"|^c ?p$",
    ),
    Rule(
        "street_more",
        "exact",
        r"address (line )?2|^(street |address )?line 2|^(apartment|apt|suite|unit)\b|adresszusatz"
        r"|complement .*adresse|complemento",
    ),
    Rule(
        "street",
        "exact",
        rf"^({ADDRESS_WORDS}) ?( line)?( ?1)?$|street( address)?"
        r"|^adres$|^calle( y numero)?$|^rue\b|^adresse .*\brue\b"
        r"|strasse|\bulice\b|direccion|domicilio|\bstraat"
        r"|(nom|numero|libelle|^n) .*\b(voie|rue)\b",
        unless=r"complement",
    ),
    Rule(
        "work_location",
        "exact",
        r"^((work )?location|city|ort|lieu|ubicacion|ciudad|ville)( city)?$",
        section=JOBS,
    ),
    Rule("region", "exact", r"residence .*\b(state|province)$"),
    Rule(
        "location",
        "derived",
        r"(current |your )?location|^city (and |or )?(state|country)( country)?$"
        r"|lugar de residencia"
        r"|^city (and )?country of residence|^lieu de residence|where .*(located|based|live"
        r"|living)"
        r"|place of residence|wo wohn(st|en) (du|sie)\b|ou (habitez|vivez|residez) vous"
        r"|^(en )?donde (vives|vive|resides?)\b",
        unless=r"prefer|job|office|desired|work|which|language",
    ),
    Rule(
        "region",
        "exact",
        r"^(state|province|provincia|estado|region|county|bundesland|departement)\b"
        r"|state (or )?province|\bstate$|kraj$|(what|which) (u s )?(state|province|county) (do"
        r"|are) you\b",
    ),
    Rule(
        "city",
        "exact",
        r"\b(city|town)\b(?! state$)|^ville$|^stadt$|^ort$|^mesto$|^ciudad$|^localidad$|^commune$"
        r"|^(poblacion|localidad|ciudad|municipio) (de residencia|donde resid\w+)$"
        r"|^wohnort stadt$"
        r"|^ville de residence$|^citta$|^cidade$|^woonplaats$|^plaats$|^suburb$|\bwohnort$"
        r"|^municip(io|ality)$|^poblacion$|^gemeinde$|^(stadt|ort|ciudad|ville) (ort|stadt"
        r"|poblacion|localidad|commune)$",
        unless=r"prefer|birth|desired",
    ),
    Rule("current_employer", "exact", r"^(and )?who do you do (that|this|it) for$"),
    Rule(
        "country",
        "derived",
        r"^(current |home )?country( region)?( of residence)?$|pais de residencia"
        r"|pays de residence|land des wohnsitzes|wohnsitzland|^woonland$|land van verblijf"
        r"|pays (ou|dans lequel) vous (vivez|habitez|residez)"
        r"|pais (donde|en (el )?que) (vives?|resides?|vive usted)"
        r"|^pais$|^pays$|^land$|^zeme$|^staat$|^stat$|country of residence",
    ),
    *HISTORY,
)
