"""Builds claims: templates filled with facts, each citing every fact it says."""

import re
from collections.abc import Iterator, Sequence

from agent_service.writing.documents import Text
from agent_service.writing.facts import Fact, Facts
from agent_service.writing.wording import Wording


def claim(template: str, wording: Wording, extra: Fact | None = None, **slots: Fact) -> Text:
    """Return a template filled with facts, citing each of them; ``extra`` is cited unsaid."""
    texts = {
        slot: wording.month(fact.text) if slot.endswith("Date") else _slot(template, slot, fact)
        for slot, fact in slots.items()
    }
    cited = (*slots.values(), extra) if extra else tuple(slots.values())
    return Text(_ended(template.format(**texts)), tuple(fact.id for fact in cited))


def _slot(template: str, slot: str, fact: Fact) -> str:
    """Return a fact's text; a full stop at its end goes where the template puts its own."""
    return fact.text.rstrip(" .;") if f"{{{slot}}}." in template else fact.text


def _ended(text: str) -> str:
    """Return ``text`` with an end of sentence."""
    return text if text.endswith((".", "!", "?", "。", "؟", "…")) else f"{text}."


def work(facts: Facts) -> Iterator[str]:
    """Yield the entries of work from the newest to the oldest."""
    entries = facts.entries("work")

    def newest(entry: str) -> tuple[bool, str]:
        """Return a key that is highest for what goes on, then for the latest end."""
        end = facts.field(entry, "endDate", "startDate")
        start = facts.field(entry, "startDate")
        if end and end.kind.endswith(".present"):
            return (True, start.text if start else "")
        return (False, end.text if end else "")

    yield from sorted(entries, key=newest, reverse=True)


def roles(facts: Facts, entries: list[str], wording: Wording) -> Iterator[Text]:
    """Yield what the person works as, or worked as last."""
    for entry in entries:
        position, name = facts.field(entry, "position"), facts.field(entry, "name", "company")
        start, end = facts.field(entry, "startDate"), facts.field(entry, "endDate")
        if not position or not name:
            continue
        slots = {"position": position, "name": name}
        if start and end and end.kind.endswith(".present"):
            yield claim(
                wording.claims["work_present"], wording, extra=end, startDate=start, **slots
            )
        elif start and end:
            times = {"startDate": start, "endDate": end}
            yield claim(wording.claims["work_past"], wording, **times, **slots)
        else:
            yield claim(wording.claims["work_undated"], wording, **slots)


def example(highlight: Fact, name: Fact | None, *, also: bool, wording: Wording) -> Text | None:
    """Return one achievement: as a sentence where it begins with a verb, else quoted whole."""
    first = highlight.text.split()[0]
    acts = first.casefold() in wording.verbs and not re.search(r"[.;:!?]\s", highlight.text)
    form = "action" if acts else "example"
    if also:
        template = wording.claims[f"{form}_also"]
        return _worded(claim(template, wording, highlight=highlight), highlight, lower=acts)
    if not name:
        return None
    filled = claim(wording.claims[form], wording, name=name, highlight=highlight)
    return _worded(filled, highlight, lower=acts)


def _worded(text: Text, highlight: Fact, *, lower: bool) -> Text:
    """Return ``text`` with the highlight's first letter small where it reads on."""
    core = highlight.text.rstrip(" .;")
    if not lower:
        return text
    return Text(text.text.replace(core, core[0].lower() + core[1:]), text.facts)


def skills(listed: Sequence[Fact], wording: Wording, *, form: str = "skills") -> Text:
    """Return the sentence that lists skills; form ``skills`` says that the posting names them."""
    text = wording.claims[form].format(skills=wording.joined([fact.text for fact in listed]))
    return Text(text, tuple(fact.id for fact in listed))


def education(facts: Facts, entry: str, wording: Wording) -> Text | None:
    """Return the sentence about one course of study, as full as the profile is."""
    slots = {
        name: fact
        for name in ("area", "institution", "studyType")
        if (fact := facts.field(entry, name))
    }
    if "institution" not in slots or len(slots) < 2:
        return None
    form = {"area": "education_area", "studyType": "education_type"}
    only = next((name for name in form if name not in slots), "")
    template = {"": "education", "area": "education_type", "studyType": "education_area"}[only]
    return claim(wording.claims[template], wording, **slots)
