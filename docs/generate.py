"""Writes the generated pages and the screenshots of docs/: ``make docs``.

``docs/generate.py forms`` makes only the pictures of filled forms, and ``resumes`` those of what
the reader sees; both need no running suite.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "docs")]

import browsing  # noqa: E402
import filled_forms  # noqa: E402
import read_resumes  # noqa: E402
import suite  # noqa: E402
from journey import Journey  # noqa: E402
from person import Person  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
#: Pictures that need no running suite, by the word that asks for them alone.
ALONE = {"forms": filled_forms.picture_forms, "resumes": read_resumes.picture_resumes}
WORDS = ("users", "ats", "agents", "notifications")


def say(line: str) -> None:
    """Tell what is done."""
    print(line, flush=True)


def main(parts: list[str]) -> None:
    """Write everything, or only ``parts``: ``forms`` and ``resumes``."""
    PICTURES.mkdir(exist_ok=True)
    for name, picture in ALONE.items():
        if not parts or name in parts:
            picture(PICTURES, say)
    if parts:
        return
    subprocess.run([sys.executable, ".ci/lint", "--update"], cwd=ROOT, check=False)
    subprocess.run([sys.executable, "docs/mails.py", "en", "de"], cwd=ROOT, check=True)
    with suite.running(say) as running:
        journey = _prepared(running)
        link = journey.person.call(
            "POST", f"/agents/applications/{journey.ids['application']}/review-link/"
        )["url"]
        _picture_all(running, link, journey)


def _prepared(running: suite.Suite) -> Journey:
    """Take the demo up to the approval."""
    origin = running.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    journey = Journey(Person(running.url, running.data / "mail"), say)
    journey.person.join()
    journey.upload(ROOT / "tests/e2e/fixtures/resume.md")
    journey.fill_profile()
    journey.add_opening(f"{origin}/jobs/1")
    journey.start()
    journey.prepare()
    return journey


def _picture_all(running: suite.Suite, link: str, journey: Journey) -> None:
    with browsing.opened() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        shoot = _camera(page)
        page.goto(link)
        page.click("button")
        shoot("review")
        page.click("button[value=approve]")
        journey.settled()
        for word in WORDS:
            _sign_in(page, running, word)
            shoot(f"admin-{word}")
        page.goto(f"{running.url}/admin/agents/runs/run/")
        page.click("#result_list tbody a")
        shoot("admin-run")
        page.goto(f"{running.url}/api/v1/agents/docs/")
        page.wait_for_selector(".opblock")
        shoot("api-docs")


def _camera(page: Page) -> Callable[[str], Any]:
    def shoot(name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=name == "review")
        say(f"picture {name}: {urlsplit(page.url).path}")

    return shoot


def _sign_in(page: Page, running: suite.Suite, word: str) -> None:
    """Sign in to one admin site as the staff account of the first start."""
    password = next(line.split("password ")[1] for line in running.lines if "password " in line)
    page.goto(f"{running.url}/admin/{word}/")
    page.fill("input[name=username]", "staff@localhost")
    page.fill("input[name=password]", password.split()[0])
    page.click("button[type=submit]")
    page.wait_for_url(f"**/admin/{word}/")


if __name__ == "__main__":
    main(sys.argv[1:])
