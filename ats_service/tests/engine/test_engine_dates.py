"""Dates and periods in four languages."""

from __future__ import annotations

import pytest

from ats_service.engine.lexicon.dates import find_durations, find_periods


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("Jan 2022 – Present", "2022-01", "", True),
        ("Jun 2019 — Dec 2021", "2019-06", "2021-12", False),
        ("06/2011 - 01/2014", "2011-06", "2014-01", False),
        ("2013-12-01 - 2014-12-01", "2013-12", "2014-12", False),
        ("Mär 2018 – gegenwärtig", "2018-03", "", True),
        ("seit 03.2019", "2019-03", "", True),
        ("01.02.2019 bis 31.12.2020", "2019-02", "2020-12", False),
        ("enero de 2020 - marzo de 2021", "2020-01", "2021-03", False),
        ("Janvier 2018 à aujourd'hui", "2018-01", "", True),
        ("Jan - Mar 2020", "2020-01", "2020-03", False),
        ("2017-19", "2017", "2019", False),
        ("Dec '19 – Jan '21", "2019-12", "2021-01", False),
        ("’12–’13", "2012", "2013", False),
        ("10/17 – 02/21", "2017-10", "2021-02", False),
        ("03/19 - today", "2019-03", "", True),
        ("2019 -", "2019", "", True),
        ("Summer 2020", "2020", "", False),
        ("Feb 2020", "2020-02", "", False),
    ],
)
def test_periods_are_read_to_the_month(text: str, start: str, end: str, current: bool) -> None:
    (period,) = find_periods(text)
    assert (period.start, period.end, period.current) == (start, end, current)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Python 3",
        "room 1234",
        "10 000 users",
        "ISO 27001",
        "’12",
        "10/17",
        "score 09/10 - 08/10",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_periods(text) == []


@pytest.mark.parametrize("text", ["(2 years 8 months)", "5 Jahre", "3 mois", "1 año"])
def test_durations_are_found_whole(text: str) -> None:
    assert find_durations(text) == [(0, len(text))]
