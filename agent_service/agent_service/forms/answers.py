"""Decides what a question is answered with, and says where the answer comes from.

Never a guess: what the person did not say is left blank or asked. Legal, demographic, consent
and salary questions take a standing answer word for word or go to the person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from agent_service.forms import options as choice
from agent_service.forms import places
from agent_service.forms.candidate import Candidate, Document, JobContext, StandingAnswer
from agent_service.forms.facts import fact
from agent_service.forms.manifest import Policy, Source, Value
from agent_service.forms.reader import Control
from agent_service.forms.slots import DEMOGRAPHIC, Slot, slot_of
from agent_service.forms.words import first_number, fold, says_no, says_yes

_NOTHING = Source(kind="none")
_COUNTRY_BOUND = frozenset({"sponsorship", "work_authorization", "clearance"})


@dataclass(frozen=True)
class Answer:
    """What to put into a control; ``ask`` says that a person has to."""

    value: Value
    source: Source
    policy: Policy
    reason: str
    slot: str = ""
    ask: bool = False
    document: Document | None = None


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


def _blank(control: Control, slot: Slot, reason: str) -> Answer:
    """Leave it empty; a required one is asked."""
    return Answer(None, _NOTHING, slot.policy, reason, ask=control.required)


def _leave(control: Control, _c: Candidate, _j: JobContext, slot: Slot) -> Answer:
    ask = control.required and slot.name not in ("trap", "disabled")
    return Answer(None, _NOTHING, slot.policy, slot.why, ask=ask)


def _ask(control: Control, _c: Candidate, _j: JobContext, slot: Slot) -> Answer:
    return _blank(control, slot, slot.why or "only you can answer this")


def _from_profile(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    if slot.name in _COMPUTED:
        return _COMPUTED[slot.name](control, candidate, job, slot)
    found = fact(slot.name, candidate, slot.number)
    if found is None:
        return _blank(control, slot, "your profile does not say")
    value = _fitted(control, found.value, slot, candidate)
    if value is None:
        return _blank(control, slot, f"no option says “{found.value}”")
    return Answer(value, Source(kind="profile", ref=found.path), slot.policy, "from your profile")


def _fitted(control: Control, wanted: str, slot: Slot, candidate: Candidate) -> Value:
    """Return ``wanted`` as this control can take it: an option's text, a date, a number."""
    if control.options:
        picked = choice.pick(control.options, wanted, slot.name, _home(candidate))
        return (picked,) if picked and control.kind == "checkboxes" else picked
    if control.kind == "checkbox":
        return says_yes(wanted) or (None if not says_no(wanted) else False)
    if slot.name == "phone":
        plus, national = places.phone_formats(wanted, _home(candidate))
        return national if 0 < control.maxlength < len(plus) else plus
    if control.kind == "number":
        number = first_number(wanted)
        return None if number is None else f"{number:g}" if number % 1 else str(int(number))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", wanted):
        return _dated(control, wanted)
    return wanted if not control.maxlength or len(wanted) <= control.maxlength else None


def _dated(control: Control, day: str) -> str:
    """Return a day as YYYY-MM-DD, or in the order that the placeholder shows."""
    year, month, date = day.split("-")
    shape = control.placeholder.casefold()
    parts = {"yyyy": year, "mm": month, "dd": date, "rrrr": year, "jjjj": year, "tt": date}
    order = re.findall(r"yyyy|rrrr|jjjj|mm|dd|tt", shape)
    if control.kind in ("date", "month") or len(order) != 3:
        return day[:7] if control.kind == "month" else day
    return re.sub(r"yyyy|rrrr|jjjj|mm|dd|tt", lambda m: parts[m.group()], shape)


def _home(candidate: Candidate) -> str:
    where = (candidate.profile.get("basics") or {}).get("location") or {}
    return str(where.get("countryCode") or "")


def _located_in(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    asked, home = places.mentioned_country(control.label), _home(candidate)
    if not asked or not home:
        return _blank(control, slot, "it is not clear which place is meant")
    value = _fitted(control, "Yes" if asked == home else "No", slot, candidate)
    if value is None:
        return _blank(control, slot, "no option says yes or no")
    source = Source(kind="profile", ref="basics.location.countryCode")
    return Answer(value, source, slot.policy, f"you live in {places.country_name(home)}")


def _phone_type(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    """A person's own number is a mobile unless the answer bank says otherwise."""
    said = _standing("phone_type", "", candidate)
    if said is None:
        return _blank(control, slot, "you have not said what kind of phone it is")
    return _said(control, candidate, said, slot)


def _works_here(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    work = candidate.profile.get("work") or []
    current = len(work) > slot.number and not work[slot.number].get("endDate")
    source = Source(kind="profile", ref=f"work[{slot.number}].endDate")
    return Answer(bool(current) or None, source, slot.policy, "your profile gives no end date")


def _position(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    value = _fitted(control, job.title, slot, candidate) if job.title else None
    if value is None:
        return _blank(control, slot, "the posting's title is not known")
    return Answer(
        value, Source(kind="rule", ref="title of the posting"), slot.policy, "the opening"
    )


def _from_bank(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    """Answer with a standing answer of the slot's kind, or one to this very question."""
    country = ""
    if slot.name in _COUNTRY_BOUND:
        country = places.mentioned_country(control.label) or job.country
        if not country:
            return _blank(control, slot, "it is not clear which country is meant")
    said = _same_question(control, candidate) or _said_of(control, slot, country, candidate)
    if said is None and slot.name in DEMOGRAPHIC - {"pronouns"}:
        said = _standing("eeo", "", candidate)
    if said is None:
        return _blank(control, slot, "you have no standing answer to this")
    if slot.name == "previously_employed" and _worked_at(candidate, job.employer):
        return _blank(control, slot, f"your profile lists {job.employer} as an employer")
    return _said(control, candidate, said, slot)


def _said(control: Control, candidate: Candidate, said: StandingAnswer, slot: Slot) -> Answer:
    value = _fitted(control, said.value, slot, candidate)
    if value is None:
        return _blank(control, slot, f"no option says “{said.value}”")
    source = Source(kind="bank", ref=said.id)
    return Answer(value, source, slot.policy, "your standing answer")


def _said_of(
    control: Control, slot: Slot, country: str, candidate: Candidate
) -> StandingAnswer | None:
    """Return the standing answer to a slot; years of a skill only for a skill that is named."""
    if slot.name != "skill_years":
        return _standing(slot.name, country, candidate)
    asked = f" {fold(control.label)} "
    named = [a for a in candidate.answers if a.kind == "skill_years"]
    return next((a for a in named if a.question and f" {fold(a.question)} " in asked), None)


def _standing(kind: str, country: str, candidate: Candidate) -> StandingAnswer | None:
    """Return the standing answer of a kind, for that country before one for any.

    A country-bound kind takes only an answer for that very country.
    """
    of_kind = [a for a in candidate.answers if a.kind == kind and kind != "question"]
    exact = [a for a in of_kind if country and a.country.upper() == country]
    anywhere = [a for a in of_kind if not a.country and kind not in _COUNTRY_BOUND]
    return next(iter(exact or anywhere), None)


def _same_question(control: Control, candidate: Candidate) -> StandingAnswer | None:
    asked = fold(control.label)
    return next((a for a in candidate.answers if a.question and fold(a.question) == asked), None)


def _worked_at(candidate: Candidate, employer: str) -> bool:
    names = {fold(str(w.get("name") or "")) for w in candidate.profile.get("work") or []}
    return bool(employer) and fold(employer) in names


def _document(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    found = next((d for d in candidate.documents if d.kind == slot.name), None)
    if found is None:
        return _blank(control, slot, "there is no such document")
    if not _accepts(control.accept, found.name):
        return _blank(control, slot, f"the form takes {control.accept} only")
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
            source = Source(kind="written", ref=made.id, fact_ids=made.fact_ids)
            return _prose(control, slot, made.text, source)
    said = _same_question(control, candidate) or _motivation(control, candidate, job)
    if said:
        return _prose(control, slot, said.value, Source(kind="bank", ref=said.id))
    letter = next((d for d in candidate.documents if d.kind == "cover_letter" and d.text), None)
    if slot.name == "letter_text" and letter:
        source = Source(kind="document", ref=letter.document_id)
        return _prose(control, slot, letter.text, source)
    return _blank(control, slot, "an answer has to be written")


def _is_letter(question: str) -> bool:
    return fold(question) in ("cover letter", "letter")


def _motivation(control: Control, candidate: Candidate, job: JobContext) -> StandingAnswer | None:
    asked = fold(control.label)
    why_us = rf"^why ({re.escape(fold(job.employer))}|us)\b" if job.employer else r"^why us\b"
    if re.search(r"why .*(want|like|interested|apply|join)", asked) or re.search(why_us, asked):
        return _standing("motivation", "", candidate)
    return None


def _prose(control: Control, slot: Slot, text: str, source: Source) -> Answer:
    if control.maxlength and len(text) > control.maxlength:
        return _blank(control, slot, f"the answer is longer than {control.maxlength} characters")
    return Answer(text, source, slot.policy, "written from your facts")


_Decider = Callable[[Control, Candidate, JobContext, Slot], Answer]
_COMPUTED: dict[str, _Decider] = {
    "located_in": _located_in,
    "phone_type": _phone_type,
    "works_here_now": _works_here,
    "position": _position,
}
_DECIDERS: dict[Policy, _Decider] = {
    "exact": _from_profile,
    "derived": _from_profile,
    "bank": _from_bank,
    "document": _document,
    "never_guessed": _from_bank,
    "written": _written,
    "leave_blank": _leave,
    "needs_person": _ask,
}
