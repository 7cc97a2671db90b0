"""The corpus of application forms: some are submitted, all are filled and scored."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import forms_corpus as corpus
import pytest

from agent_service import browser
from agent_service.forms.__main__ import main
from agent_service.forms.candidate import JobContext
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import Value, differences

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.skipif(not corpus.HOME.exists(), reason="CORPUS_DIR is not set"),
]
SUBMITTED = ("generic-plain15", "greenhouse-classic_board", "smartrecruiters-oneclick_shadow")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of the corpus's own server."""
    command = [sys.executable, str(corpus.HOME / "tools" / "forms_server.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def asked(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def drafted(
    session: browser.Session, server: str, page: str, edits: dict[str, Value] | None = None
) -> Draft:
    url = f"{server}/f/{corpus.pages()[page]}?app=test-{page}"
    try:
        return session.prepare(url, corpus.candidate(), JobContext(), edits=edits)
    except browser.NeedsPerson as error:
        if error.draft is None:
            raise
        return error.draft


@pytest.mark.parametrize("page", SUBMITTED)
def test_a_form_accepts_one_submission(session: browser.Session, server: str, page: str) -> None:
    draft = drafted(session, server, page)
    said: dict[str, Value] = {q.key: q.options[-1] for q in draft.questions}
    if said:  # the person answers what is asked
        draft = drafted(session, server, page, said)
    assert draft.questions == ()
    files = {d.document_id: d.path for d in corpus.candidate().documents}
    assert differences(draft.manifest, session.refill(draft.manifest, files)) == []
    before = asked(f"{server}/_score?page={page}&app=test-{page}")
    outcome = session.submit(timeout=20)
    after = asked(f"{server}/_score?page={page}&app=test-{page}")
    assert (before["posts"], outcome.state) == (0, "submitted")
    assert (after["posts"], after["accepted"], after["duplicates"]) == (1, 1, 0)
    assert after["required_right"] == after["required"]
    assert (after["wrong"], after["honeypots_touched"], after["captcha_clicks_by_bot"]) == (
        [],
        [],
        0,
    )


@pytest.mark.bench
def test_nearly_all_fields_are_right_and_none_is_wrong(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bench", "--server", server, "--pages", str(corpus.PAGES), "--out", str(tmp_path)])
    tool = [sys.executable, str(corpus.HOME / "tools" / "score_manifest.py"), str(tmp_path)]
    done = subprocess.run(tool, capture_output=True, text=True, timeout=60, check=True)
    total = json.loads(done.stdout.splitlines()[0])
    with capsys.disabled():
        sys.stdout.write(f"{json.dumps(total)}\n")
    assert (total["wrong"], total["honeypots"], total["person_touched"]) == (0, 0, 0)
    assert total["required_share"] >= 0.97
    assert [row["kind"] for row in asked(f"{server}/_log") if row["kind"] != "upload"] == []
