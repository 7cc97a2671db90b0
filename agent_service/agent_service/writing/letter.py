"""Writes a cover letter from templates; every sentence stores the facts it cites."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from agent_service.writing.claims import claim, education, example, roles, skills, work
from agent_service.writing.documents import Letter, Text
from agent_service.writing.facts import Facts
from agent_service.writing.grounding import LISTS, address_texts
from agent_service.writing.relevance import Relevance
from agent_service.writing.resume import contact_of, name_of
from agent_service.writing.wording import Wording

MOST_EXAMPLES = 3
MOST_SKILLS = 6
#: Longer highlights are left to the résumé: a letter is read in a minute.
LONGEST_EXAMPLE = 280
FEWEST_WORDS = 4


def write_letter(
    facts: Facts, posting: Mapping[str, Any], relevance: Relevance, wording: Wording, *, at: date
) -> Letter:
    """Return the letter to the posting's employer, dated ``at``.

    Raises:
        NoName: the profile has no name.
    """
    forms = {name: Text(t, kind="address") for name, t in address_texts(posting, wording).items()}
    name = name_of(facts)
    entries = list(work(facts))
    examples = _examples(facts, entries, relevance, wording)
    first = [forms["opening"], *roles(facts, entries[:1], wording)]
    last = [Text(text, kind="connective") for text in wording.connective.values()]
    paragraphs = [first, examples, list(_background(facts, relevance, wording)), last]
    employer = posting.get("employer")
    return Letter(
        language=wording.code,
        title=f"{name.text} – {wording.letter_title}",
        name=name,
        contact=contact_of(facts),
        date=wording.day(at),
        recipient=" ".join(employer.split())[:120] if isinstance(employer, str) else "",
        subject=forms["subject"],
        salutation=forms["salutation"],
        paragraphs=tuple(tuple(paragraph) for paragraph in paragraphs if paragraph),
        closing=forms["closing"],
    )


def _examples(
    facts: Facts, entries: list[str], relevance: Relevance, wording: Wording
) -> list[Text]:
    """Return the achievements that have most to do with the posting, grouped by employer."""
    candidates = [
        fact
        for entry in entries
        for fact in facts.under(f"{entry}/highlights")
        if len(fact.text) <= LONGEST_EXAMPLE and len(fact.text.split()) >= FEWEST_WORDS
    ]
    ranked = relevance.ranked(candidates)[:MOST_EXAMPLES]
    chosen = sorted(ranked, key=lambda fact: entries.index(fact.entry))
    found: list[Text] = []
    said_at = ""
    for fact in chosen:
        name = facts.field(fact.entry, "name", "company")
        if text := example(fact, name, also=fact.entry == said_at, wording=wording):
            found.append(text)
            said_at = fact.entry
    return found


def _background(facts: Facts, relevance: Relevance, wording: Wording) -> Iterator[Text]:
    """Yield the skills that the posting names, the last studies, the languages it asks for."""
    listed = [fact for fact in facts.all if fact.kind in LISTS and fact.kind.startswith("skills.")]
    named = list({f.text.casefold(): f for f in listed if relevance.names(f.text)}.values())
    if named:
        yield skills(named[:MOST_SKILLS], wording)
    studies = facts.entries("education")
    if studies and (text := education(facts, studies[0], wording)):
        yield text
    for entry in facts.entries("languages"):
        language, level = facts.field(entry, "language"), facts.field(entry, "fluency")
        if language and relevance.names(language.text):
            slots = {"language": language, "fluency": level} if level else {"language": language}
            form = "language" if level else "language_plain"
            yield claim(wording.claims[form], wording, **slots)
