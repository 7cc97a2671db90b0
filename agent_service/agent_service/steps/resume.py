"""resume: pin the document and the profile, and have the document read."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from agent_service.steps._contract import Context, Done, Failed, Outcome, Waiting
from common import internal
from common.contracts.ats import ParseDocument

_PATIENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Resume:
    """Ask ats_service to read the uploaded résumé; pin what the whole run works from."""

    name: str = "resume"

    def run(self, context: Context) -> Outcome:
        """Return the parse's id, or wait for it."""
        if context.answer is None:
            return self._ask(context)
        if not context.answer.completed:
            return Failed(context.answer.code, context.answer.detail)
        return Done(context.answer.output, pin=self._pin(context))

    def _ask(self, context: Context) -> Outcome:
        document = _document(context)
        command = ParseDocument(
            command_id=context.command_id,
            reply_to="agent_service",
            document_id=context.document_id,
            sha256=document["sha256"],
        )
        until = context.at + _PATIENCE
        return Waiting("reading-resume", "The résumé is being read.", until, command)

    def _pin(self, context: Context) -> dict[str, object]:
        contact = _fetched(context, f"/contacts/{context.user_id}/")
        return {
            "document_sha256": _document(context)["sha256"],
            "profile_version": _fetched(context, "/profile/")["version"],
            "language": contact["language"],
            "zone": contact["zone"],
        }


def _document(context: Context) -> dict[str, Any]:
    return _fetched(context, f"/documents/{context.document_id}/")


def _fetched(context: Context, path: str) -> dict[str, Any]:
    answer = internal.call("user_service", path, on_behalf_of=context.user_id)
    found: dict[str, Any] = answer.json()
    return found


STEP = Resume()
