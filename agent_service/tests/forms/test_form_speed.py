"""Speed and memory as ratios: beside a script written by hand for the same form."""

import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from agent_service import browser
from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer

pytestmark = [pytest.mark.browser, pytest.mark.bench]
TEXTS = {
    "First name": "Nadia",
    "Last name": "van den Berg",
    "E-mail": "nadia@example.org",
    "Phone": "+17375550182",
    "City": "Austin",
    "ZIP code": "78704",
    "Street address": "1 Elm Street",
    "LinkedIn profile": "https://www.linkedin.com/in/nadia",
    "Current employer": "Brook & Co",
    "Current job title": "Analyst",
    "Available from": "2027-01-11",
}
LISTS = {
    "State": "Texas",
    "Country": "United States",
    "Are you authorized to work in the United States?": "Yes",
}
OTHERS = ("Canada", "Ohio", "No")
ROUNDS = 7


@pytest.fixture
def form(page_of: Callable[[str], str]) -> str:
    rows = [
        f'<label for="t{i}">{t} *</label><input id="t{i}" required>' for i, t in enumerate(TEXTS)
    ]
    rows += [
        f'<label for="s{i}">{t} *</label><select id="s{i}" required><option value="">Select…'
        + "".join(f"<option>{o}</option>" for o in (*OTHERS, right))
        + "</select>"
        for i, (t, right) in enumerate(LISTS.items())
    ]
    return page_of(
        "<br>".join([*rows, '<label for="f">Résumé *</label><input type="file" id="f">'])
    )


@pytest.fixture
def nadia(person: Candidate) -> Candidate:
    basics = person.profile["basics"]
    place = {**basics["location"], "postalCode": "78704", "address": "1 Elm Street"}
    return Candidate(
        profile={**person.profile, "basics": {**basics, "location": place}},
        answers=(*person.answers, StandingAnswer("x", "available_from", "2027-01-11")),
        documents=person.documents,
    )


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_hand(session: Session, url: str, resume: Path) -> None:
    """Do what a script written for this one form does: a context, fill, read back, picture."""

    def work() -> None:
        assert session._browser
        with session._browser.new_context() as context:
            page = context.new_page()
            page.goto(url)
            for label, text in TEXTS.items():
                page.get_by_label(f"{label} *", exact=True).fill(text)
            for label, option in LISTS.items():
                page.get_by_label(f"{label} *", exact=True).select_option(label=option)
            page.get_by_label("Résumé *", exact=True).set_input_files(str(resume))
            for label in (*TEXTS, *LISTS):
                assert page.get_by_label(f"{label} *", exact=True).input_value()
            page.screenshot(full_page=True)

    session._call(work)


def test_a_plain_form_takes_less_than_half_as_long_again_as_by_hand(
    session: Session, form: str, nadia: Candidate, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = nadia.documents[0].path
    draft = session.prepare(form, nadia, JobContext())
    assert [f.read_back for f in draft.manifest.fields] == [
        *TEXTS.values(),
        *LISTS.values(),
        "nadia.pdf",
    ]
    pairs = [
        (
            timed(lambda: session.prepare(form, nadia, JobContext())),
            timed(lambda: by_hand(session, form, resume)),
        )
        for _ in range(ROUNDS)
    ]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    with capsys.disabled():
        sys.stdout.write(
            f"15 fields: {ours:.2f} s, by hand {theirs:.2f} s, ratio {ours / theirs:.2f}\n"
        )
    assert ours / theirs < 1.5


def test_a_further_context_takes_less_than_90_mb(
    session: Session, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def contexts(count: int) -> int:
        """Return the browser's memory in bytes with so many contexts, each at the form."""
        assert session._browser
        opened = [session._browser.new_context() for _ in range(count)]
        for context in opened:
            context.new_page().goto(form)
        held = memory(Path(session._folder.name))
        for context in opened:
            context.close()
        return held

    one, four = session._call(lambda: contexts(1)), session._call(lambda: contexts(4))
    each = (four - one) / 3
    with capsys.disabled():
        sys.stdout.write(f"each further context: {each / 2**20:.0f} MB\n")
    assert each < 90 * 2**20


def test_two_forms_at_once_take_no_longer_than_one_after_the_other(
    form: str, nadia: Candidate, capsys: pytest.CaptureFixture[str]
) -> None:
    with browser.session() as left, browser.session() as right:
        for each in (left, right):
            each.prepare(form, nadia, JobContext())
        turns = timed(lambda: [s.prepare(form, nadia, JobContext()) for s in (left, right)])
        both = [
            threading.Thread(target=s.prepare, args=(form, nadia, JobContext()))
            for s in (left, right)
        ]
        at_once = timed(lambda: run_all(both))
    with capsys.disabled():
        sys.stdout.write(f"two at once: {at_once / turns:.2f} of one after the other\n")
    assert at_once < turns * 1.1


def run_all(threads: list[threading.Thread]) -> None:
    """Start all, then wait for all."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def memory(folder: Path) -> int:
    """Return the proportional memory in bytes of the browser started from ``folder``."""
    group = int((folder / "pid").read_text())
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int((process / "stat").read_text().rsplit(")", 1)[1].split()[2]) == group:
                rows = (process / "smaps_rollup").read_text().splitlines()
                total += next(int(r.split()[1]) for r in rows if r.startswith("Pss:")) * 1024
        except (OSError, StopIteration):  # it ended meanwhile
            continue
    return total
