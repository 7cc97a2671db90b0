"""What is customary to tell about oneself in an application, country by country.

In go the country a document is sent to and what it tells, out come severity and advice. The cue
is the country alone. Where law or custom has employers decide without looking at the person (the
United States, Canada, the United Kingdom, Ireland, Australia, New Zealand), a photo or a date of
birth may get an application put aside unread; in the German, French and Spanish speaking
countries and the Nordic ones they are usual or tolerated, and always voluntary. Faith and numbers
of identity papers belong in no application.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ats_service.engine.cleaning import plain
from ats_service.engine.lexicon.places import is_state

#: Countries whose employers prefer not to be told, and those where it is usual or tolerated.
DISCOURAGED = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})
TOLERATED = frozenset({"DE", "AT", "CH", "LI", "LU", "FR", "BE", "ES", "PT", "IT", "DK", "SE",
                       "NO", "FI", "IS"})  # fmt: skip
#: What is too private wherever it is sent.
_NEVER = frozenset({"faith", "identity number"})
RULE = "personal-data"

_NAMES = {
    "US": "united states;united states of america;usa;u.s.a.;u.s.;vereinigte staaten;etats-unis"
    ";estados unidos",
    "CA": "canada;kanada",
    "GB": "united kingdom;uk;u.k.;england;scotland;wales;northern ireland;great britain"
    ";grossbritannien;royaume-uni;reino unido",
    "IE": "ireland;irland;irlande;irlanda",
    "AU": "australia;australien;australie",
    "NZ": "new zealand;neuseeland",
    "DE": "germany;deutschland;allemagne;alemania",
    "AT": "austria;osterreich;autriche",
    "CH": "switzerland;schweiz;suisse;svizzera;suiza",
    "FR": "france;frankreich;francia",
    "BE": "belgium;belgien;belgique;belgica",
    "ES": "spain;spanien;espagne;espana",
    "PT": "portugal",
    "IT": "italy;italien;italie;italia",
    "DK": "denmark;danemark;danmark;dinamarca",
    "SE": "sweden;schweden;suede;suecia;sverige",
    "NO": "norway;norwegen;norvege;noruega;norge",
    "FI": "finland;finnland;finlande;finlandia;suomi",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split(";")}
_CALLING = {"+1": "US", "+44": "GB", "+353": "IE", "+61": "AU", "+64": "NZ", "+49": "DE",
            "+43": "AT", "+41": "CH", "+33": "FR", "+32": "BE", "+34": "ES", "+351": "PT",
            "+39": "IT", "+45": "DK", "+46": "SE", "+47": "NO", "+358": "FI"}  # fmt: skip


def country_of_posting(facts: dict[str, Any]) -> str:
    """Return the country in which a posting's work is, or "" where it names none."""
    places = facts.get("places") or ()
    return next((place["country"] for place in places if place.get("country")), "")


def country_of_resume(basics: dict[str, Any]) -> str:
    """Return the country that a résumé's contact details name, as two letters, or ""."""
    location = basics.get("location") or {}
    code, region = location.get("countryCode") or "", location.get("region") or ""
    if found := code.upper() or _CODES.get(plain(region)) or ("US" if is_state(region) else ""):
        return "GB" if found == "UK" else found
    phone = "".join(str(basics.get("phone") or "").split()).replace("00", "+", 1)
    return next((_CALLING[phone[:size]] for size in (4, 3, 2) if phone[:size] in _CALLING), "")


def severity(what: str, country: str) -> str:
    """Return how bad it is to tell ``what`` to an employer in ``country`` ("" = unknown)."""
    return "warning" if what in _NEVER or country in DISCOURAGED else "notice"


def advice(what: str, country: str) -> str:
    """Return what to do about it there."""
    if what in _NEVER:
        return "Leave it out; an employer may ask for it once you are hired, if at all."
    if country in DISCOURAGED:
        return f"Leave it out: employers in {country} decide without it, and prefer not to know."
    if country in TOLERATED:
        return f"It is usual or tolerated in {country} and voluntary: keep it only if you want to."
    return (
        "Leave it out where you apply in the United States, Canada, the United Kingdom or "
        "Ireland; elsewhere it is voluntary."
    )


def judged(findings: Iterable[dict[str, Any]], country: str) -> list[dict[str, Any]]:
    """Return stored findings of a document check as they are for another country."""
    order = ("error", "warning", "notice")
    changed = [_for(finding, country) for finding in findings]
    return sorted(changed, key=lambda one: order.index(one["severity"]))


def _for(finding: dict[str, Any], country: str) -> dict[str, Any]:
    if finding["rule"] != RULE:
        return finding
    what = str(finding["message"]).partition(":")[0].lower()
    return {**finding, "severity": severity(what, country), "advice": advice(what, country)}
