"""Writes what is sent: résumé variant, letter and answers, all of it from the person's facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agent_service.openings.language import language_of
from agent_service.writing.documents import Letter, Resume
from agent_service.writing.facts import Facts, facts_of
from agent_service.writing.grounding import check
from agent_service.writing.letter import write_letter
from agent_service.writing.relevance import Relevance
from agent_service.writing.resume import write_resume
from agent_service.writing.wording import Wording, languages, wording

#: Rewords a letter; what it returns passes the same gate as the templates.
Reword = Callable[[Letter, Facts, Mapping[str, Any], Wording], Letter]


@dataclass(frozen=True, slots=True)
class Written:
    """The documents for one posting and the facts they rest on."""

    resume: Resume
    letter: Letter
    facts: Facts

    def citations(self) -> list[dict[str, Any]]:
        """Return every sentence of the letter with what it cites, for the review page."""
        return [
            {
                "sentence": text.text,
                "kind": text.kind,
                "facts": [
                    {"id": fact.id, "pointer": fact.pointer, "text": fact.text}
                    for fact in (self.facts[one] for one in text.facts)
                ],
            }
            for text in self.letter.sentences()
        ]


def write(
    profile: Mapping[str, Any],
    posting: Mapping[str, Any],
    match_rows: Sequence[Mapping[str, Any]] = (),
    *,
    at: date,
    reword: Reword | None = None,
) -> Written:
    """Return the résumé variant and the letter for one posting, every sentence grounded.

    Args:
        profile: JSON Resume; the only evidence.
        posting: ``title``, ``employer``, ``text``, ``language``; used to choose and to address.
        match_rows: rows of the match, as hints for what matters.
        at: the day the letter is dated.
        reword: rewords the letter (``llm.configured()``); its sentences pass the same gate.

    Raises:
        NoName: the profile has no name.
        NotGrounded: a sentence says more than its facts; nothing is written.
    """
    facts = facts_of(profile)
    chosen = wording(language_for(facts, posting))
    text = posting.get("text")
    relevance = Relevance(text if isinstance(text, str) else "", match_rows)
    resume = write_resume(facts, relevance, chosen)
    letter = write_letter(facts, posting, relevance, chosen, at=at)
    if reword is not None:
        letter = reword(letter, facts, posting, chosen)
    check(resume.texts(), facts, posting, chosen)
    check(letter.texts(), facts, posting, chosen)
    return Written(resume, letter, facts)


def language_for(facts: Facts, posting: Mapping[str, Any]) -> str:
    """Return the language to write in: the person's own, else the posting's, else English.

    Facts are said word for word, so a frame in another language would make a patchwork.
    """
    own = " ".join(fact.text for fact in facts.all if len(fact.text.split()) >= FEWEST_WORDS)
    hint = posting.get("language")
    found = language_of(own) or (hint if isinstance(hint, str) else "") or "en"
    return found if found[:2] in languages() else "en"


#: Shorter facts are names and dates, which tell no language.
FEWEST_WORDS = 5
