"""The pages in every language: whole, translated, and in the language that the person reads."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from makers import NOON
from pages import press
from scenes import SCENES

from agent_service.applications.models import Application
from agent_service.approval import links, words
from agent_service.approval.models import Act

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = sorted(words.languages() - {words.FALLBACK})
#: What is a name, a number or of the employer's form, so that it stays, and words that are alike.
STAYS = re.compile(
    r"[^a-zà-ÿ]*|https?://\S+|(GET|POST) \S+|[0-9a-f]{12}|.* SHA-256|Backend Engineer|Baker|Acme"
    r"|Ada.*|London|Paris|Rome|Mon(, Tue)?|Tue|Wed|Name|City|Days|Terms|Story|Pay|Cv|Town|Asked"
    r"|Unsure|Right|GB|Built engines\.( Many\.)?|Many\.|Engines, 1843|I built engines\.|reset|20"
    r"|basics\.\w+|text/plain|\w+\.example|Question|Documents|no|\d+ [A-Za-zé.]+,? \d{2}:\d{2}",
)

#: What an empty place leaves behind.
EMPTY = re.compile(r"\{|\}|None|\(\)|\w [,.](\s|$)|“”|„“|«\s*»")


class Visible(HTMLParser):
    """Collects what a person reads or hears of a page, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.languages: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.pieces += [str(told[name]) for name in ("alt", "title", "aria-label") if name in told]
        self.languages += [str(told["lang"])] if "lang" in told else []

    def handle_data(self, data: str) -> None:
        self.pieces += [" ".join(data.split())] if data.strip() else []


def read(answer: Any) -> Visible:
    found = Visible()
    found.feed(answer.content.decode())
    return found


def browser(language: str) -> Client:
    return Client(headers={"accept-language": language})


def shown(one: Application, language: str, path: str = "") -> Visible:
    """Open the page of an application in a browser of that language."""
    reader = browser(language)
    reader.post(urlsplit(links.mint(one, at=timezone.now()).url).path)
    answer = reader.get(f"/review/{one.id}/{path}")
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    return read(answer)


def assert_translated(mine: Visible, english: Visible, language: str) -> None:
    assert mine.languages == [language]  # nothing is marked as being in another one
    assert [one for one in mine.pieces if EMPTY.search(one)] == []
    left = set(mine.pieces) & set(english.pieces)
    assert {piece for piece in left if not STAYS.fullmatch(piece)} == set()


@pytest.mark.parametrize("scene", SCENES)
def test_a_page_says_everything_in_the_readers_language(scene: str, user_id: UUID) -> None:
    one = SCENES[scene](user_id)
    pages = [""] + (["by-hand/"] if scene in ("taken over", "unread", "lacking", "lost") else [])
    for path in pages:
        english = shown(one, "en", path)
        assert english.languages == ["en"]
        for language in OTHERS:
            assert_translated(shown(one, language, path), english, language)


@pytest.mark.parametrize("act", Act)
def test_what_a_link_opens_is_in_the_language_that_its_mail_was_in(
    act: Act, user_id: UUID
) -> None:
    one = SCENES["lacking"](user_id)
    assert one.manifest
    texts = {}
    for language in ("en", *OTHERS):
        link = links.mint(
            one, at=timezone.now(), act=act, digest=one.manifest.digest, language=language
        )
        texts[language] = read(browser("pl").get(urlsplit(link.url).path))
    for language in OTHERS:
        assert_translated(texts[language], texts["en"], language)


def closed(reader: Client, one: Application, case: str) -> Any:
    """Return a page that opens nothing."""
    path = urlsplit(links.mint(one, at=timezone.now()).url).path
    if case == "spent":
        reader.post(path)
        return reader.post(path)
    if case == "changed":
        return reader.get(
            urlsplit(
                links.mint(one, at=timezone.now(), act=Act.REJECT, digest="x").url,
            ).path
        )
    if case == "no session":
        return reader.get(f"/review/{one.id}/")
    reader.post(path)
    if case == "forged":
        return reader.post(f"/review/{one.id}/decision/", {"verdict": "approve"})
    return reader.get(
        {"no picture": f"/review/{one.id}/evidence/", "no path": "/review/ope/"}[case]
    )


@pytest.mark.parametrize(
    ("case", "status"),
    [("spent", 410), ("changed", 409), ("no session", 403), ("forged", 403), ("no picture", 404),
     ("no path", 404)],
)  # fmt: skip
def test_a_page_that_opens_nothing_says_so_in_the_readers_language(
    case: str, status: int, user_id: UUID
) -> None:
    one = SCENES["captcha"](user_id)
    english = closed(browser("en"), one, case)
    for language in OTHERS:
        answer = closed(browser(f"{language}-XX,en;q=0.5"), one, case)
        assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert_translated(read(answer), read(english), language)


def refused(one: Application, language: str, verdict: str, **filled: str) -> Visible:
    """Press a button that does not do, and return the page that says so."""
    reader = browser(language)
    reader.post(urlsplit(links.mint(one, at=timezone.now()).url).path)
    answer = press(one, reader, verdict, **filled)
    assert answer.status_code >= 400
    return read(answer)


@pytest.mark.parametrize(
    ("scene", "verdict", "filled"),
    [
        ("lacking", "approve", {}),
        ("captcha", "approve", {"field:name": "Ada", "field:city": "London"}),
        ("beside", "approve", {"field:name": "Ada", "field:city": "London"}),
        ("unverified", "it-arrived", {}),
        ("8-sent-by-hand", "reject", {}),
        ("5-approved-by-rule", "take-over", {}),
        ("7-cancelled", "try-again", {}),
        ("declined", "save", {"digest": "old", "field:asked": "z"}),
        ("taken over", "save", {"field:name": "Eve", "digest": "old"}),
    ],
)
def test_a_refused_decision_says_in_the_readers_language_how_to_go_on(
    scene: str, verdict: str, filled: dict[str, str], user_id: UUID
) -> None:
    one = SCENES[scene](user_id)
    english = refused(one, "en", verdict, **filled)
    for language in OTHERS:
        assert_translated(refused(one, language, verdict, **filled), english, language)


def test_the_persons_choice_goes_before_the_browsers(user_id: UUID) -> None:
    one = SCENES["captcha"](user_id)

    def chosen(mailed: str, account: str, accepted: str) -> str:
        type(one.run).objects.update(language=account)
        reader = browser(accepted)
        link = links.mint(one, at=timezone.now(), language=mailed)
        reader.post(urlsplit(link.url).path)
        return str(reader.get(f"/review/{one.id}/")["Content-Language"])

    assert chosen("de-AT", "fr", "es") == "de"
    assert chosen("", "fr_CA", "es") == "fr"
    assert chosen("pl", "ja", "es;q=0.5, de;q=0.8, xx") == "de"
    assert chosen("", "", "de;q=0, *") == "en"
    assert chosen("", "", "") == "en"


def test_a_mailed_link_keeps_the_language_that_the_mail_was_in(
    user_id: UUID, service_api: Any
) -> None:
    one = SCENES["captcha"](user_id)
    assert one.manifest
    asked = {"language": "fr-CA", "digest": one.manifest.digest}
    path = f"/internal/applications/{one.id}/mailed-link/"
    made = service_api("notification_service").post(path, asked).json()
    reader = browser("de")
    for link in (made["path"], *made["steps"].values()):
        assert reader.get(link)["Content-Language"] == "fr"
    reader.post(made["steps"]["reject"])
    assert reader.get(f"/review/{one.id}/")["Content-Language"] == "fr"
    assert reader.get(made["steps"]["reject"])["Content-Language"] == "fr"  # spent by now


@pytest.mark.parametrize(
    ("zone", "moment", "minute"),
    [
        ("America/Lima", "23 de noviembre de 2026, 07:00 -05", "23 nov, 07:00"),
        ("Asia/Tokyo", "23 de noviembre de 2026, 21:00 JST", "23 nov, 21:00"),
        ("", "23 de noviembre de 2026, 12:00 UTC", "23 nov, 12:00"),
        ("Nowhere/../x", "23 de noviembre de 2026, 12:00 UTC", "23 nov, 12:00"),
    ],
)
def test_times_are_told_on_the_readers_clock(
    zone: str, moment: str, minute: str, user_id: UUID
) -> None:
    one = SCENES["lost"](user_id)
    type(one.run).objects.update(zone=zone)
    one.attempts.update(started_at=NOON)
    told = " ".join(shown(one, "es").pieces)
    assert f"Enviada el {moment}" in told
    assert minute in told
    assert f"Horas: {zone if '/T' in zone or '/L' in zone else 'UTC'}" in told


def test_sentences_that_nobody_translated_stay_english_and_are_marked(user_id: UUID) -> None:
    one = SCENES["captcha"](user_id)
    one.timeline.create(user_id=user_id, code="news", sentence="You won <b>.", at=timezone.now())
    reader = browser("de")
    reader.post(urlsplit(links.mint(one, at=timezone.now()).url).path)
    page = reader.get(f"/review/{one.id}/").content.decode()
    assert '<span lang="en">You won &lt;b&gt;.</span>' in page
