"""Writing the profile: every change is a version, and nobody overwrites what they did not see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction

from common.errors import NotHere, ServiceError
from common.text import clean_json
from user_service.profiles import json_resume
from user_service.profiles.kinds import text_of
from user_service.profiles.models import Answer, Profile, ProfileVersion

Part = ProfileVersion.Part
Author = ProfileVersion.Author


class ChangedMeanwhile(ServiceError):
    """The part was changed after the version that the caller saw (named in the body)."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "profile-changed"
    title: ClassVar[str] = "The profile was changed in the meantime"


class NotTheVersion(ChangedMeanwhile):
    """The same, where the version was named in If-Match (RFC 9110, 13.1.1)."""

    status: ClassVar[int] = 412


class VersionMissing(ServiceError):
    """The caller did not say which version they saw, so their change might undo another."""

    status: ClassVar[int] = 428
    code: ClassVar[str] = "version-required"
    title: ClassVar[str] = "Say which version you changed"


@dataclass(frozen=True, slots=True)
class Expectation:
    """The version the caller saw; ``by_header`` where it came as If-Match."""

    version: int | None = None
    by_header: bool = False

    def check(self, profile: Profile, last_change: int) -> None:
        """Make sure that the caller saw the last change of the part.

        Raises:
            VersionMissing: they named no version, and there is something to lose.
            ChangedMeanwhile: the part was changed later, or there is no such version.
        """
        if self.version is None:
            if last_change:
                raise VersionMissing(
                    "Read it first, and send its version as If-Match or in the body.",
                    version=profile.version,
                )
        elif not last_change <= self.version <= profile.version:
            error = NotTheVersion if self.by_header else ChangedMeanwhile
            raise error(
                "Read it again, bring your change into it and send that.", version=profile.version
            )


@dataclass(frozen=True, slots=True)
class View:
    """A profile as it was at one version."""

    version: int = 0
    resume: Mapping[str, Any] = field(default_factory=dict)
    preferences: Mapping[str, Any] = field(default_factory=dict)
    updated_at: datetime | None = None


def current(user_id: UUID) -> View:
    """Return the person's profile; an empty one at version 0 where nothing was written yet."""
    profile = Profile.objects.filter(user_id=user_id).first()
    if profile is None:
        return View()
    found = ProfileVersion.objects.in_force(user_id, profile.version)
    return _view(profile.version, found, profile.updated_at)


def at_version(user_id: UUID, version: int) -> View:
    """Return the profile as it was at a version.

    Raises:
        NotHere: there is no such version yet.
    """
    profile = Profile.objects.filter(user_id=user_id).first()
    if version > (profile.version if profile else 0):
        raise NotHere("Ask for a version that exists; the newest is shown without a number.")
    found = ProfileVersion.objects.in_force(user_id, version)
    return _view(version, found, found.created_at if found else None)


def _view(version: int, found: ProfileVersion | None, updated_at: datetime | None) -> View:
    if found is None:
        return View(version=version, updated_at=updated_at)
    return View(version, found.resume, found.preferences, updated_at)


def answers_at(user_id: UUID, version: int) -> list[dict[str, Any]]:
    """Return the standing answers at a version; ``text`` is the value as it reads on a form."""
    fields = ("answer_id", "kind", "question", "country", "value")
    rows = Answer.objects.in_force(user_id, version).order_by("id").values(*fields)
    return [
        {
            "id": row["answer_id"],
            "kind": row["kind"],
            "question": row["question"],
            "country": row["country"] or None,
            "value": row["value"],
            "text": text_of(row["kind"], row["value"]),
        }
        for row in rows
    ]


@transaction.atomic
def write(
    user_id: UUID,
    part: ProfileVersion.Part,
    content: Mapping[str, Any],
    *,
    expected: Expectation,
    at: datetime,
) -> View:
    """Store a new résumé or new preferences as the next version.

    Content equal to what is there changes nothing.

    Raises:
        ResumeRefused: the résumé is not a JSON Resume.
        VersionMissing, ChangedMeanwhile: see ``Expectation.check``.
    """
    kept = clean_json(content)
    if part == Part.RESUME:
        json_resume.check(kept)
    profile, before = locked(user_id)
    expected.check(profile, getattr(profile, f"{part}_version"))
    if getattr(before, part) == kept:
        return before
    return store(profile, before, part, kept, author=Author.PERSON, at=at)


def locked(user_id: UUID) -> tuple[Profile, View]:
    """Return the profile, locked for the transaction, and what it holds now."""
    Profile.objects.bulk_create([Profile(user_id=user_id)], ignore_conflicts=True)
    profile = Profile.objects.select_for_update().get(user_id=user_id)
    found = ProfileVersion.objects.in_force(user_id, profile.version)
    return profile, _view(profile.version, found, profile.updated_at)


def store(
    profile: Profile,
    before: View,
    part: ProfileVersion.Part,
    content: Mapping[str, Any],
    *,
    author: ProfileVersion.Author,
    at: datetime,
) -> View:
    """Write the next version of a locked profile."""
    bump(profile, at=at)
    setattr(profile, f"{part}_version", profile.version)
    profile.save(update_fields=[f"{part}_version"])
    parts = {"resume": before.resume, "preferences": before.preferences} | {str(part): content}
    ProfileVersion.objects.create(
        user_id=profile.user_id,
        version=profile.version,
        part=part,
        author=author,
        created_at=at,
        **parts,
    )
    return View(profile.version, parts["resume"], parts["preferences"], at)


def bump(profile: Profile, *, at: datetime) -> None:
    """Count one change of a locked profile."""
    profile.version += 1
    profile.updated_at = at
    profile.save(update_fields=["version", "updated_at"])
