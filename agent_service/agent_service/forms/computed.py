"""Answers that a stated rule computes from the profile or the posting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent_service.forms import bank, places
from agent_service.forms.answer import Answer, Decider, blank, home
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.facts import fact
from agent_service.forms.fitting import fitted
from agent_service.forms.manifest import Source, Value
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot
from agent_service.forms.tongues import named_language
from agent_service.forms.words import fold


def _located_in(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    asked, lives = places.mentioned_country(control.label), home(candidate)
    if not asked or not lives:
        return blank(control, slot, "it is not clear which place is meant")
    value = fitted(control, "Yes" if asked == lives else "No", slot, home(candidate))
    if value is None:
        return blank(control, slot, "no option says yes or no")
    source = Source(kind="profile", ref="basics.location.countryCode")
    return Answer(value, source, slot.policy, f"you live in {places.country_name(lives)}")


def _works_here(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    work = candidate.profile.get("work") or []
    current = len(work) > slot.number and not work[slot.number].get("endDate")
    source = Source(kind="profile", ref=f"work[{slot.number}].endDate")
    return Answer(bool(current) or None, source, slot.policy, "your profile gives no end date")


def _skills(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Choose the offered skills that the profile has; in a text, name them all."""
    known = [str(s.get("name") or "") for s in candidate.profile.get("skills") or []]
    folded = {fold(skill) for skill in known if skill}
    source = Source(kind="profile", ref="skills")
    if control.options:
        value: Value = tuple(o for o in control.options if fold(o) in folded)
        if not value or not _takes_several(control):
            return blank(control, slot, "your profile names none of these skills")
        return Answer(value, source, slot.policy, "the skills in your profile")
    if control.kind == "combobox" and control.required and folded:  # each has to be searched for
        return Answer(tuple(known), source, slot.policy, "the skills in your profile")
    if control.kind not in ("text", "textarea") or not folded:
        return blank(control, slot, "the skills it knows cannot be seen")
    return Answer(", ".join(known), source, slot.policy, "the skills in your profile")


def _has_skill(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Say yes to a skill that the profile names; that one is missing there means nothing."""
    own = [a for a in candidate.answers if a.kind in ("question", "has_skill")]
    if said := bank.same_question(control.label, own):
        source = Source(kind="bank", ref=said.id)
        answer = fitted(control, said.value, slot, home(candidate))
        return Answer(answer, source, slot.policy, "your standing answer", ask=answer is None)
    asked = fold(control.label)
    known = [fold(str(s.get("name") or "")) for s in candidate.profile.get("skills") or []]
    if not any(skill and asked.endswith(f" {skill}") for skill in known):
        return blank(control, slot, "your profile does not name this skill")
    value = fitted(control, "Yes", slot, home(candidate))
    source = Source(kind="profile", ref="skills")
    return Answer(value, source, slot.policy, "it is among your skills", ask=value is None)


def _skill(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Say yes to a skill that the profile names; nothing to any other."""
    known = {fold(str(s.get("name") or "")) for s in candidate.profile.get("skills") or []}
    if not fold(control.label) or fold(control.label) not in known:
        return blank(control, slot, "your profile does not name this skill")
    value = fitted(control, "Yes", slot, home(candidate))
    source = Source(kind="profile", ref="skills")
    return Answer(value, source, slot.policy, "a skill in your profile")


def _language_level(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Answer how well a language is spoken, where the profile says so for the one asked about."""
    asked = named_language(control.label)
    for at, entry in enumerate(candidate.profile.get("languages") or []):
        if asked and named_language(str(entry.get("language") or "")) == asked:
            value = fitted(control, str(entry.get("fluency") or ""), slot, home(candidate))
            source = Source(kind="profile", ref=f"languages[{at}].fluency")
            if value:
                return Answer(value, source, slot.policy, "from your profile")
    return blank(control, slot, "your profile does not say how well in these words")


def _languages(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Choose the offered languages that the profile has; in a text, name them all."""
    spoken = [str(s.get("language") or "") for s in candidate.profile.get("languages") or []]
    known = {named_language(text) for text in spoken} - {""}
    source = Source(kind="profile", ref="languages")
    if control.options:
        fits = tuple(o for o in control.options if named_language(o) in known)
        if not fits or not _takes_several(control):
            return blank(control, slot, "your profile names none of these languages")
        return Answer(fits, source, slot.policy, "the languages in your profile")
    if control.kind not in ("text", "textarea") or not any(spoken):
        return blank(control, slot, "your profile names no languages")
    return Answer(", ".join(filter(None, spoken)), source, slot.policy, "from your profile")


def _takes_several(control: Control) -> bool:
    return control.kind in ("checkboxes", "combobox") or control.multiple


def _nearest(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Choose the one place of a list that is in the person's own town."""
    known = fact("city", candidate)
    city = fold(str(known.value)) if known else ""
    there = [o for o in control.options if city and f" {city} " in f" {fold(o)} "]
    if len(there) != 1:
        return blank(control, slot, "none of these, or more than one, is in your town")
    source = Source(kind="profile", ref="basics.location.city")
    return Answer(there[0], source, slot.policy, "it is in your town")


def _position(control: Control, candidate: Candidate, job: JobContext, slot: Slot) -> Answer:
    title = _named_in(control.options, job.title) or job.title
    value = fitted(control, title, slot, home(candidate)) if title else None
    if value is None:
        return blank(control, slot, "the posting's title is not known")
    return Answer(
        value, Source(kind="rule", ref="title of the posting"), slot.policy, "the opening"
    )


def _named_in(offered: Sequence[str], title: str) -> str:
    """Return the one option whose words all stand, in order, in the title of the opening."""
    found = [o for o in offered if fold(o) and f" {fold(o)} " in f" {fold(title)} "]
    return found[0] if len(found) == 1 else ""


def _landline(control: Control, candidate: Candidate, _j: JobContext, slot: Slot) -> Answer:
    """Give the number where a phone at home or at work is asked for only if it is such a one."""
    kinds = {fold(a.value) for a in candidate.answers if a.kind == "phone_type"}
    number = str((candidate.profile.get("basics") or {}).get("phone") or "")
    if not kinds & {"home", "work", "landline"} or not number:
        return blank(control, slot, "your number is not known to be of that kind")
    value = fitted(control, number, replace(slot, name="phone"), home(candidate))
    return Answer(value, Source(kind="profile", ref="basics.phone"), slot.policy, "your profile")


COMPUTED: dict[str, Decider] = {
    "located_in": _located_in,
    "works_here_now": _works_here,
    "position": _position,
    "nearest": _nearest,
    "skill": _skill,
    "skills": _skills,
    "languages": _languages,
    "has_skill": _has_skill,
    "language_level": _language_level,
    "landline": _landline,
}
