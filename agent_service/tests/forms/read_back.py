"""Fills one page and tells what stands in it then, also where a person would have to go on."""

from agent_service.browser import NeedsPerson, Session
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import Value

#: A file input, as every form has one.
RESUME = "<label>Résumé <input type=file></label>"


def drafted(session: Session, url: str, who: Candidate) -> Draft:
    """Return the draft of the form at ``url``."""
    try:
        return session.prepare(url, who, JobContext(country="US"))
    except NeedsPerson as error:
        if error.draft is None:
            raise
        return error.draft


def read_back(session: Session, url: str, who: Candidate) -> dict[str, Value]:
    """Return what stands in each field by its label, the résumé's left out."""
    fields = drafted(session, url, who).manifest.fields
    return {f.label: f.read_back for f in fields if f.kind != "file"}
