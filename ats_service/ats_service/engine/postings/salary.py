"""Pay: ranges and single amounts; budgets, bonuses and allowances are none.

In go the lines and what the board states, out come amounts with currency and period. What a sum
is for stands in its own clause, between the sums and stops beside it: a word such as funding,
bonus or stipend there rules it out. A lone or small sum needs a word of pay or a period beside
it; one too small for its period is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ats_service.engine.postings.facts import Salary
from ats_service.engine.postings.money import Money, currency_of, money_in
from ats_service.engine.postings.places import places_of
from ats_service.engine.postings.sections import Line
from ats_service.engine.postings.stated import Stated
from ats_service.engine.postings.tables import named, table

_PAY = re.compile(
    r"salar|\bpay\b|\bpaid\b|compensation|\bbase\b|wage|\brate\b|earnings|gross|\bctc\b|gehalt|"
    r"vergütung|\btv(?:öd|-?l)\b|entgeltgruppe|lohn\b|verdienst|brutto|entgelt|rémunération|"
    r"salaire|taux horaire|\bbruts?\b|"
    r"\bsmic\b|salario|sueldo|remuneraci|retribuci|brut[oa]s?\b|\bneto?s?\b|doe\b|"
    r"(?:hourly|annual) range|pro rata|honorar|per annum|\bp\.?a\.|\bbasic\b|\bfte\b|"
    r"\bfij[oa]s?\b|"
    r"\bfix(?:um|gehalt)\b|depend\w+ (?:up)?on experience|according to experience|"
    r"según experiencia|je nach erfahrung|selon (?:l['’]?)?(?:expérience|profil)|negotiable",
    re.IGNORECASE,
)
#: What money is for that is no pay.
_NOT_PAY = re.compile(
    r"billion|million|milliard|valuation|fund(?:ing|ed)|raised|invest|\bbudget|presupuesto|"
    r"allowance|bonus|\bbonos?\b|\bbonif|por referi|stipend|incentive|frais\b|expenses|spesen|"
    r"revenue|turnover|umsatz|"
    r"chiffre d'affaires|factura|grant\b|"
    r"customers|users|reimburse|per[- ]diem|401|assets|deposit|discount|gift|voucher|ticket|"
    r"referral|relocation|welcome|sign[- ]?on|signing|\btips?\b|trinkgeld|pourboires?|propinas?|"
    r"tuition|assistance|home[- ]working|commission|variable|"
    r"equity|rent\b|live[- ]in|accommodation|\bzimmer|logement|alojamiento|parking|"
    r"learning|training|weiterbild|formation\b|formación|home office|"
    r"zulage|zuschuss|prämie|urlaubsgeld|weihnachtsgeld|\bprime\b|panier|indemnit|"
    r"\bwe(?:['’]ll)? pay (?:the|for|all|your|\d+p?)\b|refund|dietas|vales|\bfee\b|gebühr|"
    r"derechos|cost\b|savings?\b|worth|sales of|quota|"
    r"portfolio of|insurance|pension|sponsor(?:ed|ing)|sleepover|mileage|a mile|"
    r"per (?:mile|delivery|visit|unit|item|seat|user)|order value|\bloans?\b|"
    r"(?<!the )\bdeals?\b|\bacv\b|"
    r"\bgrew\b|\bcontracts (?:of|worth)|projects (?:of|from|between)|"
    r"\bsell\w*\b|\bmanag(?:e|ing)\b",
    re.IGNORECASE,
)
#: More than the pay: it counts where nothing else is said.
_IN_TOTAL = re.compile(
    r"\bote\b|on[- ]target|total (?:rewards?|comp)|first[- ]year|average|took home|earned",
    re.IGNORECASE,
)
_PERIODS = table(
    ("hour", r"(?<!\d )(?<!\d-)hour|/ ?hr?\b|\bp\.?h\b|(?<!\d )stunde|\bstd\b|/ ?std|"
     r"(?<!\d )heure|horaire|(?<!\d )hora\b|an hr"),
    ("day", r"per day|\ba day|daily|day rate|/ ?(?:day|tag|jour|día)\b|pro tag|tagessatz|par jour|"
     r"al día|\bp\.?d\b"),
    ("week", r"per week|a week|weekly|/ ?(?:week|wk|woche)\b|pro woche|\bp\.?w\b"),
    ("month", r"(?<!\d )month|miesi|\bmån|maand|\bmês\b|\bmese\b|/ ?mo\b|(?<!\d )(?<!\d\. )monat|"
    r"(?<!\d )mois\b|mensu|\bmes\b|"
    r"/ ?mes|\bp\.?c?m\b"),
    ("year", r"year|/ ?yr|annual|annum|\bp\.?a\b|"
    r"(?<!\d\. )(?<!lehr)(?<!ausbildungs)jahr(?!en?\b)|/ ?an\b|par an\b|annuel|anual|año|"
    r"\blpa\b|\bctc\b"),
)  # fmt: skip
_PER = re.compile(
    r"^\s*(?:(?:gross|brut\w*|netos?|netto)\s*)?(?:/|per\b|an?\b|pro\b|par\b|al\b|im\b|je\b|"
    r"(?:de )?l['’]heure|la hora|die stunde|"
    r"p\.?[ahdw]\b|annual|hourly|mensu|doe\b)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;,(|•]|(?:\s|^)\+\s?|\b(?:plus|zzgl|sowie|including|incl|inklusive|más|and (?:a\b|\d)|"
    r"or\b)|(?<!\b\d)(?<!\bc)(?<!\bca)[.!?](?:\s|$)",
    re.IGNORECASE,
)
#: No more than this: the most of a range or of an extra, and seldom the pay.
_AT_MOST = re.compile(r"\b(?:up to|bis zu|jusqu['’]à|hasta)\b", re.IGNORECASE)
#: What leads up to a lone sum of pay.
_LEAD = re.compile(r"^\W*(?:[\w ]{1,20}:)?\s*(?:up to|from|starting at|ab|desde|dès)?\s*$", re.I)
#: A word of about how much in brackets, before which stands what the sum is for.
_ABOUT = re.compile(
    r"[ (]+(?:(?:environ|about|around|approx\w*\.?|etwa|rund|ca\.|unos|sobre)\s*)?$",
    re.IGNORECASE,
)
_CIRCA = re.compile(r"\b(?:circa|approx\w*|c\.|ca\.)\s*$", re.IGNORECASE)
_SALARY = re.compile(
    r"\s*(?:salary|\bctc\b|gehalt|salaire|salario|\bdoe\b|p\.a\.|per annum|a year\b)",
    re.IGNORECASE,
)
_LONE_MOST = 300_000
#: A unit that counts nothing but pay, whatever stands beside it: "Budget: up to 24 LPA".
_ALWAYS, _BUDGET = re.compile(r"lpa\b", re.IGNORECASE), re.compile(r"budget", re.IGNORECASE)
#: Words that only Australian pay has.
_SUPER = re.compile(
    r"superannuation|(?:\+|plus|,|incl\.?|including) ?super\b(?! \w+ing)", re.IGNORECASE
)
#: Words of pay and of its extras that only Mexico has.
_MEXICAN = re.compile(r"\b(?:aguinaldo|vales de despensa|infonavit|prestaciones de ley)\b", re.I)
#: Beside the hours of work a range of money is the pay.
_HOURS = re.compile(r"\b\d{1,2}(?:[.,]\d)? (?:hours|hrs|stunden|heures|horas)\b", re.IGNORECASE)
#: Less than this is no pay for the period, more than this none either.
_LEAST = {"year": 8000, "month": 300, "week": 50, "day": 20, "hour": 2}
#: Where pay is told by the month, and what no month brings.
_BY_THE_MONTH = {
    "PLN": 60_000, "CZK": 300_000, "HUF": 3_000_000, "MXN": 150_000, "INR": 100_000,
    "ZAR": 100_000, "PHP": 150_000,
}  # fmt: skip
_MOST = {"hour": 1000, "day": 10_000}


def salary_of(lines: list[Line], stated: Stated) -> list[Salary]:
    """Return each pay range of the text, else each single amount, else what the board states."""
    place = next(places_of(lines, stated), None)
    country = place.country if place else ""
    if country in ("", "US") and any(_SUPER.search(line.text) for line in lines):
        country = "AU"
    if not country and any(_MEXICAN.search(line.text) for line in lines):
        country = "MX"
    found = [pair for line in lines for pair in _in_line(line, country)]
    found = [pair for pair in found if not _IN_TOTAL.search(pair[0])] or found
    pays = [pay for _, pay in found]
    pays = [pay for pay in pays if pay.maximum != pay.minimum] or pays
    return pays or list(_stated(stated.salary, country))[:1]


def _in_line(line: Line, country: str) -> Iterator[tuple[str, Salary]]:
    """Yield each pay of a line, with the clause that says what it is."""
    text, sums = line.text, list(money_in(line.text))
    for at, money in enumerate(sums):
        first = sums[at - 1].end if at else 0
        last = sums[at + 1].start if at + 1 < len(sums) else len(text)
        before, after = _before(text[first : money.start]), _after(text[money.end : last])
        sure = _ALWAYS.search(text, money.start, money.end)
        always = bool(sure or _SUPER.search(text, money.end, money.end + 30))
        before = _BUDGET.sub("", before) if always else before
        if money.millions or _NOT_PAY.search(before) or _NOT_PAY.search(after):
            continue
        opens = line.kind == "benefits" or not first
        alone = always or (opens and _stands_alone(money, before, after))
        if (pay := _salary(money, text, (before, after), country, alone=alone)) is not None:
            yield f"{before} {after}", pay


def _stands_alone(money: Money, before: str, after: str) -> bool:
    """Return whether nothing but a year's sum stands in its clause: "Up to £36,000 + tips"."""
    most_of_all = _LONE_MOST * (100 if money.currency == "INR" else 1)
    sized = _LEAST["year"] <= money.high <= most_of_all and bool(money.currency)
    told = _LEAD.match(before) and not (after.strip() or not before.strip())
    most = _AT_MOST.search(before) and (_SALARY.search(before) or _SALARY.match(after))
    return sized and bool(told or most or _CIRCA.search(before))


def _before(words: str) -> str:
    """Return the end of what stands before a sum, from the last stop on."""
    return _STOP.split(_ABOUT.sub("", words[-90:]))[-1]


def _after(words: str) -> str:
    return _STOP.split(words[:60], maxsplit=1)[0]


def _salary(
    money: Money, text: str, beside: tuple[str, str], country: str, *, alone: bool = False
) -> Salary | None:
    before, after = beside
    near = text[max(0, money.start - 90) : money.end]
    period = named(_PERIODS, after) or named(_PERIODS, before) or named(_PERIODS, near)
    told = bool(_PAY.search(before) or _PAY.search(after) or _PER.match(after))
    said = money.low >= _LEAST["year"] or _speaks_of_pay(text)
    sure = told or alone or bool(money.is_range and money.currency and said)
    period = period or _usual(money.high, money.currency)
    if not sure or (_AT_MOST.search(before) and not alone) or not _fits(money, period):
        return None
    if not (currency := currency_of(money, country)):
        return None
    return Salary(money.low, money.high, currency, period, text)


@lru_cache(maxsize=64)
def _speaks_of_pay(text: str) -> bool:
    """Return whether a line does anywhere; asked for each of its sums."""
    return bool(_PAY.search(text) or _HOURS.search(text))


def _usual(amount: float, currency: str) -> str:
    """Return the period of pay that says none, by its size and the custom of the country."""
    if currency in _BY_THE_MONTH and amount < _BY_THE_MONTH[currency]:
        return "month"
    return "hour" if amount < 150 else "month" if 1000 <= amount < _LEAST["year"] else "year"


def _fits(money: Money, period: str) -> bool:
    most = _MOST.get(period, float("inf"))
    return money.low <= money.high and _LEAST[period] <= money.high <= most


def _stated(text: str, country: str) -> Iterator[Salary]:
    for money in sorted(money_in(text), key=lambda one: not one.is_range):
        if (pay := _salary(money, text, ("salary", text[money.end :]), country)) is not None:
            yield pay
