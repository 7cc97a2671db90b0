"""Decides what a question is answered with, and says where the answer comes from.

Never a guess: what the person did not say is left blank or asked. Legal, demographic, consent
and salary questions take a standing answer word for word or go to the person.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agent_service.forms import bank, computed, places, slot_rules
from agent_service.forms import options as choice
from agent_service.forms.answer import NOTHING, Answer, Decider, blank, home
from agent_service.forms.candidate import (
    ELSEWHERE,
    Candidate,
    JobContext,
    StandingAnswer,
    WrittenAnswer,
)
from agent_service.forms.facts import fact, own_trade
from agent_service.forms.fitting import fitted
from agent_service.forms.manifest import Policy, Source
from agent_service.forms.question_rules import DENIED
from agent_service.forms.reader import Control
from agent_service.forms.slots import DEMOGRAPHIC, Slot, slot_of
from agent_service.forms.words import fold, says_no, says_yes, spans_of_time

_COUNTRY_BOUND = frozenset(
    {"sponsorship", "work_authorization", "work_unsponsored", "unauthorized", "clearance"}
)


def decide(
    control: Control, candidate: Candidate, job: JobContext, slot: Slot | None = None
) -> Answer:
    """Return the answer to one question.

    Args:
        control: the question as it stands on the page; for a list that opens on demand with
            its options filled in, once they are known.
        candidate: the person.
        job: the opening.
        slot: what an adapter knows the question to be; by default it is read off the control.
    """
    slot = slot or slot_of(control)
    return replace(_DECIDERS[slot.policy](control, candidate, job, slot), slot=slot.name)


def _leave(control: Control, _c: Candidate, _j: JobContext, slot: Slot) -> Answer:
    ask = control.required and slot.name not in ("trap", "disabled")
    return Answer(None, NOTHING, slot.policy, slot.why, ask=ask)


def _ask(control: Control, _c: Candidate, _j: JobContext, slot: Slot) -> Answer:
    return blank(control, slot, slot.why or "only you can answer this")


def _from_profile(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    if slot.name == "phone_type":
        return _phone_type(control, candidate, job, slot)
    if slot.name in computed.COMPUTED:
        return computed.COMPUTED[slot.name](control, candidate, job, slot)
    found = fact(slot.name, candidate, slot.number)
    if found is None:
        return blank(control, slot, "your profile does not say")
    value = fitted(control, found.value, slot, home(candidate))
    if value is None:
        return blank(control, slot, f"no option says “{found.value}”")
    return Answer(value, Source(kind="profile", ref=found.path), slot.policy, "from your profile")


def _phone_type(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    """Say what kind of phone it is only where the answer bank does."""
    said = _standing("phone_type", "", candidate)
    if said is None:
        return blank(control, slot, "you have not said what kind of phone it is")
    return _said(control, candidate, said, slot)


def _from_bank(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    """Answer with a standing answer of the slot's kind, or one to this very question."""
    country = ""
    if slot.name in _COUNTRY_BOUND:
        country = _country_meant(control, candidate, job)
    own = _own_words(slot, candidate)
    said = (
        bank.exact_question(control.label, own)
        or _said_of(control, slot, country, candidate)
        or bank.same_question(control.label, own)
    )
    if said is None and slot.name in DEMOGRAPHIC - {"pronouns"}:
        said = _standing("eeo", "", candidate)
    if said is None:
        why = "it is not clear which country is meant"
        known = slot.name not in _COUNTRY_BOUND or country
        return blank(control, slot, "you have no standing answer to this" if known else why)
    if slot.name == "previously_employed" and _worked_at(candidate, job.employer):
        return blank(control, slot, f"your profile lists {job.employer} as an employer")
    if slot.name == "source":
        said = _on_own_site(control, said, job)
    return _said(control, candidate, said, slot)


def _on_own_site(control: Control, said: StandingAnswer, job: JobContext) -> StandingAnswer:
    """Say the employer's own site by the name that the one option for it gives it."""
    name = next(iter(fold(job.employer).split()), "")
    if len(name) < 4 or not choice.own_site(said.value):
        return said
    shape = re.compile(rf"{re.escape(name)} (\w+ ){{0,3}}?(web ?site|site|careers?( page| site)?)")
    named = [o for o in control.options if shape.fullmatch(fold(o))]
    return replace(said, value=named[0]) if len(named) == 1 else said


def _country_meant(control: Control, candidate: Candidate, job: JobContext) -> str:
    """Return the ISO code of the country a legal question is about; empty when none is named."""
    if re.search(slot_rules.WHERE_THEY_LIVE, fold(control.label)):
        return home(candidate)
    return places.mentioned_country(control.label) or job.country


def _said(control: Control, candidate: Candidate, said: StandingAnswer, slot: Slot) -> Answer:
    value = fitted(control, said.value, slot, home(candidate))
    if value is None:
        return blank(control, slot, f"no option says “{said.value}”")
    source = Source(kind="bank", ref=said.id)
    return Answer(value, source, slot.policy, "your standing answer")


def _said_of(
    control: Control, slot: Slot, country: str, candidate: Candidate
) -> StandingAnswer | None:
    """Return the standing answer to a slot; years of a skill only for a skill that is named."""
    if slot.name == "work_unsponsored":
        return _unsponsored(country, candidate)
    if slot.name == "work_authorization" and any(map(choice.sponsoring, control.options)):
        return _how_permitted(control, country, candidate)
    if kind := DENIED.get(slot.name):
        return _denied(_standing(kind, country, candidate))
    if slot.name in ("salary_currency", "salary_period"):
        return _standing("salary", "", candidate)
    if slot.name == "available_from" and spans_of_time(control.options):
        return _standing("notice_period", "", candidate)
    if slot.name != "skill_years":
        return _standing(slot.name, country, candidate)
    found = bank.skill_answer(control.label, candidate.answers)
    return (
        replace(found, value=bank.years_said(found)) if found else _own_trade(control, candidate)
    )


def _denied(said: StandingAnswer | None) -> StandingAnswer | None:
    """Return the answer to a question that asks for the opposite; only a yes or no has one."""
    if said is None or not (says_yes(said.value) or says_no(said.value)):
        return None
    return replace(said, value="No" if says_yes(said.value) else "Yes")


def _own_trade(control: Control, candidate: Candidate) -> StandingAnswer | None:
    """Return all years of experience where they were in the very trade that is asked about."""
    years = _standing("years_experience", "", candidate)
    asked = bank.trade(control.label)
    return years if years and asked <= own_trade(candidate.profile, years.value) else None


def _unsponsored(country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return yes only for who may work there and needs no sponsor; both were said."""
    may = _standing("work_authorization", country, candidate)
    needs = _standing("sponsorship", country, candidate)
    if may is None or needs is None:
        return None
    both = says_yes(may.value) and says_no(needs.value)
    return replace(may, id=f"{may.id} {needs.id}", value="Yes" if both else "No")


def _how_permitted(control: Control, country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return which kind of permission to work the person has, where options tell several apart.

    One that needs a sponsor although it is there already ends some day: which, only they know.
    """
    may = _standing("work_authorization", country, candidate)
    needs = _standing("sponsorship", country, candidate)
    if may is None or needs is None or says_yes(may.value) == says_yes(needs.value):
        return None
    if says_no(may.value) and any(map(says_no, control.options)):
        return may
    kind = choice.SPONSORED if says_yes(needs.value) else choice.UNSPONSORED
    told = kind in map(choice.sponsoring, control.options)
    return replace(may, id=f"{may.id} {needs.id}", value=kind) if told else may


def _own_words(slot: Slot, candidate: Candidate) -> list[StandingAnswer]:
    """Return the answers to questions of the person's own; never those of another known kind."""
    kinds = ("question", "motivation", slot.name)
    return [a for a in candidate.answers if a.kind in kinds and slot.name not in _COUNTRY_BOUND]


def _standing(kind: str, country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return the standing answer of a kind, for that country before one for any.

    A country-bound kind takes an answer for that very country, or one for all others; an answer
    that names no country only where the question, too, is about none.
    """
    of_kind = [a for a in candidate.answers if a.kind == kind and kind != "question"]
    bound = kind in _COUNTRY_BOUND and country
    for wanted in [c for c in (country, ELSEWHERE if bound else "") if c or not bound]:
        if found := [a for a in of_kind if a.country.upper() == wanted]:
            return found[0]
    return None


def _worked_at(candidate: Candidate, employer: str) -> bool:
    names = {fold(str(w.get("name") or "")) for w in candidate.profile.get("work") or []}
    return bool(employer) and fold(employer) in names


def _document(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    found = next((d for d in candidate.documents if d.kind == slot.name), None)
    if found is None:
        return blank(control, slot, "there is no such document")
    if not _accepts(control.accept, found.name):
        return blank(control, slot, f"the form takes {control.accept} only")
    source = Source(kind="document", ref=found.document_id)
    return Answer(found.name, source, slot.policy, "your document", document=found)


def _accepts(accept: str, name: str) -> bool:
    """Return whether a file input takes a file of this name; types are judged by the browser."""
    suffixes = [a.strip().casefold() for a in accept.split(",") if a.strip().startswith(".")]
    others = [a for a in accept.split(",") if a.strip() and not a.strip().startswith(".")]
    return not suffixes or bool(others) or name.casefold().endswith(tuple(suffixes))


def _written(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    asked = fold(control.label)
    for made in candidate.written:
        if fold(made.question) == asked or (
            slot.name == "letter_text" and _is_letter(made.question)
        ):
            return _prose(control, slot, made.text, _cited(made))
    own = _own_words(slot, candidate)
    said = bank.same_question(control.label, own) or _motivation(control, candidate, job)
    if said:
        return _prose(control, slot, said.value, Source(kind="bank", ref=said.id))
    writer = candidate.writer if slot.name != "letter_text" else None
    if writer and (new := writer(control.label, control.maxlength)):
        return _prose(control, slot, new.text, _cited(new))
    letter = next((d for d in candidate.documents if d.kind == "cover_letter" and d.text), None)
    if slot.name == "letter_text" and letter:
        source = Source(kind="document", ref=letter.document_id)
        return _prose(control, slot, letter.text, source)
    return blank(control, slot, "an answer has to be written")


def _cited(made: WrittenAnswer) -> Source:
    return Source(kind="written", ref=made.id, fact_ids=made.fact_ids)


def _is_letter(question: str) -> bool:
    return fold(question) in ("cover letter", "letter")


def _motivation(control: Control, candidate: Candidate, job: JobContext) -> StandingAnswer | None:
    asked = fold(control.label)
    of_name = re.fullmatch(r"\s*Why [A-Z][\w&.' -]{1,40}\?\s*", control.label)
    why_us = job.employer and asked.startswith(f"why {fold(job.employer)}")
    if of_name or why_us or re.search(slot_rules.MOTIVATION, asked):
        return _standing("motivation", "", candidate)
    return None


def _prose(control: Control, slot: Slot, text: str, source: Source) -> Answer:
    if control.maxlength and len(text) > control.maxlength:
        return blank(control, slot, f"the answer is longer than {control.maxlength} characters")
    return Answer(text, source, slot.policy, "written from your facts")


_DECIDERS: dict[Policy, Decider] = {
    "exact": _from_profile,
    "derived": _from_profile,
    "bank": _from_bank,
    "document": _document,
    "never_guessed": _from_bank,
    "written": _written,
    "leave_blank": _leave,
    "needs_person": _ask,
}
