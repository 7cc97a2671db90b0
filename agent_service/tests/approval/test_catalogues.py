"""The catalogues say everything that the code and the templates say, and nothing else."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import translation
from sayings import of_code, of_templates

from agent_service.approval import words

OTHERS = sorted(words.languages() - {words.FALLBACK})
_PLACES = re.compile(r"\{\w+\}")


def test_there_are_the_languages_that_messages_come_in() -> None:
    assert words.languages() == {"de", "en", "es", "fr"}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_all_words_of_the_templates_and_no_others(language: str) -> None:
    assert set(words.catalogue(language)["page"]) == of_templates()


@pytest.mark.parametrize("table", ["formats", "page", "told", "codes"])
def test_the_catalogues_hold_the_same_with_the_same_places(table: str) -> None:
    first, *rest = (words.catalogue(language)[table] for language in OTHERS)
    for other in rest:
        assert other.keys() == first.keys()
    for language in OTHERS:
        for english, said in words.catalogue(language)[table].items():
            if table != "formats":
                assert sorted(_PLACES.findall(said)) == sorted(_PLACES.findall(english))
                assert said.strip() == said != ""


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_that_the_code_says_is_told_in_every_language(language: str) -> None:
    with translation.override(language):
        told = {sentence: words.told(sentence) for _module, sentence in of_code()}
    assert len(told) > 150
    marked = re.compile(r'<span lang="en">([^<]*)</span>')
    left = {one for one, said in told.items() if re.search("[a-z]", "".join(marked.findall(said)))}
    assert left == set()


def test_what_an_employers_page_says_is_neither_markup_nor_slow() -> None:
    page = "Your rule “" + "a” (version 1) approved exactly what is shown: match 1 of " * 400
    with translation.override("de"):
        assert len(words.told(page)) > 1000
        assert len(words.told("Is it. " * 400)) > 1000
        assert words.told("The match is 0.20; it asks for 0.75.") == (
            "Die Übereinstimmung ist 0,20; sie verlangt 0,75."
        )
        assert words.told("It ended on <b>.") == "Sie endete am &lt;b&gt;."
        assert words.told("It ended on 01 March 2026.") == "Sie endete am 1. März 2026."


def test_several_sentences_are_told_each_and_a_code_speaks_for_what_is_unknown() -> None:
    with translation.override("es"):
        assert words.told("The agent stopped. It is tried again.") == (
            "El agente se detuvo. Se intenta otra vez."
        )
        assert words.told("The agent stopped. It rained. It snowed.", "step-failed") == (
            "El agente se detuvo. Algo falló de forma inesperada."
        )
        two = "The page says “Hi” although nothing was sent on purpose. Look there."
        assert words.told(f"The agent stopped. {two}") == (
            "El agente se detuvo. "
            "La página dice «Hi» aunque no se envió nada a propósito. Mire allí."
        )
        assert words.told("Sign in (again)") == '<span lang="en">Sign in (again)</span>'
        assert words.told("It rained. You won.") == (
            '<span lang="en">It rained.</span> <span lang="en">You won.</span>'
        )


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "1 March 2026", "2 Mar, 12:00"),
        ("de", "1. März 2026", "2. März, 12:00"),
        ("fr", "1er mars 2026", "2 mars, 12:00"),
        ("es", "1 de marzo de 2026", "2 mar, 12:00"),
    ],
)
def test_days_are_written_as_the_language_does(language: str, first: str, second: str) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with translation.override(language):
        said = words.written(noon.replace(day=1), "day"), words.written(noon, "minute")
    assert said == (first, second)
