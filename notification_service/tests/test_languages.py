"""Every kind in every language, with what real events give: whole, translated, shown right."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from itertools import product
from typing import Any

import pytest
from causes import facts_of, shown
from django.template import Engine

from notification_service.messages import layouts, phrases, rendering
from notification_service.messages.kinds import DIGEST, KINDS
from notification_service.messages.languages import HERE, languages, words_of

LANGUAGES = sorted(languages())


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a name that is nowhere shown as such, and no template taken from English."""

    def engine(language: str) -> Engine:
        return Engine(
            dirs=[str(HERE / language), str(HERE)],
            builtins=["notification_service.messages.filters"],
            string_if_invalid="MISSING(%s)",
        )

    monkeypatch.setattr(layouts, "engine", engine)
    layouts._shape.cache_clear()
    phrases.forget()
    yield
    layouts._shape.cache_clear()
    phrases.forget()


@pytest.mark.parametrize(("kind", "language"), [*product(KINDS, LANGUAGES)])
def test_every_kind_is_told_in_whole_sentences_without_an_empty_variable(
    kind: str, language: str, strict: None
) -> None:
    words = shown(kind, language)
    everything = f"{words.title}\n{words.body}\n{words.text}\n{words.html}"
    assert "MISSING" not in everything
    assert not re.search(r"\{\{|\{%|None|\(\)| [,.]|  ", words.title + words.body)
    assert 10 < len(words.title) < 100
    assert words.body.endswith((".", "?"))
    assert words.title in unescape(words.html)
    assert words.text.startswith(f"{words_of(language)['hello']} Ada,")
    assert f'lang="{language}"' in words.html
    assert words.text.count("http://x.test/yes/") == 1
    assert words.text.rstrip().endswith("http://x.test/u")


@pytest.mark.parametrize(
    ("kind", "language"), [*product(KINDS, [one for one in LANGUAGES if one != "en"])]
)
def test_no_sentence_is_left_in_english(kind: str, language: str) -> None:
    own, english = shown(kind, language), shown(kind, "en")
    assert own.title != english.title
    mine, theirs = (set(re.split(r"(?<=[.?:])\s", one.body)) for one in (own, english))
    assert not mine & theirs
    assert not {words_of(language)[name] for name in ("hello", "open", "approve", "reject")} & {
        words_of("en")[name] for name in ("hello", "open", "approve", "reject")
    }


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Open it: http"), ("de", "Öffnen: http"), ("fr", "Ouvrir : http")],
)
def test_a_colon_stands_as_the_language_has_it(language: str, says: str) -> None:
    assert says in shown("run_failed", language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_takes_no_mail_is_named_in_the_readers_language(language: str) -> None:
    words = shown("channel_paused", language, channel="email")
    slack = shown("channel_paused", language)
    assert "Slack" in slack.title
    assert "Slack" in slack.body
    assert "E-mail" not in words.title + words.body
    assert ("5.1.1 unknown" in shown("channel_paused", language, channel="email",
                                     reason="5.1.1 unknown").body)  # fmt: skip
    assert words.title != slack.title.replace("Slack", "email")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_template_and_none_without_a_kind(language: str) -> None:
    def names(one: str) -> set[str]:
        return {path.name for path in (HERE / one).iterdir()}

    assert names(language) == names("en")
    stems = {path.stem for path in (HERE / language).iterdir()}
    assert {name for name in stems if not name.startswith("_")} == set(KINDS)
    assert words_of(language).keys() >= words_of("en").keys()


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "2 March 2026, 13:00 CET"),
        ("de", "2. März 2026, 13:00 CET"),
        ("fr", "2 mars 2026, 13:00 CET"),
        ("es", "2 de marzo de 2026, 13:00 CET"),
    ],
)
def test_moments_are_written_as_the_language_does(language: str, says: str) -> None:
    assert says in shown("password_changed", language).body


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "1 March"), ("de", "1. März"), ("fr", "1er mars"), ("es", "1 de marzo")],
)
def test_the_first_of_a_month_is_written_as_the_language_does(language: str, says: str) -> None:
    assert says in shown("weekly_report", language).body


@pytest.mark.parametrize(
    ("language", "one", "three"),
    [
        ("en", "One application was submitted.", "3 applications were submitted."),
        ("de", "Eine Bewerbung wurde abgeschickt.", "3 Bewerbungen wurden abgeschickt."),
        ("fr", "Une candidature a été envoyée.", "3 candidatures ont été envoyées."),
        ("es", "Se envió una candidatura.", "Se enviaron 3 candidaturas."),
    ],
)
def test_one_and_many_differ(language: str, one: str, three: str) -> None:
    assert one in shown("weekly_report", language, submitted=1).body
    assert three in shown("weekly_report", language, submitted=3).body
    nothing = shown("weekly_report", language, submitted=0).body
    assert one not in nothing
    assert " 0 " not in nothing


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "10 postings suit you"),
        ("de", "10 Stellen passen zu Ihnen"),
        ("fr", "10 offres vous correspondent"),
        ("es", "10 ofertas encajan con usted"),
    ],
)
def test_ten_matches_are_one_message_with_a_line_each(language: str, title: str) -> None:
    group = [{"score": n / 10, "met": n, "missing": n % 3} for n in range(10)]
    words = shown("match_found", language, count=10, group=group)
    assert words.title == title
    *lines, last = [line for line in words.body.splitlines() if line]
    assert [line[:2] for line in lines] == ["- "] * 10
    assert last == shown("match_found", language).body.splitlines()[-1]  # what comes of it
    assert words.html.count("<li>") == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_has_a_line_for_each_message(language: str, strict: None) -> None:
    items = [{"title": shown(kind, language).title} for kind in KINDS]
    facts = {"items": items, "count": len(items), "name": "Ada"}
    words = rendering.render(DIGEST, facts, language=language)
    assert words.title.startswith(str(len(items)))
    assert words.body.splitlines() == [f"- {item['title']}" for item in items]
    assert rendering.write(DIGEST, {**facts, "count": 1}, language=language).title != words.title


@pytest.mark.parametrize("tag", ["de-AT", "DE", "de_CH", "xx", "", "../en", "e" * 500])
def test_an_unknown_language_is_answered_in_english(tag: str) -> None:
    expected = "de" if tag.lower().startswith("de") else "en"
    assert shown("run_failed", tag).title == shown("run_failed", expected).title


@pytest.mark.parametrize("kind", KINDS)
def test_markup_in_a_fact_stays_text(kind: str) -> None:
    nasty = "<script>alert(1)</script>\r\nBcc: x@example.org"
    facts = {
        name: nasty if isinstance(value, str) and not _is_time(name, value) else value
        for name, value in facts_of(kind).items()
    }
    words = rendering.render(kind, facts, url="http://x.test/")
    assert "<script" not in words.html
    assert "\n" not in words.title


def _is_time(name: str, value: str) -> bool:
    if name.endswith("_day"):
        return True
    return name.endswith("_at") and bool(datetime.fromisoformat(value))


def test_moments_without_a_known_zone_say_that_they_are_utc() -> None:
    write: Callable[..., Any] = rendering.write
    assert "12:00 UTC" in write("password_changed", facts_of("password_changed")).body


PERSON = (
    "login", "form-captcha", "code", "closed", "no-form", "wizard", "form-no-button",
    "unverified-form", "site-consent-needed", "employer-taken", "answers-missing",
    "similar-application", "outcome-unknown", "form-restless", "form-hung", "form-sent",
)  # fmt: skip
RUN = (
    "rejected", "employer-excluded", "already-applied", "refused", "source-refused",
    "site-unreachable", "posting-unreadable", "posting-behind-login", "needs-ocr", "step-failed",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_that_are_known_are_told_in_words(language: str) -> None:
    for kind, codes in (("person_needed", PERSON), ("run_failed", RUN)):
        for code in codes:
            body = shown(kind, language, code=code).body
            assert not re.search(rf"[\"„«(]\s?{code}\s?[\"“»)]", body)
            assert "\n" not in body
    unknown = shown("run_failed", language, code="brand-new", step="prepare").body
    assert "brand-new" in unknown


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_with_dashes_are_a_list_in_html(language: str) -> None:
    html = shown("weekly_report", language, submitted=3).html
    assert html.count("<li>") == 5
    assert "<br>- " not in html
    assert "<ul" not in shown("approval_needed", language).html
