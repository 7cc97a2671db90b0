"""Demands for names that no vocabulary knows are read, and found again in a résumé."""

from __future__ import annotations

from datetime import date

import pytest

from ats_service.engine.match import match
from ats_service.engine.posting import analyse

DAY = date(2026, 11, 24)


def asked(line: str, *, above: str = "") -> list[str]:
    """Return the skills of a posting that demands this."""
    return [one.name for one in analyse(f"Carer\n{above}\nRequirements\n- {line}\n").skills]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Experience with CareQuux or XQPR 300", ["CareQuux", "XQPR 300"]),
        ("CareQuux", ["CareQuux"]),
        ("Member of the QXRT", ["QXRT"]),
        ("QXRT certificate, in date", ["QXRT"]),
        ("Kenntnisse in QuuxBau", ["QuuxBau"]),
        ("Forms such as QXT301", ["QXT301"]),
    ],
)
def test_a_name_in_capitals_beside_a_word_for_knowing_is_asked_for(
    line: str, names: list[str]
) -> None:
    assert asked(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "BASIC QUALIFICATIONS WITH KNOWLEDGE",
        "Experience in the USA or the UAE",
        "We at CareQuux would like to meet somebody who is kind to all",
        "Experience of people",
        "Erfahrung im Umgang mit KundInnen",
        "Experience with VIPs in the NHS",
        "Experience with tasks of grades VIII and XIII",
        "Knowledge of how a PhD works",
    ],
)
def test_other_words_in_capitals_are_no_skills(line: str) -> None:
    assert asked(line) == []


def test_what_the_firm_calls_its_own_is_no_skill() -> None:
    assert asked("Experience like that at CareQuux", above="CareQuux helps 900 people.") == []


def test_a_resume_that_names_it_in_any_case_meets_the_demand() -> None:
    facts = analyse("Carer\n\nRequirements\n- Experience with CareQuux\n- QXRT member\n").as_dict()
    work = [{"name": "Home", "startDate": "2020-01", "highlights": ["Kept notes in carequux"]}]
    rows = match({"work": work}, facts, as_of=DAY)["rows"]
    assert {row["need"]: row["status"] for row in rows} == {"CareQuux": "met", "QXRT": "missing"}
