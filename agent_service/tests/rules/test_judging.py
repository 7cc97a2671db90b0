"""A rule covers a manifest, or says why not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from makers import NOON, field, manifest

from agent_service.forms.manifest import ManifestField, Source
from agent_service.rules.judging import Case, Terms, objections

TERMS = Terms(
    adapters=("generic", "lever"), match_at_least=0.7, a_day=2, employers_never=("Bolt Inc",),
    one_per_employer=True, expires_at=None,
)  # fmt: skip


def own(key: str, value: Any, source: Any, policy: Any = "never_guessed") -> ManifestField:
    """Return a field that only the person may answer."""
    made = field(key, value, source=Source(kind=source, ref="x"))
    return made.model_copy(update={"policy": policy})


def case(*fields: ManifestField, **given: Any) -> Case:
    usual: dict[str, Any] = {
        "manifest": manifest(*fields), "questions": (), "may_be_sent": True, "score": 0.8,
        "employer": "Acme", "open_there": 0, "today": 1, "at": NOON,
    }  # fmt: skip
    return Case(**(usual | given))


def codes(terms: Terms, found: Case) -> list[str]:
    return [one.code for one in objections(terms, found)]


def test_what_it_asks_for_it_covers() -> None:
    fields = (field("name", "Ada"), own("visa", "No", "bank"), own("salary", "70000", "edit"))
    assert codes(TERMS, case(*fields)) == []


@pytest.mark.parametrize(
    ("code", "terms", "given"),
    [
        ("rule-expired", {"expires_at": NOON}, {}),
        ("other-system", {"adapters": ("lever",)}, {}),
        ("unverified-form", {}, {"may_be_sent": False}),
        ("match-too-low", {}, {"score": 0.69}),
        ("no-match", {}, {"score": None}),
        ("day-full", {}, {"today": 2}),
        ("employer-excluded", {}, {"employer": "BOLT"}),
        ("employer-unknown", {}, {"employer": ""}),
        ("employer-taken", {}, {"open_there": 1}),
    ],
)
def test_one_thing_that_is_not_as_it_asks_is_one_reason(
    code: str, terms: dict[str, Any], given: dict[str, Any]
) -> None:
    assert codes(replace(TERMS, **terms), case(**given)) == [code]


def test_the_bounds_themselves_are_covered() -> None:
    until = replace(TERMS, expires_at=NOON + timedelta(seconds=1), match_at_least=0.8)
    assert codes(until, case()) == []
    several = replace(TERMS, one_per_employer=False)
    assert codes(several, case(open_there=3)) == []


@pytest.mark.parametrize("policy", ["never_guessed", "needs_person"])
@pytest.mark.parametrize("source", ["profile", "rule", "written", "document", "page", "none"])
def test_what_only_the_person_may_say_is_their_own_typed_answer(policy: Any, source: Any) -> None:
    found = objections(TERMS, case(own("consent", True, source, policy)))
    assert [(one.code, one.sentence) for one in found] == [
        ("not-your-word", "The answer to “Consent” is not one that you typed.")
    ]


def test_what_is_missing_or_still_asked_stops_it() -> None:
    assert codes(TERMS, case(field("city", "", required=True))) == ["answer-missing"]
    asked = {"key": "city", "required": True}
    assert codes(TERMS, case(field("city", ""), questions=(asked,))) == ["answer-missing"]
    assert codes(TERMS, case(field("city", "Rome"), questions=(asked,))) == ["question-open"]
    idle = {"key": "city", "required": False}
    assert codes(TERMS, case(field("city", ""), questions=(idle,))) == []
