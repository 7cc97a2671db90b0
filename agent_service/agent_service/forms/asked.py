"""Questions known from a public schema, before any browser starts."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from agent_service.forms.answer import Answer
from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.reader import Control


def asked(
    label: str, kind: str, *, name: str, required: bool, options: Sequence[str] = ()
) -> Control:
    """Return a question as the reader would give it, with nothing on a page behind it."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", label))
    return Control(
        frame="schema",
        kind=kind,
        id=name,
        name=name,
        label=" ".join(text.split()),
        section="",
        description="",
        required=required,
        options=tuple(options),
        value=None,
        visible=True,
        trap="",
        disabled=False,
        readonly=False,
        multiple=kind == "checkboxes",
        autocomplete="",
        placeholder="",
        accept="",
        maxlength=0,
        form=1,
        key=name,
    )


def answered(
    questions: Sequence[Control], candidate: Candidate, job: JobContext
) -> list[tuple[Control, Answer]]:
    """Return every question of a schema with what it would be answered with."""
    return [(question, decide(question, candidate, job)) for question in questions]
