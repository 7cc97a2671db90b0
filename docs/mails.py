"""Takes a picture of every message as an HTML mail: ``python docs/mails.py [LANGUAGE …]``.

It needs no suite: the facts are those with which the tests render each kind.
"""

import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import browsing

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures" / "mails"
_STEPS = {"approve": "/review/decide/approve/…", "reject": "/review/decide/reject/…"}
#: The kinds with the most buttons and words, also shown on a small, dark screen.
_ON_A_PHONE = ("approval_needed", "weekly_report")
sys.path[:0] = [str(ROOT / "notification_service"), str(ROOT / "notification_service" / "tests")]


def main(languages: list[str]) -> None:
    """Write a picture of each kind in each language."""
    _configure()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with browsing.opened() as browser:
        wide = browser.new_page(viewport={"width": 640, "height": 480})
        phone = browser.new_page(viewport={"width": 360, "height": 480}, color_scheme="dark")
        for name, html in _mails(languages):
            _take(wide, name, html)
            if name.startswith(_ON_A_PHONE):
                _take(phone, f"{name}-phone", html)


def _take(page: Any, name: str, html: str) -> None:
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


def _mails(languages: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a name and a page for each kind in each language, with the buttons it really has."""
    from causes import facts_of
    from events import NOON

    from notification_service.contacts.models import Contact
    from notification_service.delivery.decide import Person
    from notification_service.delivery.letters import letter_of
    from notification_service.delivery.models import Delivery
    from notification_service.messages.kinds import KINDS

    for kind, language in product(KINDS.values(), languages):
        facts = facts_of(kind.name)
        row = Delivery(kind=kind.name, channel="email", facts=facts, occurred_at=NOON)
        contact = Contact(user_id=row.id, name="Ada", zone="Europe/Berlin", language=language)
        row.user_id = contact.user_id
        links = _minted(kind, facts)
        yield (
            f"{kind.name}-{language}",
            letter_of(row, Person(contact=contact), minted=links).words.html,
        )


def _minted(kind: Any, facts: dict[str, Any]) -> Any:
    """Return what agent_service would answer: decisions where a manifest waits for one."""
    from notification_service.messages.minting import Minted

    if not kind.mint:
        return Minted(kind.link_of(facts))
    steps = _STEPS if "manifest_digest" in facts else {}
    return Minted("/review/open/…/", steps, {"title": "Baker", "employer": "Crumb & Sons"})


if __name__ == "__main__":
    main(sys.argv[1:] or ["de", "en", "es", "fr"])
