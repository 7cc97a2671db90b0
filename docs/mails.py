"""Takes a picture of every message as an HTML mail: ``python docs/mails.py [LANGUAGE …]``.

It needs no suite: the facts are those with which the tests render each kind.
"""

import os
import sys
from pathlib import Path

import browsing

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures" / "mails"
sys.path[:0] = [str(ROOT / "notification_service"), str(ROOT / "notification_service" / "tests")]


def main(languages: list[str]) -> None:
    """Write a picture of each kind in each language."""
    _configure()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with browsing.opened() as browser:
        page = browser.new_page(viewport={"width": 640, "height": 480})
        for name, html in _mails(languages):
            page.set_content(html)
            page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
            sys.stdout.write(f"picture mails/{name}\n")


def _configure() -> None:
    """Prepare Django as far as templates need it: no database is opened."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notification_service.settings")
    os.environ.setdefault("NOTIFICATION_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    os.environ.setdefault("DEBUG", "1")
    django.setup()


def _mails(languages: list[str]) -> list[tuple[str, str]]:
    """Return a name and a page for each kind in each language."""
    from causes import shown

    from notification_service.messages.kinds import KINDS

    return [
        (f"{kind}-{language}", shown(kind, language).html)
        for kind in KINDS
        for language in languages
    ]


if __name__ == "__main__":
    main(sys.argv[1:] or ["de", "en", "es", "fr"])
