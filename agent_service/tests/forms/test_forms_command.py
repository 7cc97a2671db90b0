"""The command line: what it writes, how it ends, and that it sends at most once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from practice_posting import Practice

from agent_service import browser
from agent_service.forms import __main__ as command_line
from agent_service.forms import filler, submit
from agent_service.practice.questions import TRAP

pytestmark = pytest.mark.browser
PERSON = {
    "name": {"full": "Ada Brunner", "first": "Ada", "last": "Brunner"},
    "email": "ada@example.org",
    "phone": {"e164": "+15125550123"},
    "address": {"city": "Austin", "state": "Texas", "country": "United States"},
    "legal": {"authorized": {"US": True}, "sponsorship_needed": {"US": False}},
    "consent": {"privacy_required": "given"},
    "files": {"resume": "ada.pdf"},
    "answer_bank": [{"q": "Why do you want to work here?", "a": "Shorter queues."}],
}


@pytest.fixture(autouse=True)
def shared_browser(session: browser.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lend the command the tests' browser, and spare it the waits of other pages."""

    class Lent:
        def __enter__(self) -> browser.Session:
            return session

        def __exit__(self, *error: object) -> None:
            return None

    monkeypatch.setattr(browser, "session", lambda **_: Lent())
    monkeypatch.setattr(filler, "_PARSE_QUIET", 0.0)
    monkeypatch.setattr(submit, "_OWN_ERRORS", 0.5)
    monkeypatch.setattr(submit, "_CONFIRM", 0.5)


@pytest.fixture
def run(tmp_path: Path, practice: Practice) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Return a function that fills this test's form and gives exit status and manifest."""
    (tmp_path / "ada.pdf").write_bytes(b"%PDF-1.7")

    def fill(*more: str, **changed: Any) -> tuple[int, dict[str, Any]]:
        profile, out = tmp_path / "person.json", tmp_path / "manifest.json"
        profile.write_text(json.dumps({**PERSON, **changed}))
        words = ["fill", "--url", practice.url, "--profile", str(profile), "--out", str(out)]
        origin = practice.employer.origin
        status = command_line.main([*words, "--allow-origin", origin, *more])
        return status, json.loads(out.read_text())

    return fill


Run = Callable[..., tuple[int, dict[str, Any]]]


def test_a_form_that_can_be_filled_ends_with_0_and_nothing_sent(
    run: Run, practice: Practice, tmp_path: Path
) -> None:
    status, manifest = run("--screenshot", str(tmp_path / "form.png"))
    assert (status, manifest["state"], manifest["needs"]) == (0, "ready", [])
    assert practice.posts() == 0
    assert (tmp_path / "form.png").read_bytes().startswith(b"\x89PNG")
    resume = next(f for f in manifest["fields"] if f["name"] == "resume")
    assert {
        k: resume[k]
        for k in ("frame", "label", "kind", "required", "value", "filename", "read_back", "status")
    } == {
        "frame": "main",
        "label": "Résumé",
        "kind": "file",
        "required": True,
        "value": "ada.pdf",
        "filename": "ada.pdf",
        "read_back": "ada.pdf",
        "status": "filled",
    }
    assert TRAP not in {f["name"] for f in manifest["fields"]}


def test_what_only_a_person_can_say_ends_with_3_and_says_what(run: Run) -> None:
    status, manifest = run(consent={}, answer_bank=[])
    asked = {need.split(":")[0] for need in manifest["needs"]}
    assert (status, manifest["state"]) == (3, "needs_person")
    assert asked == {
        "Why do you want to work at Larkspur Health?",
        "I agree that Larkspur Health processes my personal data for this application",
    }


def test_a_question_of_experience_is_answered_from_the_profile_and_no_other(
    run: Run, page_of: Callable[[str], str]
) -> None:
    page = page_of(
        "<label>Résumé <input type=file></label>"
        "<label>Describe your experience with Python * <textarea required></textarea></label>"
        "<label>What did you learn from a failure? * <textarea required></textarea></label>"
    )
    status, manifest = run("--url", page, skills=["Python", "SQL"])
    said = {f["label"]: (f["status"], f["value"]) for f in manifest["fields"][1:]}
    assert status == 3
    assert said == {
        "Describe your experience with Python": ("filled", "My skills include Python."),
        "What did you learn from a failure?": ("asked", None),
    }


def test_submit_sends_once_and_never_again(run: Run, practice: Practice) -> None:
    first, manifest = run("--submit")
    second, kept = run("--submit")
    assert (first, second, practice.posts(), len(practice.received())) == (0, 0, 1, 1)
    assert (manifest["state"], kept) == ("submitted", manifest)


@pytest.mark.parametrize(
    ("mode", "status", "posts"), [("validation", 4, 1), ("reset_after", 5, 1), ("500", 5, 1)]
)
def test_a_refusal_ends_with_4_and_doubt_with_5(
    run: Run, practice: Practice, mode: str, status: int, posts: int
) -> None:
    practice.misbehave(mode)
    assert (run("--submit")[0], practice.posts()) == (status, posts)


def test_a_command_that_died_before_it_knew_sends_nothing_more(
    run: Run, practice: Practice, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"state": "submitting"}))
    assert (run("--submit")[0], practice.posts()) == (5, 0)


def test_bench_writes_one_manifest_a_page(tmp_path: Path, practice: Practice) -> None:
    (tmp_path / "pages.jsonl").write_text(
        json.dumps({"id": "one", "path": practice.url})
        + "\n"
        + json.dumps({"id": "outer", "path": practice.posting_url, "score_as": "two"})
    )
    (tmp_path / "person.json").write_text(json.dumps(PERSON))
    (tmp_path / "ada.pdf").write_bytes(b"%PDF-1.7")
    origin, pages, out = practice.employer.origin, tmp_path / "pages.jsonl", tmp_path / "out"
    words = ["bench", "--server", origin, "--pages", str(pages), "--out", str(out)]
    assert command_line.main([*words, "--profile", str(tmp_path / "person.json")]) == 0
    states = {p.stem: json.loads(p.read_text())["state"] for p in out.iterdir()}
    assert (states, practice.posts()) == ({"one": "ready", "two": "ready"}, 0)


def test_the_schemas_describe_profile_and_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["--schema"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["profile"]["required"] == ["name", "email"]
    assert {"url", "fields"} <= set(said["manifest"]["properties"])


@pytest.mark.parametrize(
    "words",
    [
        [
            "fill",
            "--url",
            "http://x.example",
            "--profile",
            "/nowhere.json",
            "--out",
            "/tmp/x.json",
        ],
        ["ask", "--url", "https://jobs.lever.co/a/b", "--profile", "/nowhere.json"],
    ],
)
def test_a_wrong_command_line_ends_with_2(words: list[str]) -> None:
    assert command_line.main(words) == 2
