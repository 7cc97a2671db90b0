"""One suite over all adapters: what each must hold, whatever it knows."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from agent_service.forms import command
from agent_service.forms.adapter import Adapter, best_for, every, may_submit
from agent_service.forms.candidate import Candidate, JobContext

ALL = sorted(every())
ON_SITES = {
    "greenhouse": "https://job-boards.greenhouse.io/larkspur/jobs/4012",
    "lever": "https://jobs.lever.co/larkspur/0b1c/apply",
    "ashby": "https://jobs.ashbyhq.com/larkspur/7f/application",
    "workable": "https://apply.workable.com/larkspur/j/AB12/apply/",
    "recruitee": "https://larkspur.recruitee.com/o/planner/c/new",
    "teamtailor": "https://larkspur.teamtailor.com/jobs/12-planner/applications/new",
    "breezy": "https://larkspur.breezy.hr/p/ab12-planner/apply",
}


class Document:
    """A document at an address, on which some selectors find something."""

    def __init__(self, url: str, *there: str) -> None:
        self.url, self.there, self.name = url, there, "main"

    def evaluate(self, script: str, arg: Any = None) -> Any:
        if arg is not None:  # selectors by name
            return [name for name, selector in arg.items() if selector in self.there]
        return any(repr(selector) in script for selector in self.there)


class Tab:
    """A tab with these documents."""

    def __init__(self, *documents: Document) -> None:
        self.documents = documents

    def frames(self) -> tuple[Document, ...]:
        return self.documents


@pytest.mark.parametrize("name", ALL)
def test_it_is_named_like_its_file_and_says_what_was_verified(name: str) -> None:
    adapter = every()[name]
    assert adapter.name == name
    assert adapter.verified is None or adapter.verified.seen
    assert may_submit(name) is (adapter.verified is not None)
    assert may_submit(name, turned_on=[name])


@pytest.mark.parametrize("name", sorted(ON_SITES))
def test_it_knows_its_own_site_and_no_other(name: str) -> None:
    tab: Any = Tab(Document(ON_SITES[name]))
    assert best_for(tab).name == name
    lookalike: Any = Tab(Document(f"https://evil.example/{ON_SITES[name]}"))
    assert best_for(lookalike).name == "generic"


@pytest.mark.parametrize("name", sorted(ON_SITES))
def test_its_marks_on_another_page_let_nothing_leave_to_third_sites(name: str) -> None:
    adapter = every()[name]
    elsewhere = "https://careers.larkspur.example/apply"
    tab: Any = Tab(Document(elsewhere, adapter.marks))
    assert best_for(tab) is adapter
    assert adapter.goes_to(elsewhere) == adapter.sites
    assert set(adapter.goes_to(ON_SITES[name])) >= set(adapter.submit_hosts)


@pytest.mark.parametrize("name", sorted(ON_SITES))
def test_switched_off_its_forms_are_read_as_any_other(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORM_ADAPTERS_OFF", f"{name}, generic")
    tab: Any = Tab(Document(ON_SITES[name]))
    assert best_for(tab).name == "generic"
    assert not may_submit(name, turned_on=[name])


@pytest.mark.parametrize("name", ALL)
def test_a_success_is_never_seen_on_the_form_itself(name: str) -> None:
    form: Any = Tab(Document(ON_SITES.get(name, "https://careers.example/apply")))
    assert every()[name].confirms(form) == ""


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("greenhouse", Document(f"{ON_SITES['greenhouse']}/confirmation")),
        ("lever", Document("https://jobs.lever.co/larkspur/0b1c/thanks")),
        ("ashby", Document(ON_SITES["ashby"], ".ashby-application-form-success-container")),
    ],
)
def test_a_system_that_confirms_in_its_own_way_is_understood(
    name: str, document: Document
) -> None:
    tab: Any = Tab(document)
    assert every()[name].confirms(tab)


@pytest.mark.parametrize(
    ("url", "schema"),
    [
        (
            "https://job-boards.greenhouse.io/larkspur/jobs/4012",
            "https://boards-api.greenhouse.io/v1/boards/larkspur/jobs/4012?questions=true",
        ),
        (
            "https://boards.eu.greenhouse.io/embed/job_app?for=larkspur&token=4012",
            "https://boards-api.eu.greenhouse.io/v1/boards/larkspur/jobs/4012?questions=true",
        ),
        (
            "https://larkspur.recruitee.com/o/planner",
            "https://larkspur.recruitee.com/api/offers/planner",
        ),
    ],
)
def test_a_public_schema_is_found_from_the_address(url: str, schema: str) -> None:
    assert command.schema_of(url).schema_url(url) == schema


def test_an_address_without_a_schema_says_so() -> None:
    with pytest.raises(ValueError, match="no public schema"):
        command.schema_of("https://jobs.lever.co/larkspur/0b1c")


def of_greenhouse(label: str, name: str, kind: str, *options: str) -> dict[str, Any]:
    """Return a question as the job board API words it."""
    values = [{"label": option, "value": at} for at, option in enumerate(options)]
    field = {"name": name, "type": kind, "values": values}
    return {"label": label, "required": name != "gender", "fields": [field]}


ONE = "multi_value_single_select"
GREENHOUSE: Mapping[str, Any] = {
    "questions": [
        of_greenhouse("First Name", "first_name", "input_text"),
        of_greenhouse("Resume/CV", "resume", "input_file"),
        of_greenhouse("Are you authorized to work in the US?", "question_1", ONE, "Yes", "No"),
        of_greenhouse("Your favourite tram?", "question_2", ONE, "T3", "KT8"),
    ],
    "compliance": [
        {"questions": [of_greenhouse("Gender", "gender", ONE, "Male", "Decline To Self Identify")]}
    ],
}
SPONSOR = "Will you require sponsorship to work in the US?"
RECRUITEE: Mapping[str, Any] = {
    "offer": {
        "options_cv": "required",
        "options_phone": "optional",
        "options_photo": "off",
        "open_questions": [{"id": 7, "kind": "boolean", "body": SPONSOR, "required": True}],
    }
}


@pytest.mark.parametrize(
    ("adapter", "payload", "answers"),
    [
        (
            "greenhouse",
            GREENHOUSE,
            {
                "first_name": ("filled", "Nadia"),
                "resume": ("filled", "nadia.pdf"),
                "question_1": ("filled", "Yes"),
                "question_2": ("asked", None),
                "gender": ("filled", "Decline To Self Identify"),
            },
        ),
        (
            "recruitee",
            RECRUITEE,
            {
                "candidate.name": ("filled", "Nadia van den Berg"),
                "candidate.email": ("filled", "nadia@example.org"),
                "candidate.phone": ("filled", "+17375550182"),
                "candidate.cv": ("filled", "nadia.pdf"),
                "candidate.openQuestionAnswers.7": ("filled", "No"),
            },
        ),
    ],
)
def test_a_schema_is_answered_without_a_browser(
    adapter: str, payload: Mapping[str, Any], answers: dict[str, Any], person: Candidate
) -> None:
    found = command.ask(ON_SITES[adapter], json.dumps(payload).encode(), person, JobContext())
    assert {f["name"]: (f["status"], f["value"]) for f in found["fields"]} == answers


@pytest.mark.parametrize("adapter", ["greenhouse", "recruitee", "lever"])
def test_another_payload_is_refused(adapter: str) -> None:
    known: Adapter = every()[adapter]
    with pytest.raises(ValueError, match=r"no |publishes no schema"):
        known.schema({"title": "Planner"})
