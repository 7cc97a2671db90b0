"""The main job, unattended: ``make demo [RESUME=file] [POSTING=file-or-url]``.

Starts the suite in a fresh data directory, does everything through the public REST API, compares
what the employer's own process received with what was approved, and ends with one line of JSON.
"""

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import posting_file
import suite
from journey import Journey, publish, received_by
from person import Person

HERE = Path(__file__).parent


def say(line: str) -> None:
    """Tell a step as it happens, beside the one line of result."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def main() -> int:
    """Run the demo and print its result; return 0 where the application arrived exactly once."""
    if problem := _no_browser():
        say(problem)
        return 2
    started = time.monotonic()
    with suite.running(say) as running:
        result = _practise(running)
    result["seconds"] = round(time.monotonic() - started, 1)
    print(json.dumps(result, ensure_ascii=False))  # noqa: T201
    return 0 if result["state"] == "submitted" and result["received_by_employer"] == 1 else 1


def _no_browser() -> str:
    """Return what to do where there is no browser; "" where there is one."""
    from agent_service.forms import chromium

    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    try:
        found = chromium.find_installed() or next(own.glob("chromium*"), None)
    except chromium.BrowserMissing as error:
        return str(error)
    return "" if found else str(chromium.missing())


def _practise(running: suite.Suite) -> dict[str, Any]:
    """Do the main job once against the practice employer and judge it from outside."""
    origin = running.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    url = _opening(origin, os.environ.get("POSTING") or "")
    resume = Path(os.environ.get("RESUME") or HERE / "fixtures" / "resume.md")
    journey = Journey(Person(running.url, running.data / "mail"), say)
    journey.person.join()
    journey.upload(resume)
    journey.fill_profile()
    journey.add_opening(url)
    journey.start()
    journey.prepare()
    approved = journey.approve()
    application = journey.settled()
    inbox = journey.person.call("GET", "/notifications/messages/")["results"]
    for message in inbox:
        say(f"inbox: {message['title']}")
    return {
        "state": application["state"],
        "received_by_employer": _received(origin, url, approved),
        "application": application["id"],
        "documents": [one["name"] for one in application["files"]],
    }


def _opening(origin: str, posting: str) -> str:
    """Return the address of the posting: given, published from a file, or the default one."""
    if re.match(r"https?://", posting):
        return posting
    if posting:
        return publish(origin, posting_file.read(Path(posting)))
    return f"{origin}/jobs/1"


def _received(origin: str, url: str, approved: Any) -> int:
    """Return how often the employer received it, after comparing every field and file.

    Raises:
        RuntimeError: what arrived differs from the manifest that was approved.
    """
    if not url.startswith(origin):
        return -1
    from agent_service.practice.compare import mismatches

    came = received_by(origin, url.rstrip("/").rsplit("/", 1)[-1])
    for one in came["applications"]:
        if wrong := mismatches(approved["manifest"]["body"], one):
            raise RuntimeError("what arrived differs from what was approved: " + "; ".join(wrong))
    return int(came["count"])


if __name__ == "__main__":
    sys.exit(main())
