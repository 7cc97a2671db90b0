"""A score follows the evidence: not the number of words, and never the posting's own."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ats_service.engine.match import match, recompute
from ats_service.engine.posting import analyse

DAY = date(2026, 11, 23)
TEXT = """\
Backend Engineer

Requirements:
- At least five years of experience with Python in production systems
- You have run PostgreSQL under load and know how to read its query plans
- Deep knowledge of Kubernetes and the ways in which a cluster may fail
- Bachelor's degree in Computer Science or a comparable field of study

Nice to have:
- Some first contact with Terraform or a similar tool is welcome
"""
POSTING = analyse(TEXT).as_dict()
RESUME: dict[str, Any] = {
    "work": [
        {
            "name": "Acme",
            "startDate": "2019-01",
            "highlights": [
                "Moved the billing to Python",
                "Tuned PostgreSQL for the ledger",
                "Ran forty services on Kubernetes",
            ],
        }
    ],
    "education": [{"studyType": "Bachelor of Science", "area": "Computer Science"}],
    "skills": [{"name": "Tools", "keywords": ["Terraform"]}],
}


def scored(resume: dict[str, Any], posting: dict[str, Any] = POSTING) -> dict[str, Any]:
    """Return the match of a résumé."""
    return match(resume, posting, as_of=DAY)


def changed(**parts: Any) -> dict[str, Any]:
    """Return the résumé with other sections."""
    return copy.deepcopy(RESUME) | parts


def job(*highlights: str, since: str = "2019-01") -> list[dict[str, Any]]:
    """Return the work of one job."""
    return [{"name": "Acme", "startDate": since, "highlights": list(highlights)}]


def replaced(old: str, new: str) -> list[dict[str, Any]]:
    """Return the résumé's work with other words."""
    highlights = RESUME["work"][0]["highlights"]
    return job(*(one.replace(old, new) for one in highlights))


FULL = scored(RESUME)["score"]


def status(found: dict[str, Any], name: str) -> str:
    """Return the status of the row of a skill."""
    [row] = [one for one in found["rows"] if one["need"].startswith(name)]
    return str(row["status"])


def test_a_resume_that_shows_everything_scores_high() -> None:
    found = scored(RESUME)
    assert FULL > 0.9
    assert {row["status"] for row in found["rows"]} == {"met"}
    assert found["flags"] == []


def test_every_row_quotes_both_sides() -> None:
    for row in scored(RESUME)["rows"]:
        assert row["posting_quote"] in TEXT
        assert all(span["quote"] and span["pointer"] for span in row["resume_spans"])


def test_fewer_years_score_lower() -> None:
    dates = ["2019-01", "2023-01", "2025-01", "2026-09"]
    scores = [
        scored(changed(work=[RESUME["work"][0] | {"startDate": start}]))["score"]
        for start in dates
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_overlapping_jobs_count_once() -> None:
    short = [RESUME["work"][0] | {"startDate": "2024-11"}]
    assert scored(changed(work=short * 4))["score"] == scored(changed(work=short))["score"]


@pytest.mark.parametrize(
    "denial", ["No experience with Kubernetes", "Never worked with Kubernetes"]
)
def test_a_denied_skill_is_no_evidence(denial: str) -> None:
    found = scored(changed(work=replaced("Ran forty services on Kubernetes", denial)))
    assert found["score"] < FULL
    assert status(found, "Kubernetes") == "conflict"


def test_a_missing_skill_scores_lower() -> None:
    found = scored(changed(work=replaced("Kubernetes", "machines")))
    assert found["score"] < FULL
    assert status(found, "Kubernetes") == "missing"


def test_a_skill_that_is_only_listed_counts_less_than_one_that_was_used() -> None:
    listed = changed(work=replaced("Kubernetes", "machines"))
    listed["skills"][0]["keywords"].append("Kubernetes")
    assert scored(changed(work=replaced("Kubernetes", "x")))["score"] < scored(listed)["score"]
    assert scored(listed)["score"] < FULL


def test_the_pasted_posting_loses() -> None:
    found = scored({"work": job(*TEXT.splitlines())})
    assert found["score"] < 0.5 * FULL
    assert [flag["code"] for flag in found["flags"]] == ["posting-copied"]


def test_a_list_of_keywords_loses() -> None:
    names = [one["name"] for one in POSTING["skills"]]
    assert scored({"skills": [{"name": "All", "keywords": names * 20}]})["score"] < 0.6 * FULL


def test_synonyms_hold() -> None:
    work = replaced("PostgreSQL", "Postgres")
    work[0]["highlights"] = [one.replace("Kubernetes", "k8s") for one in work[0]["highlights"]]
    assert scored(changed(work=work))["score"] == FULL


def test_padding_and_repetition_hold() -> None:
    work = job(*RESUME["work"][0]["highlights"] * 5, *["Answered letters of customers"] * 60)
    assert scored(changed(work=work, interests=[{"name": "Chess"}] * 30))["score"] == FULL


def test_the_order_of_sections_does_not_matter() -> None:
    assert scored(dict(reversed(RESUME.items())))["score"] == FULL


def test_one_of_a_group_suffices() -> None:
    either = analyse("Engineer\n\nRequirements:\n- PostgreSQL or MySQL\n").as_dict()
    one = scored({"work": job("Tuned PostgreSQL")}, either)["score"]
    assert one == scored({"work": job("Tuned PostgreSQL and MySQL")}, either)["score"] == 1


def test_a_hard_gate_is_shown_and_not_hidden_in_the_score() -> None:
    gated = analyse(TEXT + "\nWe are unable to offer visa sponsorship.\n").as_dict()
    found = scored(RESUME, gated)
    assert found["score"] == FULL
    assert [flag["code"] for flag in found["flags"]] == ["no-sponsorship"]


def test_a_posting_that_asks_for_nothing_has_no_score() -> None:
    found = scored(RESUME, analyse("").as_dict())
    assert (found["score"], found["confidence"], found["rows"]) == (None, 0.0, [])


_LINES = st.sampled_from(
    [
        "Built reports in Python",
        "No experience with Kubernetes",
        "Basic PostgreSQL",
        "Terraform and Kubernetes",
        TEXT.splitlines()[3],
        "",
    ]
)
_RESUMES = st.fixed_dictionaries(
    {},
    optional={
        "work": st.lists(
            st.fixed_dictionaries(
                {"summary": _LINES},
                optional={"startDate": st.sampled_from(["2020-01", "2026-12", "2019", "soon"])},
            ),
            max_size=4,
        ),
        "skills": st.lists(st.fixed_dictionaries({"name": _LINES}), max_size=3),
        "education": st.lists(
            st.fixed_dictionaries({"studyType": st.sampled_from(["BSc", "PhD", "none"])}),
            max_size=2,
        ),
        "languages": st.just(None),
    },
)


@settings(max_examples=60, deadline=None)
@given(_RESUMES)
def test_the_score_is_what_the_rows_give_again(resume: dict[str, Any]) -> None:
    found = scored(resume)
    assert recompute(found["rows"]) == found["score"]
    assert 0 <= found["score"] <= 1
    assert 0 <= found["confidence"] <= 1
    assert all(0 <= row["credit"] <= 1 for row in found["rows"])


LICENSED = analyse("Driver\n\nRequirements:\n- A valid driving licence is required\n").as_dict()


@pytest.mark.parametrize(
    ("certificate", "codes"),
    [
        ("Driving licence", []),
        ("Driving licence, valid until 12/2030", []),
        ("Driving licence, valid until 12/2024", ["licence-expired"]),
        ("Driver's license (expired)", ["licence-expired"]),
        ("First aid", ["licence-demanded"]),
    ],
)
def test_a_licence_is_a_flag_unless_it_is_in_force(certificate: str, codes: list[str]) -> None:
    held = changed(certificates=[{"name": certificate}])
    assert [flag["code"] for flag in scored(held, LICENSED)["flags"]] == codes
