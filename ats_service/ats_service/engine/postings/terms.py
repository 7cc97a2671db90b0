"""Title, seniority, place, workplace, employment type and pay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact, Place, Salary
from ats_service.engine.postings.sections import Line

_SENIORITY = (
    ("intern", r"\bintern(?:ship)?\b|praktik|werkstudent|stagiaire|\bstage\b|becari|trainee"),
    ("vp", r"\bvp\b|vice president"),
    ("director", r"\bdirector\b|directeur|directora?\b"),
    ("principal", r"\bprincipal\b"),
    ("staff", r"\bstaff\b(?! accountant| nurse)"),
    ("manager", r"\bmanager\b|\bhead of\b|leiter(?:in)?\b|responsable"),
    ("lead", r"\blead\b|team ?lead"),
    ("senior", r"\bsenior\b|\bsr\.?\b|sénior"),
    ("junior", r"\bjunior\b|\bjr\.?\b|\bi\b$"),
    ("entry", r"graduate|entry[- ]level|new grad|berufseinsteiger|débutant"),
)
_WORKPLACE = (
    (
        "hybrid",
        r"\bhybrid|(?:\d|one|two|three|few)(?:\s?[-–]\s?\d)? (?:days?|times?) (?:a|per|each) week|"
        r"telecommut|hybrides",
    ),
    (
        "remote",
        r"fully remote|100 ?% remote|\bremote(?:ly)?\b(?! sens| control| desktop| monitor)|"
        r"work from (?:home|anywhere)|home ?office|télétravail|teletrabajo",
    ),
    ("onsite", r"on[- ]?site\b|in[- ](?:the[- ])?(?:office|person)\b|vor ort|sur site|presencial"),
)
_TYPES = (
    ("internship", r"\binternship\b|praktikum"),
    ("part_time", r"part[- ]time|teilzeit|temps partiel|media jornada|jornada parcial"),
    ("full_time", r"full[- ]time|vollzeit|temps plein|jornada completa"),
    ("fixed_term", r"fixed[- ]term|befristet|\bcdd\b|temporary (?:position|role|contract)"),
    ("contract", r"\bcontract(?:or)? (?:role|position|basis)|freelance|\bcontract\b(?=\s*$)"),
    ("permanent", r"\bpermanent\b|unbefristet|\bcdi\b|indefinido"),
)
_CURRENCY = {
    "$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "cad": "CAD", "c$": "CAD", "chf": "CHF", "aud": "AUD", "a$": "AUD", "inr": "INR", "₹": "INR",
    "pln": "PLN", "sgd": "SGD", "s$": "SGD", "sek": "SEK", "ils": "ILS", "₪": "ILS", "brl": "BRL",
}  # fmt: skip
_CODE = r"(?:US\$|C\$|A\$|S\$|[$€£₹₪]|USD|EUR|GBP|CAD|CHF|AUD|INR|PLN|SGD|SEK|ILS|BRL)"
_AMOUNT = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_RANGE = re.compile(
    rf"(?P<c1>{_CODE})?\s?(?P<low>{_AMOUNT})\s?(?P<k1>[kK])?\s?(?P<c2>{_CODE})?"
    rf"\s*(?:-|–|—|to|bis|and|à)\s*(?P<c3>{_CODE})?\s?(?P<high>{_AMOUNT})\s?(?P<k2>[kK])?\s?"
    rf"(?P<c4>{_CODE})?",
)
_PAY = re.compile(
    r"salar|pay\b|compensation|base|\bote\b|wage|hourly|per (?:hour|year|annum|month)|annual|"
    r"/ ?(?:hr|hour|year|yr)|gehalt|vergütung|jahr|rémunération|salaire|salario|remuneraci",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"billion|million|\bm\+|valuation|funding|raised|budget|allowance|bonus of|stipend|revenue|"
    r"customers|users|reimburse|up to \S+ (?:for|in) (?:learning|training)",
    re.IGNORECASE,
)
_PERIODS = (
    ("hour", r"hour|/ ?hr|stunde|heure|hora"),
    ("month", r"month|monat|mois|mes\b"),
    ("day", r"per day|daily|tag\b"),
    ("week", r"per week|weekly"),
)
_COUNTRIES = {
    "US": r"united states|u\.?s\.?a?\b|, (?:A[KLRZ]|C[AOT]|DC|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|"
    r"M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b",
    "GB": r"united kingdom|\buk\b|england|london|scotland|wales",
    "DE": r"germany|deutschland|berlin|münchen|munich|hamburg|frankfurt|köln",
    "FR": r"france|paris|lyon",
    "ES": r"spain|españa|madrid|barcelona",
    "CA": r"canada|toronto|vancouver|montreal",
    "IE": r"ireland|dublin",
    "NL": r"netherlands|amsterdam",
    "CH": r"switzerland|schweiz|zürich|zurich",
    "AT": r"austria|österreich|vienna|wien",
    "IN": r"\bindia\b|bangalore|bengaluru",
    "AU": r"australia|sydney|melbourne",
    "SG": r"singapore",
    "IL": r"israel|tel aviv",
    "PL": r"poland|warsaw|kraków",
    "BR": r"brazil|são paulo",
    "PT": r"portugal|lisbon",
    "IT": r"\bitaly|milan|rome\b",
    "SE": r"sweden|stockholm",
}


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, words in table if re.search(words, text, re.IGNORECASE)), "")


def title_of(lines: list[Line]) -> Fact | None:
    """Return the first line where it can be a title."""
    if not lines:
        return None
    words = re.split(r"(?<=[a-z])\. ", lines[0].text)[0].rstrip(".")
    return Fact(words, words) if 2 < len(words) <= 120 else None


def seniority_of(title: Fact | None) -> Fact | None:
    """Return the seniority that the title names."""
    found = _first(_SENIORITY, title.value) if title else ""
    return Fact(found, title.quote) if found and title else None


def workplace_of(lines: list[Line]) -> Fact | None:
    """Return remote, hybrid or onsite; the weaker statement wins."""
    for value, words in _WORKPLACE:
        for line in lines:
            if line.kind != "legal" and re.search(words, line.text, re.IGNORECASE):
                return Fact(value, line.text)
    return None


def employment_of(lines: list[Line]) -> Fact | None:
    """Return the employment type where it is said of this job, not of its benefits."""
    for line in lines:
        if line.kind in ("benefits", "legal", "company") or len(line.text) > 300:
            continue
        if re.search(r"benefits|full[- ]time (?:employees|phd|student)", line.text, re.I):
            continue
        if found := _first(_TYPES, line.text):
            return Fact(found, line.text)
    return None


def places_of(lines: list[Line]) -> Iterator[Place]:
    """Yield where the work is, from lines that say so, with the country's code."""
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


def salary_of(lines: list[Line]) -> Iterator[Salary]:
    """Yield each pay range; budgets, valuations and allowances are none."""
    for line in lines:
        for hit in _RANGE.finditer(line.text):
            around = line.text[max(0, hit.start() - 90) : hit.end() + 60]
            if (found := _range(hit, line, around)) is not None:
                yield found


def _range(hit: re.Match[str], line: Line, around: str) -> Salary | None:
    sign = next((hit[c] for c in ("c1", "c3", "c2", "c4") if hit[c]), "")
    if not sign or _NOT_PAY.search(around):
        return None
    low, high = _amount(hit["low"]), _amount(hit["high"])
    if hit["k2"] or hit["k1"]:
        high *= 1000
        low *= 1000 if hit["k1"] or low < 1000 else 1
    period = _first(_PERIODS, around) or "year"
    if (
        low > high
        or (period == "year" and high < 8000)
        or (low < 8000 and not _PAY.search(around))
    ):
        return None
    return Salary(low, high, _CURRENCY[sign.lower()], period, line.text)


def _amount(text: str) -> float:
    """Return a number written in either of both conventions."""
    bare = re.sub(r"[ ']", "", text)
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare)
    return float(bare.replace(",", "."))
