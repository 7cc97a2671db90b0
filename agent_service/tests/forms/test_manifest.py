"""What a person approves: its hash, its edits, and what departs from it."""

from datetime import UTC, datetime

import pytest

from agent_service.forms.manifest import (
    Difference,
    Manifest,
    ManifestField,
    ManifestFile,
    Source,
    differences,
)

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
PLAIN = ManifestField(
    key="k1",
    frame="main",
    id="city",
    name="city",
    label="City",
    section="",
    kind="text",
    required=True,
    value="Graz",
    read_back="Graz",
)
CHOICE = PLAIN.model_copy(
    update={
        "key": "k2",
        "label": "Visa",
        "kind": "select",
        "options": ("Yes", "No"),
        "value": "No",
        "read_back": "No",
    }
)
FILE = ManifestFile(
    key="k3", field="cv", name="cv.pdf", sha256="ab" * 32, size=9, document_id="d1"
)
APPROVED = Manifest(
    url="https://jobs.example/1",
    final_url="https://jobs.example/1/apply?s=1",
    fingerprint="f",
    adapter="generic",
    fields=(PLAIN, CHOICE),
    files=(FILE,),
    prepared_at=NOON,
)


def with_field(**changes: object) -> Manifest:
    return APPROVED.model_copy(update={"fields": (PLAIN.model_copy(update=changes), CHOICE)})


def test_the_digest_does_not_depend_on_time_picture_or_explanation() -> None:
    later = APPROVED.model_copy(
        update={"prepared_at": datetime(2030, 1, 1, tzinfo=UTC), "screenshot_sha256": "c"}
    )
    explained = with_field(reason="because", source=Source(kind="rule", ref="x"))
    assert APPROVED.digest() == later.digest() == explained.digest()


@pytest.mark.parametrize(
    "changed",
    [
        with_field(value="Linz"),
        with_field(value=None),
        with_field(label="Town"),
        APPROVED.model_copy(update={"final_url": "https://evil.example/1"}),
        APPROVED.model_copy(update={"fingerprint": "g"}),
        APPROVED.model_copy(update={"files": (FILE.model_copy(update={"sha256": "cd" * 32}),)}),
        APPROVED.model_copy(update={"files": ()}),
    ],
)
def test_the_digest_changes_with_anything_that_is_sent(changed: Manifest) -> None:
    assert changed.digest() != APPROVED.digest()


def test_a_manifest_survives_storage() -> None:
    assert Manifest.model_validate_json(APPROVED.model_dump_json()) == APPROVED


def test_an_edit_is_marked_as_a_persons() -> None:
    edited = APPROVED.edited("k1", "Linz", by="person-1").field("k1")
    assert (edited.value, edited.read_back, edited.source) == (
        "Linz",
        "Linz",
        Source(kind="edit", ref="person-1"),
    )


def test_an_edit_takes_only_what_the_form_offers() -> None:
    with pytest.raises(ValueError, match="no such option"):
        APPROVED.edited("k2", "Maybe", by="person-1")
    with pytest.raises(KeyError):
        APPROVED.edited("k9", "x", by="person-1")


def test_the_same_form_with_the_same_values_has_no_differences() -> None:
    again = APPROVED.model_copy(update={"final_url": "https://jobs.example/1/apply?s=2"})
    assert differences(APPROVED, again) == []


def test_blank_empty_and_unticked_are_alike() -> None:
    blank, empty = with_field(value=None, read_back=None), with_field(read_back="")
    assert differences(blank, empty) == differences(blank, with_field(read_back=False)) == []


def test_every_departure_is_named() -> None:
    seen = APPROVED.model_copy(
        update={
            "fingerprint": "g",
            "final_url": "https://jobs.example/2",
            "fields": (
                PLAIN.model_copy(update={"read_back": "Linz"}),
                CHOICE.model_copy(update={"key": "k4", "label": "New"}),
            ),
            "files": (),
        }
    )
    assert differences(APPROVED, seen) == [
        Difference(kind="form", approved="f", seen="g"),
        Difference(
            kind="address",
            approved="https://jobs.example/1/apply?s=1",
            seen="https://jobs.example/2",
        ),
        Difference(kind="value", key="k1", label="City", approved="Graz", seen="Linz"),
        Difference(kind="missing", key="k2", label="Visa", approved="No"),
        Difference(kind="new", key="k4", label="New", seen="No"),
        Difference(kind="file", key="k3", approved=f"cv.pdf {'ab' * 32}"),
    ]
