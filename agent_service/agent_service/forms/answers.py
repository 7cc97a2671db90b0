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
    Candidate,
    JobContext,
    StandingAnswer,
    WrittenAnswer,
)
from agent_service.forms.facts import fact
from agent_service.forms.fitting import fitted
from agent_service.forms.manifest import Policy, Source
from agent_service.forms.reader import Control
from agent_service.forms.slots import DEMOGRAPHIC, Slot, asks_why, slot_of
from agent_service.forms.standing import COUNTRY_BOUND, said_of, standing
from agent_service.forms.words import fold

#: Why an employer, called by name: "Why Acme?", with a hint behind it or none.
_WHY_THEM = re.compile(
    r"[\s¿]*(Why|Warum|Waarom|Pourquoi|Por qué) [A-Z][\w&.' -]{1,40}\?\s*(\([^)]*\))?\s*"
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
    whole = slot.name == "city" and control.kind == "combobox"  # its list tells namesakes apart
    found = fact("location" if whole else slot.name, candidate, slot.number)
    if found is None:
        return blank(control, slot, "your profile does not say")
    value = fitted(control, found.value, slot, home(candidate))
    if value is None:
        return blank(control, slot, f"no option says “{found.value}”")
    return Answer(value, Source(kind="profile", ref=found.path), slot.policy, "from your profile")


def _phone_type(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    """Say what kind of phone it is only where the answer bank does."""
    said = standing("phone_type", "", candidate)
    if said is None:
        return blank(control, slot, "you have not said what kind of phone it is")
    return _said(control, candidate, said, slot)


def _from_bank(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    """Answer with a standing answer of the slot's kind, or one to this very question."""
    country = ""
    if slot.name in COUNTRY_BOUND:
        country = _country_meant(control, candidate, job)
    own = _own_words(slot, candidate)
    said = (
        bank.exact_question(control.label, own)
        or said_of(control, slot, country, candidate)
        or bank.same_question(control.label, own)
    )
    if said is None and slot.name in DEMOGRAPHIC - {"pronouns"}:
        said = standing("eeo", "", candidate)
    if said is None:
        why = "it is not clear which country is meant"
        known = slot.name not in COUNTRY_BOUND or country
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
    shape = re.compile(
        rf"{re.escape(name)} (\w+ ){{0,3}}?(web ?site|site|careers?( page| site)?)"
        r"|(\w+ ){0,2}(web ?site|webseite|site|sitio|pagina)( web)? (van|von|de|of) "
        rf"{re.escape(name)}( \w+){{0,3}}"
    )
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


def _own_words(slot: Slot, candidate: Candidate) -> list[StandingAnswer]:
    """Return the answers to questions of the person's own; never those of another known kind."""
    kinds = ("question", "motivation", slot.name)
    return [a for a in candidate.answers if a.kind in kinds and slot.name not in COUNTRY_BOUND]


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
    of_name = _WHY_THEM.fullmatch(control.label)
    why_us = job.employer and asked.startswith(f"why {fold(job.employer)}")
    if of_name or why_us or asks_why(asked):
        return standing("motivation", "", candidate)
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
