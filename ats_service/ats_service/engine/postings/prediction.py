"""The facts of a posting in the flat shape in which labelled sets are kept.

In go the facts of a posting, out come one flat row and the evidence of each of its fields, so that
any scorer can hold them against labels made by hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ats_service.engine.postings.facts import Fact, PostingFacts, Salary

#: What labelled sets call the lowest and the highest degree.
_DEGREES = {"secondary": "high_school", "doctorate": "phd"}
#: What a flat row says of the right to work; the mere demand to be authorised is none of it.
_VISA = ("no_sponsorship", "citizenship_required", "clearance_required", "offers_sponsorship")


def prediction_of(facts: PostingFacts) -> dict[str, Any]:
    """Return ``{"pred": flat values, "evidence": the sentence behind each of them}``.

    ``salary`` is the widest range of the first currency; skills are as printed.
    """
    pay = widest(facts.salary)
    visa = facts.authorisation if _value(facts.authorisation) in _VISA else None
    one = {
        "title": facts.title,
        "seniority": facts.seniority,
        "min_years": facts.min_years,
        "degree": facts.degree,
        "workplace": facts.workplace,
        "visa": visa,
        "employment_type": facts.employment_type,
    }
    pred = {name: _value(fact) for name, fact in one.items()}
    if facts.degree_strength == "not_required":
        pred["degree"] = None
    pred["degree"] = _DEGREES.get(pred["degree"], pred["degree"])
    pred |= {
        "location": facts.places[0].text if facts.places else None,
        "degree_strength": facts.degree_strength or None,
        "salary": _flat(pay) if pay else None,
        "languages": [fact.value for fact in facts.languages],
        "required_skills": _skills(facts, "required"),
        "nice_skills": _skills(facts, "nice"),
    }
    evidence: dict[str, Any] = {name: fact.quote for name, fact in one.items() if fact is not None}
    evidence |= {"salary": pay.quote} if pay else {}
    evidence["skills"] = {skill.text or skill.name: skill.quote for skill in facts.skills}
    return {"pred": pred, "evidence": evidence}


def widest(ranges: tuple[Salary, ...]) -> Salary | None:
    """Return the range that spans all of the first currency and period; None without any."""
    if not ranges:
        return None
    first = ranges[0]
    alike = [r for r in ranges if (r.currency, r.period) == (first.currency, first.period)]
    lowest = min(one.minimum for one in alike)
    return replace(first, minimum=lowest, maximum=max(r.maximum or r.minimum for r in alike))


def _flat(pay: Salary) -> dict[str, Any]:
    return {
        "min": pay.minimum,
        "max": pay.maximum,
        "currency": pay.currency,
        "period": pay.period,
    }


def _skills(facts: PostingFacts, importance: str) -> list[str]:
    return [one.text or one.name for one in facts.skills if one.importance == importance]


def _value(fact: Fact | None) -> Any:
    return fact.value if fact is not None else None
