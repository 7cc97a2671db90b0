"""Pay is told from all other money, in the ways of writing sums of many countries."""

from __future__ import annotations

from typing import Any

import pytest

from ats_service.engine.posting import Stated, analyse
from ats_service.engine.postings.money import money_in


def pays(line: str, *, location: str = "") -> list[tuple[float, float | None, str, str]]:
    """Return the pays that are read in a line of a posting."""
    facts = analyse(f"Nurse\n\n{line}\n", stated=Stated(location=location))
    return [(pay.minimum, pay.maximum, pay.currency, pay.period) for pay in facts.salary]


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Pay: £13.10ph", (13.10, 13.10, "GBP", "hour")),
        ("£500 to £550 per day (inside IR35)", (500, 550, "GBP", "day")),
        ("Vergütung: ab 3.300 € brutto, 1.000 € Prämie", (3300, 3300, "EUR", "month")),
        ("1. 62.000 – 70.000 € Jahresgehalt", (62000, 70000, "EUR", "year")),
        ("14,10 €/Std. plus Trinkgeld", (14.1, 14.1, "EUR", "hour")),
        ("Lohn: CHF 4'700 bis 5'300 im Monat", (4700, 5300, "CHF", "month")),
        ("de 2 100 € à 2 500 € brut mensuel", (2100, 2500, "EUR", "month")),
        ("Taux horaire : 13,80 € + panier 9 €/jour", (13.8, 13.8, "EUR", "hour")),
        ("Salario de 27.000 € a 31.000 € brutos anuales", (27000, 31000, "EUR", "year")),
        ("Sueldo mensual: $15,000 a $17,500 MXN", (15000, 17500, "MXN", "month")),
        ("CTC: 12 - 16 LPA", (1200000, 1600000, "INR", "year")),
        ("₹8,00,000 - ₹12,00,000 per annum", (800000, 1200000, "INR", "year")),
        ("60-70.000 € p.a.", (60000, 70000, "EUR", "year")),
        ("£12.10 rising to £12.90 after probation | 30 hours", (12.1, 12.9, "GBP", "hour")),
        ("Up to £31,500 + service charge", (31500, 31500, "GBP", "year")),
        ("Salaire : 36/41K€ selon profil", (36000, 41000, "EUR", "year")),
        ("CTC up to 14 LPA", (1400000, 1400000, "INR", "year")),
        ("11 000–14 000 PLN brutto / miesiąc", (11000, 14000, "PLN", "month")),
        ("PHP 38,000 - 52,000 monthly", (38000, 52000, "PHP", "month")),
        ("c. £58k + bonus", (58000, 58000, "GBP", "year")),
        ("Up to £47k DOE", (47000, 47000, "GBP", "year")),
        ("Salary £23,000, rising to £25,000", (23000, 25000, "GBP", "year")),
        ("Office manager, circa £38k", (38000, 38000, "GBP", "year")),
        ("Monthly basic S$3,100 - S$3,900 + allowances", (3100, 3900, "SGD", "month")),
        ("R 21 000 – R 26 500 p.m.", (21000, 26500, "ZAR", "month")),
        ("NZ$90k-110k and 0.1-0.2% equity", (90000, 110000, "NZD", "year")),
        ("£15,900 in year one, rising to £23,000 in year three", (15900, 23000, "GBP", "year")),
        ("11,90 € de l'heure, frais environ 600 €/mois", (11.9, 11.9, "EUR", "hour")),
        ("1 950 € brut mensuel (prime jusqu'à 2 000 €/an)", (1950, 1950, "EUR", "month")),
        ("29.000 € fijos más variable de hasta 4.000 €", (29000, 29000, "EUR", "year")),
        ("$31.20 - $33.40 per hour, super", (31.2, 33.4, "AUD", "hour")),
        ("Base $80,000 - $95,000 plus six month parental leave", (80000, 95000, "USD", "year")),
    ],
)
def test_pay_is_read_as_each_country_writes_it(line: str, pay: tuple[Any, ...]) -> None:
    assert pays(line) == [pay]


@pytest.mark.parametrize(
    "line",
    [
        "$5,000 sign-on bonus paid over 12 months",
        "Long-term incentives have averaged $70,000 a year",
        "Up to $25,000 in tuition",
        "Bonus up to £9,000 per year",
        "Experience with PHP 7 or 8.1",
        "A turnover of circa £900m",
        "Forklift card R489 or R485",
        "A welcome payment of £2,000",
        "Sleepover allowance of €90.50 per night",
        "An enhanced check (we pay the £40)",
        "A team of 20-30k gross users a year",
        "Live-in rooms at £80 per week",
        "1.500 € anuales para formación",
        "Derechos de examen: 25 euros",
        "An average order value of $10,000 - $12,000",
        "Sales quota of $900,000 - $1,200,000 a year",
        "We sell contracts worth $50,000 - $90,000 per year",
        "Umsatz: 30 - 40 Mio. € im Jahr",
    ],
)
def test_other_money_is_no_pay(line: str) -> None:
    assert pays(line) == []


def test_a_lone_sum_below_the_benefits_is_the_pay() -> None:
    facts = analyse("Nurse\n\nWhat we offer: €41,000, same for all. €900 home office budget.\n")
    assert [pay.minimum for pay in facts.salary] == [41000]


def test_the_pay_of_each_year_of_training_is_read() -> None:
    line = "Dauer 3 Jahre. Vergütung: 1. Jahr 1.010 €, 2. Jahr 1.090 €, 3. Jahr 1.180 € im Monat"
    assert {(low, period) for low, _, _, period in pays(line)} >= {
        (1010, "month"),
        (1180, "month"),
    }


def test_a_bonus_in_the_next_clause_does_not_hide_the_pay() -> None:
    line = "$70,000 - $76,000 + super. Annual bonus of up to $4,000. Budget: $2 million."
    assert pays(line) == [(70000, 76000, "AUD", "year")]


@pytest.mark.parametrize(
    ("location", "currency"),
    [("Hobart TAS", "AUD"), ("Regina, SK", "CAD"), ("Albany, NY", "USD"), ("", "USD")],
)
def test_a_dollar_is_that_of_the_place(location: str, currency: str) -> None:
    assert pays("Salary: $70,000", location=location) == [(70000, 70000, currency, "year")]


@pytest.mark.parametrize(
    ("location", "pay"),
    [
        ("Bilbao", [(24000, 28000, "EUR", "year")]),
        ("Leeds", [(24000, 28000, "GBP", "year")]),
        ("", []),
    ],
)
def test_bare_thousands_are_in_the_money_of_the_place(location: str, pay: list[Any]) -> None:
    assert pays("24-28K gross a year", location=location) == pay


def test_base_pay_is_preferred_to_earnings_on_target() -> None:
    text = "OTE: $150,000 - $170,000\nBase salary: $80,000 - $90,000"
    assert pays(text) == [(80000, 90000, "USD", "year")]


def test_sums_in_millions_say_so_and_numbers_without_currency_are_none() -> None:
    found = list(money_in("A budget of £1.3 billion, $4M - $6M, and 17,000 people"))
    assert [(one.low, one.currency, one.millions) for one in found] == [
        (1.3, "GBP", True),
        (4, "$", True),
    ]
