"""The only module that calls a language model, and only where one is configured.

A model may reword the sentences of a letter. It is asked for nothing else and trusted with
nothing: every rewording passes ``grounding.check`` on its own, and where it fails, or the model
does, the deterministic sentence stays. Without ``LLM_URL`` nothing is called.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

from agent_service.writing.documents import Letter, Text
from agent_service.writing.facts import Facts
from agent_service.writing.grounding import NotGrounded, check
from agent_service.writing.wording import Wording
from agent_service.writing.write import Reword
from common import http

#: A letter is a few hundred words; a model that needs longer than this is not waited for.
LIMITS = http.Limits(size=200_000, total=60.0, read=60.0)
LONGEST = 600  # characters of one reworded sentence
_RULES = (
    "You polish the wording of a cover letter. You get JSON with sentences, each with the facts "
    "it cites. Answer with a JSON array of strings, one per sentence, in the same order and "
    "language. Keep every fact word for word. Besides the facts use only these words: {words}. "
    "Add no claim, number, name, skill, employer, date or degree. Leave a sentence as it is when "
    "you cannot improve it."
)


class Model(Protocol):
    """Something that answers a prompt with text."""

    def complete(self, system: str, prompt: str) -> str:
        """Return the model's answer.

        Raises:
            ModelFailed: there is none.
        """


class ModelFailed(Exception):
    """The model did not answer with what it was asked for."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model behind an OpenAI-compatible chat endpoint."""

    url: str
    model: str
    key: str = field(default="", repr=False)

    def complete(self, system: str, prompt: str) -> str:
        """Return the model's answer; see ``Model.complete``."""
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": prompt},
            ],
        }
        headers = {"content-type": "application/json"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        address = f"{self.url.rstrip('/')}/chat/completions"
        try:
            client = http.Client(limits=LIMITS)
            response = client.post(address, content=json.dumps(body).encode(), headers=headers)
            answer = response.raise_for_status().json()["choices"][0]["message"]["content"]
        except (
            Exception
        ) as error:  # whatever goes wrong out there, the letter is written without it
            raise ModelFailed(f"{type(error).__name__}: {error}") from error
        if not isinstance(answer, str):
            raise ModelFailed("the answer holds no text")
        return answer


def configured(environ: Mapping[str, str] = os.environ) -> Reword | None:
    """Return a rewording by the model of ``LLM_URL``, ``LLM_MODEL`` and ``LLM_KEY``, or None.

    A model inside this network has to be admitted in ``OPERATOR_ALLOWED_HOSTS``.
    """
    url, model = environ.get("LLM_URL", ""), environ.get("LLM_MODEL", "")
    if not url or not model:
        return None
    return partial(reword, model=ChatModel(url, model, environ.get("LLM_KEY", "")))


def reword(
    letter: Letter, facts: Facts, posting: Mapping[str, Any], wording: Wording, *, model: Model
) -> Letter:
    """Return ``letter`` with those sentences reworded that stay grounded."""
    claims = [sentence for sentence in letter.sentences() if sentence.kind == "claim"]
    try:
        proposals = _ask(claims, facts, wording, model) if claims else []
    except ModelFailed:
        return letter
    better = {
        sentence: _accepted(sentence, proposal, facts, posting, wording)
        for sentence, proposal in zip(claims, proposals, strict=False)
    }
    paragraphs = tuple(
        tuple(better.get(sentence, sentence) for sentence in paragraph)
        for paragraph in letter.paragraphs
    )
    return replace(letter, paragraphs=paragraphs)


def _ask(claims: list[Text], facts: Facts, wording: Wording, model: Model) -> list[Any]:
    """Return one proposal per sentence.

    Raises:
        ModelFailed: the answer is no array of the same length.
    """
    asked = [
        {"sentence": claim.text, "facts": [facts[one].text for one in claim.facts]}
        for claim in claims
    ]
    words = " ".join(sorted(wording.glue))
    answer = model.complete(_RULES.format(words=words), json.dumps(asked, ensure_ascii=False))
    start, end = answer.find("["), answer.rfind("]")
    try:
        proposals = json.loads(answer[start : end + 1])
    except ValueError as error:
        raise ModelFailed("the answer is no JSON array") from error
    if not isinstance(proposals, list) or len(proposals) != len(claims):
        raise ModelFailed("the answer has another number of sentences")
    return proposals


def _accepted(
    sentence: Text, proposal: Any, facts: Facts, posting: Mapping[str, Any], wording: Wording
) -> Text:
    """Return the proposal where it is grounded in the same facts, else the sentence."""
    if not isinstance(proposal, str) or not 0 < len(proposal.strip()) <= LONGEST:
        return sentence
    reworded = replace(sentence, text=" ".join(proposal.split()))
    try:
        check([reworded], facts, posting, wording)
    except NotGrounded:
        return sentence
    return reworded
