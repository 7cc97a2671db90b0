"""Judges whether a standing rule covers one exact manifest: pure, with a reason for each no."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent_service.forms.manifest import Manifest, ManifestField
from agent_service.openings.identity import soft_key

#: Policies of answers that only the person may give: legal, demographic, consent, salary, others.
_OWN_WORD = frozenset({"never_guessed", "needs_person"})
#: Where such an answer may come from: typed into the answer bank, or on the review page.
_TYPED = frozenset({"bank", "edit"})
_EMPTY = (None, "", (), False)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule asks for."""

    adapters: Sequence[str]
    match_at_least: float
    a_day: int
    employers_never: Sequence[str]
    one_per_employer: bool
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: the manifest, and what is known around it."""

    manifest: Manifest
    questions: Sequence[Any]  # of the form to the person, as they are stored
    may_be_sent: bool  # the kind of form was verified, or the person turned it on
    score: float | None  # of the match, 0 to 1
    employer: str
    open_there: int  # other open applications at the employer
    today: int  # how many the rule approved, or had sent, today
    at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a rule does not cover something."""

    code: str
    sentence: str


def objections(terms: Terms, case: Case) -> list[Objection]:
    """Return every reason why the rule does not cover the case; none means that it does."""
    return [*_of_the_rule(terms, case), *_of_the_employer(terms, case), *_of_the_answers(case)]


def _of_the_rule(terms: Terms, case: Case) -> Iterator[Objection]:
    if terms.expires_at is not None and terms.expires_at <= case.at:
        yield Objection("rule-expired", f"It ended on {terms.expires_at:%d %B %Y}.")
    kind = case.manifest.adapter
    if kind not in terms.adapters:
        meant = ", ".join(terms.adapters)
        yield Objection("other-system", f"It is for {meant}; this form is of the kind {kind}.")
    if not case.may_be_sent:
        yield Objection("unverified-form", f"Nobody has checked forms of the kind {kind} yet.")
    if case.score is None:
        yield Objection("no-match", "There is no match score.")
    elif case.score < terms.match_at_least:
        sentence = f"The match is {case.score:.2f}; it asks for {terms.match_at_least:.2f}."
        yield Objection("match-too-low", sentence)
    if case.today >= terms.a_day:
        yield Objection("day-full", f"It allows {terms.a_day} a day, and {case.today} went today.")


def _of_the_employer(terms: Terms, case: Case) -> Iterator[Objection]:
    if not case.employer:
        yield Objection("employer-unknown", "The posting does not name the employer.")
    if _name(case.employer) in {_name(never) for never in terms.employers_never} - {""}:
        yield Objection("employer-excluded", f"It is never for {case.employer}.")
    if terms.one_per_employer and case.open_there:
        yield Objection("employer-taken", f"You have another open application at {case.employer}.")


def _of_the_answers(case: Case) -> Iterator[Objection]:
    filed = {file.key for file in case.manifest.files}
    asked = {one["key"] for one in case.questions if one.get("required", True)}
    for one in case.manifest.fields:
        label = one.label or one.name or one.key
        empty = one.value in _EMPTY and one.key not in filed
        if empty and (one.required or one.key in asked):
            yield Objection("answer-missing", f"Only you can answer “{label}”.")
        elif one.key in asked:
            yield Objection("question-open", f"“{label}” waits for you: it is not sure.")
        elif not empty and not _typed(one):
            yield Objection("not-your-word", f"The answer to “{label}” is not one that you typed.")


def _typed(one: ManifestField) -> bool:
    return one.policy not in _OWN_WORD or one.source.kind in _TYPED


def _name(employer: str) -> str:
    """Return an employer's name whatever its legal form."""
    return soft_key(employer, "x", ())
