"""What the review page shows: every field with its value, where it is from, and how to edit it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agent_service.applications import actions, policy
from agent_service.applications.by_hand import BY_HAND
from agent_service.applications.models import Application, GeneratedFile, WrittenAnswer
from agent_service.approval import stops, words
from agent_service.forms.manifest import Manifest, ManifestField, Value
from agent_service.rules.models import RuleVerdict
from common.contracts.agent import RunState

#: Where a value comes from, in English.
_SOURCES = {
    "profile": "your profile",
    "bank": "your standing answer",
    "document": "your document",
    "written": "written from your facts",
    "edit": "you wrote it here",
    "rule": "a rule",
    "page": "the page itself",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One field as it is shown."""

    key: str
    label: str
    section: str
    kind: str  # text, long, choice, many, tick or file
    required: bool
    missing: bool
    shown: str
    value: Any
    options: tuple[str, ...]
    source: SafeString
    reason: str
    file_id: str = ""
    cited: tuple[dict[str, Any], ...] = ()  # of prose: each sentence with its facts

    @property
    def has_control(self) -> bool:
        """Return whether one control of the page holds the answer."""
        return self.kind not in ("file", "many")


def rows(application: Application) -> list[Row]:
    """Return the current manifest's fields; those that need the person come first."""
    version = application.manifest
    if version is None:
        return []
    manifest = Manifest.model_validate(version.body)
    files = {file.key: file for file in manifest.files}
    why = {question["key"]: question["why"] for question in version.questions}
    cited = _cited(application)
    found = [_row(field, files, why, cited) for field in manifest.fields if _is_shown(field, why)]
    return sorted(found, key=lambda row: not row.missing)


def _is_shown(field: ManifestField, why: Mapping[str, str]) -> bool:
    """Leave out traps and what stays empty by nature."""
    return field.policy != "leave_blank" or bool(field.value) or field.key in why


def _cited(application: Application) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what each answer that was written for this form cites, by its id."""
    rows = WrittenAnswer.objects.filter(run_id=application.run_id)
    return {str(row.id): tuple(row.sentences) for row in rows}


def _row(
    field: ManifestField,
    files: Mapping[str, Any],
    why: Mapping[str, str],
    cited: Mapping[str, tuple[dict[str, Any], ...]],
) -> Row:
    file = files.get(field.key)
    empty = field.value in (None, "", (), False) and file is None
    return Row(
        key=field.key,
        label=field.label or field.name or field.key,
        section=field.section,
        kind=_kind(field),
        required=field.required,
        missing=empty and (field.required or field.key in why),
        shown=file.name if file else _value_said(field.value),
        value=field.value,
        options=field.options,
        source=_source(field),
        reason=why.get(field.key, field.reason),
        file_id=file.document_id if file else "",
        cited=cited.get(field.source.ref, ()) if field.source.kind == "written" else (),
    )


def _source(field: ManifestField) -> SafeString:
    said = words.told(_SOURCES[field.source.kind])
    return format_html("{} ({})", said, field.source.ref) if _tells(field) else said


def _tells(field: ManifestField) -> bool:
    return field.source.kind in ("profile", "rule") and bool(field.source.ref)


def _kind(field: ManifestField) -> str:
    if field.kind == "file":
        return "file"
    if field.options:
        return "many" if isinstance(field.value, tuple) or field.kind == "checkboxes" else "choice"
    if field.kind == "checkbox" or isinstance(field.value, bool):
        return "tick"
    return "long" if field.kind in ("textarea", "richtext") else "text"


def _value_said(value: Value) -> str:
    if isinstance(value, bool):
        return words.say("yes" if value else "no")
    return ", ".join(value) if isinstance(value, tuple) else (value or "")


def letter(application: Application) -> list[dict[str, Any]]:
    """Return the letter's sentences with the facts they cite, for reading side by side."""
    file = GeneratedFile.objects.filter(run_id=application.run_id, kind="cover_letter").first()
    return [
        {"sentence": one["sentence"], "facts": [f.get("text", "") for f in one["facts"]]}
        for one in (file.sentences if file else [])
    ]


def answers_of(form: Mapping[str, Any], shown: Iterable[Row]) -> dict[str, Value]:
    """Return what the person changed in the posted form, by field key.

    Args:
        form: the posted data; ``getlist`` gives several values of one name.
        shown: the rows that were shown.
    """
    changed: dict[str, Value] = {}
    for row in shown:
        if row.kind != "file" and (new := _posted(form, row)) != (row.value or _empty(row)):
            changed[row.key] = new
    return changed


def _empty(row: Row) -> Value:
    empty: dict[str, Value] = {"tick": False, "many": ()}
    return empty.get(row.kind, "")


def _posted(form: Any, row: Row) -> Value:
    name = f"field:{row.key}"
    if row.kind == "tick":
        return name in form
    if row.kind == "many":
        return tuple(form.getlist(name))
    return str(form.get(name, "")).replace("\r\n", "\n")


def _verdicts(application: Application) -> QuerySet[RuleVerdict]:
    """Return what the person's rules said of the current manifest."""
    digest = application.manifest.digest if application.manifest else ""
    rows = RuleVerdict.objects.filter(application=application, digest=digest)
    return rows.select_related("rule").order_by("rule_id", "rule_version")


def context(application: Application) -> dict[str, Any]:
    """Return everything the page's template shows."""
    version, stopped = application.manifest, stops.stop(application)
    return {
        "application": application,
        "version": version,
        "manifest": Manifest.model_validate(version.body) if version else None,
        "rows": rows(application),
        "missing": actions.missing(version) if version else [],
        "files": GeneratedFile.objects.filter(run_id=application.run_id).order_by("id"),
        "letter": letter(application),
        "timeline": application.timeline.order_by("id"),
        "open": application.state in ("draft", "approved"),
        "others": policy.others(application, at=timezone.now()),
        "attempts": application.attempts.order_by("-id")[:1],
        "in_hand": stopped is not None and stopped.code == BY_HAND,
        "can_take_over": stopped is None and application.run.state == RunState.NEEDS_PERSON,
        "verdicts": _verdicts(application),
        "stop": stopped,
        "site": stops.site_of(application),
        "consent": stops.consent_of(application),
    }
