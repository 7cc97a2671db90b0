"""The versions of what would be sent: never changed; a new one voids what was approved."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction

from agent_service.applications import files
from agent_service.applications.models import Application, ManifestVersion, WrittenAnswer
from agent_service.applications.timeline import note
from agent_service.forms.manifest import Manifest, SentRequest, Value
from agent_service.runs.models import Run
from agent_service.writing.for_forms import FormWriter
from common.contracts.agent import ApplicationState
from common.errors import ServiceError
from common.text import clean, clean_json


class NotOpen(ServiceError):
    """The application is past the point where it can be changed."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "application-not-open"
    title: ClassVar[str] = "The application can no longer be changed"


def locked(application_id: UUID, user_id: UUID) -> Application:
    """Return the person's application, still open, locked with its run, the run first.

    A worker that stores a step's outcome holds the run before it writes to the application.

    Raises:
        NotOpen: it was sent, or withdrawn.
    """
    mine = Application.objects.of(user_id)
    run_id = mine.values_list("run_id", flat=True).get(id=application_id)
    Run.objects.select_for_update(no_key=True).get(id=run_id)
    rows = mine.select_for_update(of=["self"]).select_related("manifest")
    application: Application = rows.get(id=application_id)
    if application.state not in (ApplicationState.DRAFT, ApplicationState.APPROVED):
        raise NotOpen(f"It is {application.state.replace('_', ' ')}.")
    return application


@transaction.atomic
def keep_manifest(
    application: Application,
    manifest: Manifest,
    *,
    questions: list[dict[str, Any]],
    screenshot: bytes,
    at: datetime,
    obstacle: dict[str, Any] | None = None,
) -> ManifestVersion:
    """Store what would be sent; a version that says the same is not stored again.

    Args:
        application: whose.
        manifest: what stands on the form now.
        questions: what only the person can answer.
        screenshot: the filled form as PNG.
        at: now.
        obstacle: what only a person gets past, where the form cannot be sent as it stands.

    Raises:
        NotOpen: it was sent or withdrawn in the meantime.
    """
    locked(application.id, application.user_id)
    application.refresh_from_db()
    digest, current = manifest.digest(), application.manifest
    application.obstacle = obstacle
    if current is not None and current.digest == digest and not manifest.sent:
        application.save(update_fields=["obstacle"])
        return current
    version = new_version(
        application,
        manifest.model_copy(update={"sent": (*_sent_before(application), *manifest.sent)}),
        questions=clean_json(questions),
        screenshot_key=files.keep_picture(screenshot),
        at=at,
    )
    count = sum(field.value not in (None, "", ()) for field in manifest.fields)
    fields = "1 field" if count == 1 else f"{count} fields"
    sent = len(manifest.sent)
    plural = "" if sent == 1 else "s"
    left = f"{sent} request{plural} sent with your consent" if sent else "nothing sent"
    note(application, "prepared", f"The form was filled: {fields}, {left}.", at=at)
    return version


def _sent_before(application: Application) -> tuple[SentRequest, ...]:
    """Return what left, with consent, whenever this application's form was filled before."""
    latest = application.manifests.order_by("-id").first()
    return Manifest.model_validate(latest.body).sent if latest else ()


@transaction.atomic
def stop_at(application: Application, obstacle: dict[str, Any] | None, *, at: datetime) -> None:
    """Keep what stands in the way where nothing could be filled in; None where nothing does now.

    Raises:
        NotOpen: it was sent or withdrawn in the meantime.
    """
    if application.obstacle == obstacle:
        return
    locked(application.id, application.user_id)
    application.obstacle, application.updated_at = obstacle, at
    application.save(update_fields=["obstacle", "updated_at"])


def new_version(
    application: Application, manifest: Manifest, *, at: datetime, **columns: Any
) -> ManifestVersion:
    """Store a version, make it the current one, and void what was approved before."""
    version = ManifestVersion.objects.create(
        user_id=application.user_id,
        application=application,
        digest=manifest.digest(),
        body=clean_json(manifest.model_dump(mode="json")),
        created_at=at,
        **columns,
    )
    application.manifest = version
    application.state, application.approved_digest = ApplicationState.DRAFT, ""
    application.approved_at = application.approval_expires_at = None
    application.approval_rule_id = application.approval_rule_version = None
    application.updated_at = at
    application.save()
    return version


def missing(version: ManifestVersion) -> list[str]:
    """Return the labels of required fields that have no answer."""
    manifest = Manifest.model_validate(version.body)
    filed = {file.key for file in manifest.files}
    return [
        field.label or field.name or field.key
        for field in manifest.fields
        if field.required and field.value in (None, "", (), False) and field.key not in filed
    ]


def edits_of(application: Application) -> dict[str, Value]:
    """Return what the person wrote into single fields so far, by field key, newest last."""
    latest = application.manifests.order_by("-id").first()
    fields = Manifest.model_validate(latest.body).fields if latest else ()
    return {field.key: field.value for field in fields if field.source.kind == "edit"}


@transaction.atomic
def note_consent_used(application: Application, site: str, *, at: datetime) -> None:
    """Say, before it happens, that the form is filled with its site being sent to."""
    sentence = f"The form is filled with {site} being sent to, as you allowed."
    note(application, "consent-used", sentence, at=at)


def keep_written(
    application: Application, manifest: Manifest, writer: FormWriter, *, at: datetime
) -> None:
    """Store the prose that stands in the form, with the facts that its sentences cite."""
    refs = [one.source.ref for one in manifest.fields if one.source.kind == "written"]
    for ref in refs:
        if cited := writer.citations(ref):
            WrittenAnswer.objects.update_or_create(
                id=ref,
                defaults={
                    "user_id": application.user_id,
                    "run_id": application.run_id,
                    "question": clean(cited[0]),
                    "sentences": clean_json(cited[1]),
                    "created_at": at,
                },
            )
