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
        ("Base $80,000 - $95,000 plus six month parental leave", (80000, 95000, "USD", "year")),
    ],
)
def test_pay_is_read_as_each_country_writes_it(line: str, pay: tuple[Any, ...]) -> None:
    assert pays(line) == [pay]


@pytest.mark.parametrize(
    "line",
    [
        "$5,000 sign-on bonus paid over 12 months",
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


def test_a_bonus_in_the_next_clause_does_not_hide_the_pay() -> None:
    line = "$70,000 - $76,000 + super. Annual bonus of up to $4,000. Budget: $2 million."
    assert pays(line) == [(70000, 76000, "USD", "year")]


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
