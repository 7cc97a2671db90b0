"""Everything a person or a step does to an application before it is sent."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agent_service.applications import policy
from agent_service.applications.models import Application
from agent_service.applications.timeline import note, tell
from agent_service.applications.versions import NotOpen as NotOpen
from agent_service.applications.versions import edits_of as edits_of
from agent_service.applications.versions import keep_manifest as keep_manifest
from agent_service.applications.versions import keep_written as keep_written
from agent_service.applications.versions import locked, new_version
from agent_service.applications.versions import missing as missing
from agent_service.applications.versions import note_consent_used as note_consent_used
from agent_service.applications.versions import stop_at as stop_at
from agent_service.forms.manifest import Manifest, Value
from agent_service.openings.models import Opening
from agent_service.runs.models import ACTIVE
from common.contracts.agent import ApplicationState, ApprovalRequested
from common.errors import ServiceError


class ManifestChanged(ServiceError):
    """What was looked at is not what would be sent now."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "manifest-changed"
    title: ClassVar[str] = "The application changed since you looked at it"


class AnswersMissing(ServiceError):
    """Required fields of the form have no answer yet."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "answers-missing"
    title: ClassVar[str] = "Some required answers are missing"


class FormUnfinished(ServiceError):
    """Something on the form is in the way that only a person gets past."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "form-unfinished"
    title: ClassVar[str] = "The form cannot be sent by the agent as it stands"


class EditRefused(ServiceError):
    """The form has no such field, or offers no such answer."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "edit-refused"
    title: ClassVar[str] = "The form cannot take this answer"


@transaction.atomic
def begin(
    run_id: UUID, opening: Opening, *, at: datetime, why: str = "", allowed: bool = False
) -> Application:
    """Return the run's application; made once, as a draft.

    Args:
        run_id: whose.
        opening: what is applied for.
        at: now.
        why: what speaks for it, in whole sentences.
        allowed: the person said to go on although they applied for one like it.
    """
    application, created = Application.objects.get_or_create(
        run_id=run_id,
        defaults={
            "user_id": opening.user_id,
            "opening": opening,
            "title": opening.title,
            "employer": opening.employer,
            "employer_allowed_at": at if allowed else None,
            "created_at": at,
            "updated_at": at,
        },
    )
    if created:
        note(
            application,
            "begun",
            f"The agent began to prepare this application. {why}".strip(),
            at=at,
        )
    return application


@transaction.atomic
def ask_for_approval(application: Application, *, at: datetime) -> None:
    """Tell the person, once a version, that their word is needed."""
    version = application.manifest
    if (
        version is None
        or application.timeline.filter(code=f"asked-{version.digest[:40]}").exists()
    ):
        return
    note(
        application,
        f"asked-{version.digest[:40]}",
        "Your approval was asked for.",
        at=at,
    )
    expires = at + timedelta(hours=settings.APPROVAL_HOURS)
    tell(
        application,
        ApprovalRequested(
            run_id=application.run_id,
            application_id=application.id,
            manifest_digest=version.digest,
            expires_at=expires,
        ),
    )


@transaction.atomic(savepoint=False)
def edit(
    application_id: UUID, user_id: UUID, *, digest: str, answers: dict[str, Value], at: datetime
) -> Application:
    """Change answers of what would be sent, as the person says; makes a new version.

    Args:
        application_id: whose manifest.
        user_id: the person.
        digest: of the version that the person looked at.
        answers: new values by field key.
        at: now.

    Raises:
        NotOpen: it was sent, or withdrawn.
        ManifestChanged: the current version is another one.
        EditRefused: the form has no such field or offers no such answer.
    """
    application, manifest = _open(application_id, user_id, digest)
    for key, value in answers.items():
        try:
            manifest = manifest.edited(key, value, by=str(user_id))
        except (KeyError, ValueError) as error:
            raise EditRefused(f"Look at the form's fields again: {error}.") from error
    current = application.manifest
    assert current is not None
    new_version(
        application,
        manifest,
        questions=[one for one in current.questions if one["key"] not in answers],
        screenshot_key=current.screenshot_key,
        edited=True,
        at=at,
    )
    count = len(answers)
    said = "You changed 1 answer." if count == 1 else f"You changed {count} answers."
    note(application, "edited", said, at=at)
    return application


@transaction.atomic(savepoint=False)
def approve(application_id: UUID, user_id: UUID, *, digest: str, at: datetime) -> Application:
    """Approve exactly the version with this digest; the run goes on.

    Raises:
        NotOpen: it was sent, or withdrawn.
        ManifestChanged: the current version is another one.
        AnswersMissing: required fields have no answer.
        FormUnfinished: only a person gets on with the form.
        EmployerTaken: another application is open there, and this one was not excepted.
    """
    from agent_service.runs.actions import go_on

    application, _manifest = _open(application_id, user_id, digest)
    assert application.manifest is not None
    if application.run.state not in ACTIVE:
        raise NotOpen("Its run has ended; start another one for this opening.")
    if application.obstacle:
        raise FormUnfinished(application.obstacle["why"])
    if labels := missing(application.manifest):
        raise AnswersMissing("Answer these fields first: " + "; ".join(labels[:20]))
    policy.one_at_a_time(user_id)
    policy.check(application, at=at)
    application.state, application.approved_digest = ApplicationState.APPROVED, digest
    application.approval_rule_id = application.approval_rule_version = None
    application.approved_at = application.updated_at = at
    application.approval_expires_at = at + timedelta(hours=settings.APPROVAL_HOURS)
    application.save()
    note(application, "approved", "You approved exactly what is shown.", at=at)
    go_on(application.run_id, at=at)
    return application


@transaction.atomic(savepoint=False)
def reject(application_id: UUID, user_id: UUID, *, at: datetime) -> Application:
    """Decide not to apply; nothing is ever sent.

    Raises:
        NotOpen: it was sent already.
    """
    from agent_service.runs.actions import go_on

    application = locked(application_id, user_id)
    application.state, application.approved_digest = ApplicationState.WITHDRAWN, ""
    application.updated_at = at
    application.save()
    note(application, "rejected", "You decided not to apply.", at=at)
    go_on(application.run_id, at=at)
    return application


@transaction.atomic
def void_approval(application: Application, why: str, *, at: datetime) -> None:
    """Take an approval back because the form is not the one that was approved."""
    application.manifest = None
    _take_back(application, "form-changed", why, at=at)


@transaction.atomic
def ask_again(application: Application, why: str, *, at: datetime) -> None:
    """Take an approval back that no longer covers the sending; the manifest stays."""
    _take_back(application, "approval-ended", why, at=at)


def _take_back(application: Application, code: str, why: str, *, at: datetime) -> None:
    application.state, application.approved_digest = ApplicationState.DRAFT, ""
    application.approval_rule_id = application.approval_rule_version = None
    application.updated_at = at
    application.save()
    note(application, code, why, at=at)


def is_approved(application: Application, *, at: datetime) -> bool:
    """Return whether the current version is approved and the approval still holds."""
    version, until = application.manifest, application.approval_expires_at
    return (
        application.state == ApplicationState.APPROVED
        and version is not None
        and version.digest == application.approved_digest
        and until is not None
        and until > at
    )


def _open(application_id: UUID, user_id: UUID, digest: str) -> tuple[Application, Manifest]:
    application = locked(application_id, user_id)
    version = application.manifest
    if version is None or version.digest != digest:
        raise ManifestChanged("Look at the current version, then decide.")
    return application, Manifest.model_validate(version.body)
