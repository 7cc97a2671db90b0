"""What was said once is said again without its template, and only to those whom it fits."""

import random
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from causes import facts_of

from notification_service.messages import layouts, phrases, rendering
from notification_service.messages.kinds import KINDS
from notification_service.messages.languages import languages


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Begin and end with an empty store."""
    phrases.forget()
    yield
    phrases.forget()


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the templates that were filled."""
    names = list[str]()

    def note(language: str, name: str, shown: Any, *, escaped: bool) -> str:
        names.append(name)
        return layouts.fill(language, name, shown, escaped=escaped)

    monkeypatch.setattr(rendering, "fill", note)
    return names


def told(**facts: Any) -> str:
    return rendering.write("run_failed", {**facts_of("run_failed"), **facts}).body


def test_who_is_told_the_same_costs_no_template(filled: list[str]) -> None:
    first = told(run_id="one")
    assert {told(run_id=str(n), occurred_at=f"2026-03-0{n}T12:00:00Z") for n in range(1, 9)} == {
        first
    }
    assert filled == ["run_failed.txt"]


def test_a_fact_that_the_words_depend_on_makes_other_words(filled: list[str]) -> None:
    one, other = told(code="step-failed"), told(code="refused")
    assert one != other
    assert told(code="step-failed") == one
    assert told(code="brand-new", step="write") != told(code="brand-new", step="prepare")
    assert len(filled) == 4


def test_threads_that_learn_at_once_say_nothing_of_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Overtaken(dict[Any, Any]):
        """Has each note written over by a thread that saw less."""

        def __setitem__(self, place: Any, names: frozenset[str]) -> None:
            super().__setitem__(place, frozenset())

    monkeypatch.setattr(phrases, "_named", Overtaken())
    assert told(code="brand-new", step="write") != told(code="brand-new", step="prepare")


def test_a_moment_is_shown_in_each_readers_zone() -> None:
    facts = facts_of("password_changed")
    berlin, kathmandu = (
        rendering.write("password_changed", facts, zone=ZoneInfo(zone)).body
        for zone in ("Europe/Berlin", "Asia/Kathmandu")
    )
    assert "13:00 CET" in berlin
    assert "17:45" in kathmandu


def test_a_full_store_is_emptied_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_MOST", 5)
    said = [told(code=f"new-{n}") for n in range(20)]
    assert len(phrases._kept) <= 5
    assert said == [told(code=f"new-{n}") for n in range(20)]


def test_long_facts_are_not_kept() -> None:
    group = [{"score": 0.5, "met": n, "missing": 0} for n in range(200)]
    rendering.write("match_found", {**facts_of("match_found"), "count": 200, "group": group})
    assert phrases._kept == {}


@pytest.mark.parametrize("language", sorted(languages()))
def test_whatever_was_said_before_the_words_are_those_of_a_fresh_store(language: str) -> None:
    draw, asked = random.Random(language), list[tuple[str, dict[str, Any]]]()
    for kind in KINDS:
        facts = facts_of(kind)
        for _ in range(8):  # the same few facts in many mixtures, some of them missing
            some = {name: _other(name, value, draw) for name, value in facts.items()}
            optional = [name for name in ("employer", "place", "expires_at", "reason", "title")]
            left = {n: v for n, v in some.items() if n not in optional or draw.random() < 0.5}
            asked.append((kind, left))
    draw.shuffle(asked)
    kept = [rendering.write(kind, facts, language=language) for kind, facts in asked]
    for (kind, facts), words in zip(asked, kept, strict=True):
        phrases.forget()
        assert rendering.write(kind, facts, language=language) == words


def _other(name: str, value: Any, draw: random.Random) -> Any:
    """Return a fact or another that it might be."""
    if name.endswith(("_at", "_day")) or isinstance(value, list | dict | bool | None):
        return value
    if isinstance(value, str):
        return draw.choice([value, "moved", "cancelled", "login", "refused"])
    return draw.choice([value, 0, 1, 2]) if isinstance(value, int) else value
