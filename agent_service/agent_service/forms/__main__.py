"""Read a form, fill it with the network shut, and print what would be sent.

python -m agent_service.forms URL-or-FILE [--candidate FILE] [--job KEY=VALUE …] [--consent]

Nothing is ever submitted. A candidate is JSON: ``profile`` (JSON Resume), ``answers``,
``documents`` (kind, path) and ``written``, with the attributes of ``forms.candidate``.
Each printed field's ``value`` is what was read back from the page.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agent_service import browser
from agent_service.forms.candidate import (
    Candidate,
    Document,
    JobContext,
    StandingAnswer,
    WrittenAnswer,
)
from agent_service.forms.draft import Draft


def main(arguments: list[str] | None = None) -> int:
    """Print one form as JSON and return the exit status."""
    given = _parser().parse_args(arguments)
    url = given.form if "://" in given.form else Path(given.form).resolve().as_uri()
    person = _candidate(given.candidate) if given.candidate else Candidate(profile={})
    job = JobContext(**dict(pair.split("=", 1) for pair in given.job))
    obstacle = ""
    try:
        with browser.session() as session:
            draft = session.prepare(url, person, job, site_consent=given.consent)
    except browser.BrowserMissing as error:
        print(error, file=sys.stderr)
        return 3
    except browser.NeedsPerson as error:
        if error.draft is None:
            print(f"{error.kind}: {error.why}", file=sys.stderr)
            return 4
        draft, obstacle = error.draft, f"{error.kind}: {error.why}"
    if given.screenshot:
        given.screenshot.write_bytes(draft.screenshot_png)
    print(json.dumps(printed(draft, obstacle), ensure_ascii=False, indent=2))
    return 0


def printed(draft: Draft, obstacle: str = "") -> dict[str, Any]:
    """Return a draft as JSON with each field's value as it was read back."""
    manifest = draft.manifest.model_dump(mode="json", exclude={"sent"})
    for field in manifest["fields"]:
        field["value"] = field.pop("read_back")
        if field["kind"] == "file" and field["value"]:
            field["filename"] = field["value"]
    return {
        **manifest,
        "digest": draft.manifest.digest(),
        "obstacle": obstacle,
        "questions": [{"key": q.key, "label": q.label, "why": q.why} for q in draft.questions],
        "needs_site_consent": draft.needs_site_consent,
        "held_back": [r.model_dump(mode="json") for r in draft.held_back],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m agent_service.forms",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("form", help="address or file of a posting or its form")
    parser.add_argument("--candidate", type=Path, help="JSON file; without it nothing is filled")
    parser.add_argument(
        "--job", nargs="*", default=[], metavar="KEY=VALUE", help="employer, title, country, place"
    )
    parser.add_argument("--consent", action="store_true", help="let the site be sent to")
    parser.add_argument("--screenshot", type=Path, help="where to write the picture")
    return parser


def _candidate(path: Path) -> Candidate:
    given = json.loads(path.read_text("utf-8"))
    return Candidate(
        profile=given.get("profile", {}),
        preferences=given.get("preferences", {}),
        answers=tuple(StandingAnswer(**a) for a in given.get("answers", [])),
        documents=tuple(_document(d, path.parent) for d in given.get("documents", [])),
        written=tuple(WrittenAnswer(**w) for w in given.get("written", [])),
    )


def _document(given: Mapping[str, Any], folder: Path) -> Document:
    path = folder / given["path"]
    return Document(
        document_id=str(given.get("document_id", path.name)),
        kind=given["kind"],
        name=str(given.get("name", path.name)),
        path=path,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        text=str(given.get("text", "")),
    )


if __name__ == "__main__":
    sys.exit(main())
