"""Pages that want more than the form shows: nothing leaves that was not approved."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from disguises import leaks
from hostile_net import PAGES, Net, opened_net

from agent_service import browser
from agent_service.browser import NeedsPerson, Session, live
from agent_service.forms import chromium, filler, submit
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import Manifest, differences
from common.http import FilteringProxy

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Ending:
    """How a page's story ends once the person approved what was shown."""

    state: str = "submitted"
    kept: int = 1  # applications that came to the page's own server
    asks: tuple[str, ...] = ()  # what the attacker's server may be asked for

    @property
    def ends(self) -> set[tuple[str, int]]:
        """Return every pair of state and applications that came which may be."""
        return {(self.state, self.kept)}


class Hasty(Ending):
    """The page sends itself again while it is being sent: the browser drops one for the other.

    Which one arrives is a matter of milliseconds. At most one does, and only what was seen to
    arrive is called submitted.
    """

    @property
    def ends(self) -> set[tuple[str, int]]:
        """Return one that came and was seen to, or one of which nobody knows."""
        return {("submitted", 1), ("outcome_unknown", 1), ("outcome_unknown", 0)}


SENT = Ending()
HASTY = Hasty()
HELD = Ending("refused", 0)
ENDINGS = {
    "injected_labels": SENT,
    "hidden_lookalikes": SENT,
    "tempting_honeypots": SENT,
    "private_places": SENT,
    "answered_from_inside": Ending("outcome_unknown"),
    "passed_on_elsewhere": Ending("outcome_unknown"),
    "refreshing": SENT,
    "popups": SENT,
    "restless": SENT,
    "thanks_before": HELD,
    "thanks_for_nothing": HELD,
    "posted_elsewhere": HELD,
    "button_elsewhere": HELD,
    "action_changed": HELD,
    "channels": SENT,
    "spelled_out": Ending(asks=("/letters/",)),
    "peer_connections": SENT,
    "workers": SENT,
    "guesses": SENT,
    "blank_get": SENT,
    "sent_by_keys": HASTY,
    "sent_by_script": HASTY,
    "address_bar": SENT,
    "dialogs": SENT,
    "downloads": SENT,
    "local_files": SENT,
    "nested_frames": Ending(asks=("/asks_the_same",)),
    "changed_before_click": HELD,
    "changed_at_the_click": HELD,
    "farewells": SENT,
    "policy_reports": SENT,
    "far_too_tall": SENT,
    "never_loaded": SENT,
}
#: Pages whose way ends before anything could be approved, or that have a test of their own.
OTHERS = {
    "asks_the_same",
    "framed_form",
    "frame_of_another",
    "endless_fields",
    "endless_drip",
    "endless_on_upload",
    "sent_on_upload",
    "other_on_second_visit",
    "stuck",
}


@pytest.fixture(scope="module")
def servers(person: Candidate) -> Iterator[Net]:
    with opened_net(person) as made:
        yield made


@pytest.fixture
def net(servers: Net) -> Net:
    servers.forget()
    return servers


@pytest.fixture(scope="module")
def browsers(servers: Net) -> Iterator[Callable[[], Session]]:
    """Return what gives the browser behind the filter, anew where a page was the end of it.

    The filter admits the page's server and the attacker's.
    """
    if chromium.find_installed() is None:
        pytest.skip(f"no browser: {chromium.INSTALL_COMMAND}")
    hosts = [servers.home.host, servers.elsewhere.host]
    with FilteringProxy(allowed_hosts=hosts) as proxy, ExitStack() as opened:
        last: list[Session] = []

        def give() -> Session:
            if not last or not alive(last[-1]):
                last.append(opened.enter_context(browser.session(proxy_url=proxy.url, timeout=60)))
            return last[-1]

        yield give


@pytest.fixture
def walled(browsers: Callable[[], Session]) -> Session:
    return browsers()


def alive(session: Session) -> bool:
    """Return whether a browser still answers, and was not ended for hanging."""
    running = session._browser
    return running is not None and session._call(running.is_connected)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the waits for what these pages do not do: parse a résumé, answer or load late."""
    monkeypatch.setattr(filler, "_PARSE_QUIET", 0.0)
    monkeypatch.setattr(live, "_LOADED", 800)
    monkeypatch.setattr(submit, "_OWN_ERRORS", 0.5)
    monkeypatch.setattr(submit, "_CONFIRM", 1.5)


def test_every_page_has_its_ending() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == ENDINGS.keys() | OTHERS


@pytest.mark.parametrize("page", sorted(ENDINGS))
def test_nothing_leaves_that_the_manifest_did_not_show(
    walled: Session, net: Net, person: Candidate, files: dict[str, Path], page: str
) -> None:
    ending = ENDINGS[page]
    draft = prepared(walled, net, person, page)
    assert_quiet(net, ending.asks)
    assert net.leaked() == set()

    seen = walled.refill(draft.manifest, files)
    assert differences(draft.manifest, seen) == []
    assert net.leaked() == set()
    if page == "changed_before_click":
        tell(walled, "change()")
    outcome = walled.submit(timeout=5)
    assert (outcome.state, len(net.home.posts())) in ending.ends, outcome
    assert_quiet(net, ending.asks)
    shown = as_bytes(draft.manifest)
    for heard in net.home.heard:
        assert leaks(heard.raw, net.words) <= leaks(shown, net.words)
    for post in net.home.posts():
        assert {v for _, v in post.answers() if v} <= values(draft.manifest)


def test_a_frame_of_another_site_is_named_and_alone_is_sent_to(
    walled: Session, net: Net, person: Candidate, files: dict[str, Path]
) -> None:
    draft = prepared(walled, net, person, "frame_of_another")
    assert draft.manifest.form_url == f"{net.elsewhere.origin}/framed_form"
    assert net.leaked() == set()
    assert differences(draft.manifest, walled.refill(draft.manifest, files)) == []
    outcome = walled.submit(timeout=8)
    assert (outcome.state, len(net.elsewhere.posts())) == ("submitted", 1)
    assert [h.line for h in net.home.heard if leaks(h.raw, net.words)] == []


@pytest.mark.parametrize("page", ["sent_on_upload", "sent_by_script", "sent_by_keys"])
@pytest.mark.parametrize("consent", [False, True])
def test_a_page_that_sends_itself_is_not_sent_while_it_is_filled(
    walled: Session, net: Net, person: Candidate, page: str, consent: bool
) -> None:
    draft = prepared(walled, net, person, page, consent=consent)
    assert net.home.posts() == []
    assert net.leaked() == set()
    assert [f.value for f in draft.manifest.fields if f.name == "mail"] == ["nadia@example.org"]


def test_a_form_that_is_another_on_the_second_visit_is_not_sent(
    walled: Session, net: Net, person: Candidate, files: dict[str, Path]
) -> None:
    draft = prepared(walled, net, person, "other_on_second_visit")
    changes = differences(draft.manifest, walled.refill(draft.manifest, files))
    assert {d.kind for d in changes} == {"form", "missing", "new"}
    assert net.leaked() == set()


@pytest.mark.parametrize("page", ["endless_fields", "endless_drip", "endless_on_upload"])
def test_a_form_that_grows_for_ever_is_left_to_a_person(
    walled: Session, net: Net, person: Candidate, page: str
) -> None:
    with pytest.raises(NeedsPerson) as met:
        walled.prepare(net.url(page), person, JobContext())
    assert met.value.kind == "restless"
    assert net.leaked() == set()


def test_a_page_inside_is_not_opened(walled: Session, net: Net, person: Candidate) -> None:
    with pytest.raises((browser.PageError, NeedsPerson)):
        walled.prepare(net.url("to-inside"), person, JobContext())
    assert net.inside.connections == 0


def test_a_page_that_never_answers_again_is_ended(net: Net, person: Candidate) -> None:
    with (
        browser.session(timeout=12) as opened,
        pytest.raises(browser.BrowserHung),
    ):
        opened.prepare(net.url("stuck"), person, JobContext())
    assert net.leaked() == set()


def prepared(
    session: Session, net: Net, person: Candidate, page: str, *, consent: bool = False
) -> Draft:
    """Return the draft of one page."""
    return session.prepare(net.url(page), person, JobContext(), site_consent=consent)


def tell(session: Session, call: str) -> None:
    """Let the page do something of its own just now."""
    live = session._live
    assert live
    session._call(lambda: live.frames()[0].evaluate(f"() => {call}"))


def assert_quiet(net: Net, asks: tuple[str, ...]) -> None:
    """Nobody but the page's own server was asked for anything, save what ``asks`` begins."""
    came = [h.path for h in net.elsewhere.heard if not h.path.startswith(asks or ("\0",))]
    assert (came, net.inside.connections) == ([], 0)
    times = Counter(h.path for h in net.elsewhere.heard)
    assert len(set(times.values())) <= 1  # each as often as the page was read, and no oftener
    assert net.datagrams() == []


def as_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as its reader sees it."""
    return manifest.model_dump_json().encode()


def values(manifest: Manifest) -> set[str]:
    """Return what fields of the manifest may be sent as, by their server's names."""
    said = {str(f.value) for f in manifest.fields if f.value not in (None, False)}
    return said | {f.name for f in manifest.files}
