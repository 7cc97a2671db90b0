"""Writes the free-text answers of one form while it is filled, every sentence from facts."""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from agent_service.forms.candidate import WrittenAnswer
from agent_service.writing.answers import Answer, answer
from agent_service.writing.facts import facts_of
from agent_service.writing.grounding import NotGrounded
from agent_service.writing.wording import wording
from agent_service.writing.write import language_for

log = logging.getLogger(__name__)


class FormWriter:
    """Answers questions of one run's form; the same question always gets the same answer and id.

    Standing answers come before it, and what nobody but the person can say it leaves: the form
    then asks.
    """

    def __init__(
        self, run_id: UUID, resume: Mapping[str, Any], posting: Mapping[str, Any]
    ) -> None:
        """Take the person's facts apart once.

        Args:
            run_id: from which the ids of the answers are made.
            resume: JSON Resume; the only evidence.
            posting: ``title``, ``employer``, ``text``, ``language``; never evidence.
        """
        self._run_id, self._posting = run_id, posting
        self._facts = facts_of(resume)
        self._wording = wording(language_for(self._facts, posting))
        self._made: dict[str, Answer] = {}

    def __call__(self, question: str, limit: int) -> WrittenAnswer | None:
        """Return the answer to a question, or None where only the person can give one."""
        try:
            found = answer(question, self._facts, (), self._posting, self._wording, limit=limit)
        except NotGrounded as error:  # a defect of the templates must not end the run
            log.warning("an answer was not grounded and is left to the person: %s", error)
            return None
        if not isinstance(found, Answer):
            return None
        own_id = str(uuid5(self._run_id, f"{question} {limit}"))
        self._made[own_id] = found
        return WrittenAnswer(own_id, question, found.text, found.fact_ids)

    def citations(self, answer_id: str) -> tuple[str, list[dict[str, Any]]] | None:
        """Return the question and each sentence of an answer with the facts that it cites."""
        found = self._made.get(answer_id)
        if found is None:
            return None
        return found.question, [
            {
                "sentence": text.text,
                "facts": [
                    {"id": fact.id, "pointer": fact.pointer, "text": fact.text}
                    for fact in (self._facts[one] for one in text.facts)
                ],
            }
            for text in found.sentences
        ]
