"""Finds the standing answer that a question takes, or what follows from two of them."""

from __future__ import annotations

from dataclasses import replace

from agent_service.forms import bank
from agent_service.forms import options as choice
from agent_service.forms.candidate import ELSEWHERE, Candidate, StandingAnswer
from agent_service.forms.facts import own_trade
from agent_service.forms.question_rules import DENIED
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot
from agent_service.forms.words import says_no, says_yes, spans_of_time

#: Kinds of legal answer that hold for one country.
COUNTRY_BOUND = frozenset(
    {"sponsorship", "work_authorization", "work_unsponsored", "unauthorized", "clearance"}
)


def said_of(
    control: Control, slot: Slot, country: str, candidate: Candidate
) -> StandingAnswer | None:
    """Return the standing answer to a slot; years of a skill only for a skill that is named."""
    if slot.name == "work_unsponsored":
        return _unsponsored(country, candidate)
    if slot.name == "work_authorization" and any(map(choice.sponsoring, control.options)):
        return _how_permitted(control, country, candidate)
    if kind := DENIED.get(slot.name):
        return _denied(standing(kind, country, candidate))
    if slot.name == "arrangement":
        return standing("arrangement", "", candidate) or _where_to_work(candidate)
    if slot.name in ("salary_currency", "salary_period"):
        return standing("salary", "", candidate)
    if slot.name == "available_from" and spans_of_time(control.options):
        return standing("notice_period", "", candidate)
    if slot.name != "skill_years":
        return standing(slot.name, country, candidate)
    found = bank.skill_answer(control.label, candidate.answers)
    return (
        replace(found, value=bank.years_said(found)) if found else _own_trade(control, candidate)
    )


def standing(kind: str, country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return the standing answer of a kind, for that country before one for any.

    A country-bound kind takes an answer for that very country, or one for all others; an answer
    that names no country only where the question, too, is about none.
    """
    of_kind = [a for a in candidate.answers if a.kind == kind and kind != "question"]
    bound = kind in COUNTRY_BOUND and country
    for wanted in [c for c in (country, ELSEWHERE if bound else "") if c or not bound]:
        if found := [a for a in of_kind if a.country.upper() == wanted]:
            return found[0]
    return None


def _denied(said: StandingAnswer | None) -> StandingAnswer | None:
    """Return the answer to a question that asks for the opposite; only a yes or no has one."""
    if said is None or not (says_yes(said.value) or says_no(said.value)):
        return None
    return replace(said, value="No" if says_yes(said.value) else "Yes")


def _own_trade(control: Control, candidate: Candidate) -> StandingAnswer | None:
    """Return all years of experience where they were in the very trade that is asked about."""
    years = standing("years_experience", "", candidate)
    asked = bank.trade(control.label)
    return years if years and asked <= own_trade(candidate.profile, years.value) else None


def _unsponsored(country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return yes only for who may work there and needs no sponsor; both were said."""
    may = standing("work_authorization", country, candidate)
    needs = standing("sponsorship", country, candidate)
    if may is None or needs is None:
        return None
    both = says_yes(may.value) and says_no(needs.value)
    return replace(may, id=f"{may.id} {needs.id}", value="Yes" if both else "No")


def _how_permitted(control: Control, country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return which kind of permission to work the person has, where options tell several apart.

    One that needs a sponsor although it is there already ends some day: which, only they know.
    """
    may = standing("work_authorization", country, candidate)
    needs = standing("sponsorship", country, candidate)
    if may is None or needs is None or says_yes(may.value) == says_yes(needs.value):
        return None
    if says_no(may.value) and any(map(says_no, control.options)):
        return may
    kind = choice.SPONSORED if says_yes(needs.value) else choice.UNSPONSORED
    told = kind in map(choice.sponsoring, control.options)
    return replace(may, id=f"{may.id} {needs.id}", value=kind) if told else may


def _where_to_work(candidate: Candidate) -> StandingAnswer | None:
    """Return which of remote and hybrid work the person takes; both were said."""
    said = [standing(kind, "", candidate) for kind in ("remote", "hybrid")]
    given = [s for s in said if s is not None]
    taken = [s for s in given if says_yes(s.value)]
    if len(given) < len(said) or not taken:
        return None
    kinds = " or ".join(s.kind for s in taken)
    ids = " ".join(s.id for s in taken)
    return replace(taken[0], id=ids, value=f"either {kinds}" if taken[1:] else kinds)
