"""write: résumé variant and letter, every sentence from the person's facts."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings

from agent_service import llm
from agent_service.applications import files
from agent_service.openings.models import Opening
from agent_service.steps._contract import Context, Done, Outcome
from agent_service.writing.documents import Document
from agent_service.writing.render import FileKind, render
from agent_service.writing.reread import reread
from agent_service.writing.write import Written, write
from common import internal

_TYPES: dict[FileKind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Write:
    """Write, render and re-read both documents; what does not read back is never sent."""

    name: str = "write"

    def run(self, context: Context) -> Outcome:
        """Return the ids of the files."""
        opening = Opening.objects.select_related("snapshot").get(id=context.opening_id)
        posting = opening.snapshot
        assert posting is not None  # the step posting waits for it
        written = write(
            _profile(context),
            {
                "title": posting.title,
                "employer": posting.employer,
                "text": posting.text,
                "language": posting.language,
            },
            _rows(context),
            at=context.at.date(),
            reword=llm.configured(settings.LLM),
        )
        made = _press(context, "resume", written.resume, _resume_citations(written))
        made += _press(context, "cover_letter", written.letter, written.citations())
        return Done({"files": made})


def _profile(context: Context) -> dict[str, Any]:
    path = f"/profile/{context.profile_version}/"
    answer = internal.call("user_service", path, on_behalf_of=context.user_id).json()
    resume: dict[str, Any] = answer["resume"]
    return resume


def _rows(context: Context) -> list[dict[str, Any]]:
    path = f"/matches/{context.outputs['match']['match_id']}/"
    rows: list[dict[str, Any]] = internal.call(
        "ats_service", path, on_behalf_of=context.user_id
    ).json()["rows"]
    return rows


def _resume_citations(written: Written) -> list[dict[str, Any]]:
    """Return every line of the résumé with the ids of its facts."""
    return [
        {"sentence": text.text, "kind": text.kind, "facts": [{"id": one} for one in text.facts]}
        for text in written.resume.texts()
    ]


def _press(
    context: Context, kind: str, document: Document, sentences: list[dict[str, Any]]
) -> list[str]:
    """Render both formats, prove them and store them; return their ids."""
    made = []
    stem = "-".join([document.name.text, kind.replace("_", "-")])
    for form, media_type in _TYPES.items():
        data = render(document, kind=form, at=context.at.date())
        text = reread(data, document, kind=form)
        stored = files.keep(
            context.run_id,
            context.user_id,
            kind=kind,
            media_type=media_type,
            name=files.file_name(stem, form),
            data=data,
            sha256=sha256(data).hexdigest(),
            sentences=sentences,
            text=text,
            at=context.at,
        )
        made.append(str(stored.id))
    return made


STEP = Write()
