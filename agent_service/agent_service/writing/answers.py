"""Answers free-text questions from standing answers and facts, or says that the person must.

What somebody wants, thinks or is proud of is in no profile; legal, demographic, consent and pay
questions are never guessed. Those take a standing answer, word for word, or go to the person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from agent_service.writing.claims import example, roles, skills, work
from agent_service.writing.documents import Text
from agent_service.writing.facts import Fact, Facts
from agent_service.writing.grounding import check
from agent_service.writing.relevance import Relevance
from agent_service.writing.wording import Wording

MOST_EXAMPLES = 3
_NEVER_GUESSED = re.compile(
    r"salary|compensation|\bpay\b|wage|gehalt|salaire|rémunération|salari|retribuci"
    r"|authori[sz]|sponsor|visa|citizen|nationalit|work permit|arbeitserlaubnis|permis de travail"
    r"|gender|pronoun|\brace\b|ethnic|hispanic|veteran|disab|orientation|religio|geschlecht"
    r"|behinder|handicap|consent|agree|privacy|einwillig|consentement|consentimiento"
    r"|criminal|convict|felony|background check|clearance|date of birth|geburtsdatum|age\b",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"experience|familiar|worked with|proficien|knowledge of|skilled|erfahrung|kenntnis"
    r"|expérience|compétence|experiencia|conocimiento",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"how (?:many|long|much)|wie (?:viele|lange)|combien|cuánt", re.IGNORECASE)
_MYSELF = re.compile(
    r"about yourself|introduce yourself|your background|about you\b|über sich|stellen sie sich"
    r"|parlez[- ]nous de vous|présentez[- ]vous|háblanos de ti|preséntate|sobre usted",
    re.IGNORECASE,
)


class Standing(Protocol):
    """A standing answer of the person's answer bank."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def question(self) -> str:
        """The question in the person's words."""

    @property
    def value(self) -> str:
        """The answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Prose for one question: what it says, the facts it cites or the standing answer it is."""

    question: str
    sentences: tuple[Text, ...]
    standing_id: str = ""

    @property
    def text(self) -> str:
        """The whole answer."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """Every fact that is cited, once, in order."""
        return tuple(dict.fromkeys(one for text in self.sentences for one in text.facts))


@dataclass(frozen=True, slots=True)
class NeedsPerson:
    """Nobody but the person can answer; ``why`` tells them."""

    question: str
    why: str


def answer(
    question: str,
    facts: Facts,
    standing: Sequence[Standing],
    posting: Mapping[str, Any],
    wording: Wording,
    *,
    limit: int = 0,
) -> Answer | NeedsPerson:
    """Return what a free-text question is answered with.

    Args:
        question: as the form asks it.
        facts: everything the person gave.
        standing: the person's answer bank.
        posting: the opening, for the gate.
        wording: the language of the answer.
        limit: most characters the form takes; 0 for any number.

    Raises:
        NotGrounded: a sentence says more than its facts: a defect of the templates.
    """
    if bank := _standing(question, standing):
        return _fitting(Answer(question, (Text(bank.value),), bank.id), limit)
    if _NEVER_GUESSED.search(question):
        return NeedsPerson(question, "This is never guessed. Answer it, or add a standing answer.")
    sentences: list[Text] = []
    if _MYSELF.search(question):
        sentences = _myself(facts, wording)
    elif _EXPERIENCE.search(question) and not _COUNTED.search(question):
        sentences = _experience(question, facts, wording)
    if not sentences:
        return NeedsPerson(question, "Your profile holds no answer to this; only you know it.")
    check(sentences, facts, posting, wording)
    return _fitting(Answer(question, tuple(sentences)), limit)


def _standing(question: str, standing: Sequence[Standing]) -> Standing | None:
    """Return the standing answer to the same question, however it is spelled."""
    wanted = _key(question)
    return next((one for one in standing if wanted and _key(one.question) == wanted), None)


def _key(question: str) -> str:
    """Return a question without case, punctuation and the marks of required fields."""
    words = re.findall(r"[^\W_]+", question.casefold())
    return " ".join(word for word in words if word not in {"required", "optional", "please"})


def _fitting(found: Answer, limit: int) -> Answer | NeedsPerson:
    """Return as many whole sentences as the form takes."""
    sentences = list(found.sentences)
    while limit and sentences and len(" ".join(text.text for text in sentences)) > limit:
        sentences.pop()
    if not sentences:
        return NeedsPerson(
            found.question, f"The form takes {limit} characters; shorten the answer."
        )
    return Answer(found.question, tuple(sentences), found.standing_id)


def _myself(facts: Facts, wording: Wording) -> list[Text]:
    """Return the person's own summary and what they work as."""
    summary = facts.at("/basics/summary")
    found = [Text(summary.text, (summary.id,))] if summary else []
    return found + list(roles(facts, list(work(facts))[:1], wording))


def _experience(question: str, facts: Facts, wording: Wording) -> list[Text]:
    """Return what the profile shows of the skills that the question names."""
    asked = Relevance(question, ())
    named = [f for f in facts.all if f.kind.startswith("skills.") and asked.names(f.text)]
    listed = list(
        {fact.text.casefold(): fact for fact in named if fact.kind != "skills.level"}.values()
    )
    if not listed:
        return []
    found = [skills(listed, wording, form="skills_plain")]
    return found + _shown(listed, facts, wording)


def _shown(named: Sequence[Fact], facts: Facts, wording: Wording) -> list[Text]:
    """Return the achievements in which one of the ``named`` skills occurs."""
    points = [
        fact
        for entry in work(facts)
        for fact in facts.under(f"{entry}/highlights")
        if any(Relevance(fact.text, ()).names(skill.text) for skill in named)
    ]
    found: list[Text] = []
    before = ""
    for fact in points[:MOST_EXAMPLES]:
        name = facts.field(fact.entry, "name", "company")
        if text := example(fact, name, also=fact.entry == before, wording=wording):
            found.append(text)
            before = fact.entry
    return found
