"""Where the work is: what the board states, a line that says it, or the first country named.

In go the lines and the board's own words, out come places with the country's code. A line counts
that begins with "Location:" or its like; else the first line outside of the legal parts that
names a country or one of its large cities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Place
from ats_service.engine.postings.sections import Line
from ats_service.engine.postings.stated import Stated

_COUNTRIES = {
    "US": r"united states|(?-i:\bU\.?S\.?(?:A\b)?)(?!\w)|"
    r"(?-i:, (?:A[KLRZ]|C[AOT]|DC|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|"
    r"M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b)",
    "GB": r"united kingdom|\buk\b|england|london|scotland|wales|manchester|birmingham|leeds|"
    r"glasgow|edinburgh|"
    r"bristol|belfast|cardiff",
    "DE": r"germany|deutschland|berlin|münchen|munich|hamburg|frankfurt|köln|stuttgart|düsseldorf|"
    r"leipzig|dresden|"
    r"hannover|nürnberg|bremen",
    "FR": r"france|paris|lyon|marseille|toulouse|nantes|bordeaux|\blille\b|strasbourg|rennes",
    "ES": r"spain|españa|madrid|barcelona|valencia|sevilla|zaragoza|málaga|bilbao",
    "CA": r"canada|toronto|vancouver|montreal|, (?-i:AB|BC|MB|NB|NS|ON|QC|SK)\b|ontario|"
    r"québec|quebec|alberta|manitoba|saskatchewan|nova scotia|british columbia",
    "IE": r"(?<!northern )ireland|dublin|\bcork\b|galway|limerick",
    "NL": r"netherlands|amsterdam",
    "CH": r"switzerland|schweiz|zürich|zurich",
    "AT": r"austria|österreich|vienna|wien",
    "IN": r"\bindia\b|bangalore|bengaluru|mumbai|\bdelhi|pune\b|hyderabad|chennai|"
    r"kolkata|gurgaon|noida",
    "AU": r"australia|sydney|melbourne|brisbane|perth\b|(?-i:\b(?:NSW|VIC|QLD|TAS)\b)",
    "NZ": r"new zealand|auckland|wellington",
    "MX": r"\bméxico|\bmexico\b(?! beach)(?<!new mexico)|guadalajara|monterrey|"
    r"querétaro|tijuana|\bpuebla\b|nuevo león|jalisco|\bcdmx\b|cancún|mérida, yuc|chihuahua|"
    r"aguascalientes|san luis potosí|guanajuato|(?-i:, (?:Qro|Jal|N\.L|Gto|Coah|Chih|Tamps)\.?)",
    "HK": r"hong kong",
    "SG": r"singapore",
    "IL": r"israel|tel aviv",
    "PL": r"poland|warsaw|kraków",
    "BR": r"brazil|são paulo",
    "PT": r"portugal|lisbon",
    "IT": r"\bitaly|milan|rome\b",
    "SE": r"sweden|stockholm",
}


def places_of(lines: list[Line], stated: Stated) -> Iterator[Place]:
    """Yield where the work is, as the board states it or as a line says it, with the country."""
    if words := stated.location:
        yield Place(words, words.split(",")[0].strip(), _country(words), words)
        return
    for line in lines[:25]:
        hit = re.match(
            r"(?:locations?|standort|lieu|ubicación|place)\s*[:–-]\s*(.{2,80})", line.text, re.I
        )
        if hit:
            words = hit.group(1).strip()
            yield Place(words, words.split(",")[0].strip(), _country(words), line.text)
            return
    for line in lines:
        if line.kind != "legal" and (code := _country(line.text)):
            hit = re.search(_COUNTRIES[code], line.text, re.IGNORECASE)
            yield Place(hit.group().strip(", ") if hit else "", "", code, line.text)
            return


def _country(text: str) -> str:
    for code, words in _COUNTRIES.items():
        flags = 0 if code == "US" else re.IGNORECASE
        if re.search(words, text, flags) or (
            code == "US" and re.search("united states|u\\.s\\.", text, re.I)
        ):
            return code
    return ""
