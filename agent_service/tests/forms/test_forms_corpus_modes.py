"""Every way in which the corpus's server may answer, on forms of different makes: never twice."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import forms_corpus as corpus
import pytest

from agent_service import browser
from agent_service.forms.candidate import JobContext
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import Manifest, Value, differences

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.chaos,
    pytest.mark.skipif("SHORT" in os.environ, reason="SHORT leaves these to the whole run"),
    pytest.mark.skipif(not corpus.HOME.exists(), reason="CORPUS_DIR is not set"),
]
#: A plain form, a wizard, and those of frames, lists by React, shadow roots, buttons.
PAGES = (
    "generic-plain15",
    "workday-wizard_us",
    "greenhouse-embed_iframe_inner",
    "greenhouse-gitlab_capture",
    "smartrecruiters-oneclick_shadow",
    "ashby-yesno_calendar",
)
#: What is true of each answer, and how many applications the employer then has.
MODES = {
    "ok": ("submitted", 1),
    "dup409": ("submitted", 1),
    "500": ("outcome_unknown", 0),
    "500_after": ("outcome_unknown", 1),
    "hang": ("outcome_unknown", 0),
    "hang_after": ("outcome_unknown", 1),
    "reset": ("outcome_unknown", 0),
    "reset_after": ("outcome_unknown", 1),
    "drop_confirm": ("outcome_unknown", 1),
    "validation": ("refused", 0),
    "ratelimit": ("refused", 0),
    "captcha": ("refused", 0),
}
_HANGS, _ANSWERS = 14.0, 60.0  # seconds until an answer is given up, also on a busy machine


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of the corpus's own server."""
    command = [sys.executable, str(corpus.HOME / "tools" / "forms_server.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture(scope="module")
def approved() -> dict[str, Manifest]:
    """Hold what was approved of each page, which is prepared once."""
    return {}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("mode", MODES)
def test_a_form_is_sent_once_and_its_state_is_true(
    session: browser.Session, server: str, approved: dict[str, Manifest], page: str, mode: str
) -> None:
    if page not in approved:
        approved[page] = ready(session, f"{server}/f/{corpus.pages()[page]}")
    app = f"{page}-{mode}"
    url = f"{approved[page].url}?app={app}&mode={mode}"
    here = approved[page].model_copy(update={"url": url})
    files = {d.document_id: d.path for d in corpus.candidate().documents}
    assert differences(here, session.refill(here, files)) == []
    outcome = session.submit(timeout=_HANGS if mode.startswith("hang") else _ANSWERS)
    count = score(server, page, app)
    assert (outcome.state, count["accepted"]) == MODES[mode], outcome.proof + outcome.message
    assert (count["posts"], count["duplicates"]) == (1, 0)


def ready(session: browser.Session, url: str) -> Manifest:
    """Return the manifest of a form to which the person said whatever was asked."""
    draft = drafted(session, url, {}, consent=False)
    consent = draft.needs_site_consent
    if consent:
        draft = drafted(session, url, {}, consent=True)
    if draft.questions:
        said: dict[str, Value] = {q.key: (q.options or ("none",))[-1] for q in draft.questions}
        draft = drafted(session, url, said, consent=consent)
    assert draft.questions == ()
    return draft.manifest


def drafted(session: browser.Session, url: str, said: dict[str, Value], *, consent: bool) -> Draft:
    """Return the draft of a form, also where a person would be needed to end it."""
    try:
        return session.prepare(
            url, corpus.candidate(), JobContext(), edits=said, site_consent=consent
        )
    except browser.NeedsPerson as error:
        if error.draft is None:
            raise
        return error.draft


def score(server: str, page: str, app: str) -> Any:
    """Return what the employer's side counted."""
    with urllib.request.urlopen(f"{server}/_score?page={page}&app={app}", timeout=10) as answer:
        return json.load(answer)
