"""A byte changed in a file, an answer or the form after approval: refused, and nothing is sent."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from types import SimpleNamespace
from uuid import UUID

import pytest
from clicker import Clicker, Employer, open_employer
from django.utils import timezone
from makers import field, manifest, opening, run, stand_still

from agent_service import browser
from agent_service.applications import actions, candidate, files
from agent_service.applications.models import (
    Application,
    Attempt,
    GeneratedFile,
    ManifestVersion,
    SubmissionGuard,
)
from agent_service.forms.manifest import Manifest, ManifestFile, Value
from agent_service.runs import engine
from agent_service.runs.models import Run
from agent_service.steps import submit
from common import storage

pytestmark = pytest.mark.django_db(transaction=True)
RESUME = b"%PDF-1.7 Ada Lovelace, analyst of engines"


@dataclass
class Story:
    """An approved application whose run stands before ``submit``, and who would get it."""

    application: Application
    file: GeneratedFile
    clicker: Clicker
    employer: Employer

    def send(self) -> Run:
        """Let a worker take the run."""
        engine.advance(self.application.run_id, in_browser=True)
        self.application.refresh_from_db()
        return Run.objects.get(id=self.application.run_id)


@pytest.fixture
def story(user_id: UUID, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    found = run(user_id, opening(user_id))
    stored = files.keep(
        found.id, user_id, kind="resume", media_type=candidate.SENT, name="ada.pdf", data=RESUME,
        sha256=sha256(RESUME).hexdigest(), sentences=[], text="Ada", at=timezone.now(),
    )  # fmt: skip
    clicker = Clicker()
    monkeypatch.setattr(browser, "session", clicker.session)
    monkeypatch.setattr(submit, "FilteringProxy", lambda **_: nullcontext(SimpleNamespace(url="")))
    with open_employer() as employer:
        draft = actions.begin(found.id, found.opening, at=timezone.now())
        shown = manifest(url=f"{employer.origin}/jobs/1").model_copy(
            update={"files": (as_shown(stored),)}
        )
        actions.keep_manifest(draft, shown, questions=[], screenshot=b"", at=timezone.now())
        stand_still(found, "approval-needed", step="submit")
        assert draft.manifest
        actions.approve(draft.id, user_id, digest=draft.manifest.digest, at=timezone.now())
        draft.refresh_from_db()
        yield Story(draft, stored, clicker, employer)


def as_shown(file: GeneratedFile) -> ManifestFile:
    """Return how a manifest names the file."""
    return ManifestFile(
        key="cv", field="cv", name=file.name, sha256=file.sha256, size=file.size,
        document_id=str(file.id),
    )  # fmt: skip


def nothing_was_sent(story: Story) -> bool:
    """Return whether nobody clicked, nobody got anything and no key of the opening is taken."""
    return not (
        story.clicker.clicks
        or story.employer.posts
        or Attempt.objects.exists()
        or SubmissionGuard.objects.exists()
    )


def test_what_was_approved_and_did_not_change_is_sent(story: Story) -> None:
    story.send()
    assert (story.application.state, story.employer.kept["/jobs/1"]) == ("submitted", 1)


def test_a_changed_byte_in_a_file_stops_it(story: Story) -> None:
    other = RESUME.replace(b"engines", b"enginez")
    kept = storage.put(other, sha256=sha256(other).hexdigest())
    GeneratedFile.objects.filter(id=story.file.id).update(key=kept.key)
    found = story.send()
    assert nothing_was_sent(story)
    assert (story.application.state, found.step) == ("draft", "prepare")


def test_another_version_approved_while_the_form_is_filled_is_the_one_that_is_sent(
    story: Story,
) -> None:
    def change(_manifest: Manifest) -> None:
        story.clicker.on_refilled = lambda manifest: None
        row, now = Application.objects.get(id=story.application.id), timezone.now()
        assert row.manifest
        old, answers = row.manifest.digest, dict[str, Value](city="Paris")
        row = actions.edit(row.id, row.user_id, digest=old, answers=answers, at=now)
        assert row.manifest
        actions.approve(row.id, row.user_id, digest=row.manifest.digest, at=now)

    story.clicker.on_refilled = change
    first = story.send()
    assert (first.state, first.code) == ("waiting", "not-approved")
    assert nothing_was_sent(story)
    Run.objects.filter(id=first.id).update(due_at=timezone.now())
    story.send()
    assert (story.application.state, story.employer.kept["/jobs/1"]) == ("submitted", 1)
    assert story.clicker.digests == [story.application.approved_digest]


@pytest.mark.parametrize("digest_too", [False, True])
def test_a_changed_byte_in_an_answer_stops_it(story: Story, digest_too: bool) -> None:
    version = ManifestVersion.objects.get(application=story.application)
    version.body["fields"][0]["value"] = "Adb"
    if digest_too:  # somebody who can write to the database makes the version look right
        version.digest = Manifest.model_validate(version.body).digest()
    version.save()
    found = story.send()
    assert nothing_was_sent(story)
    assert (found.state, found.step) != ("finished", "track")
    assert story.application.state in ("approved", "draft")


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.model_copy(update={"fingerprint": "f" * 7 + "0"}),
        lambda m: m.model_copy(update={"final_url": m.final_url + "/2"}),
        lambda m: m.model_copy(update={"form_url": "https://elsewhere.example/form"}),
        lambda m: m.model_copy(update={"fields": (*m.fields, field("salary", "1"))}),
        lambda m: m.model_copy(update={"fields": m.fields[:1]}),
        lambda m: m.edited("city", "Londoo", by=""),
    ],
)
def test_a_changed_form_stops_it(story: Story, change: Callable[[Manifest], Manifest]) -> None:
    story.clicker.seen = change
    found = story.send()
    assert nothing_was_sent(story)
    assert (story.application.state, story.application.approved_digest) == ("draft", "")
    assert found.step == "prepare"
