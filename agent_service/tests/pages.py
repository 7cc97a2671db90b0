"""The review page as a person uses it in a browser without JavaScript."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from agent_service.applications.models import Application
from agent_service.approval import links


def opened(draft: Application, browser: Client) -> str:
    """Open the page by a link and return what it says."""
    browser.post(urlsplit(links.mint(draft, at=timezone.now()).url).path)
    return look(draft, browser)


def look(draft: Application, browser: Client, path: str = "") -> str:
    """Return what a page of the review says."""
    answer = browser.get(f"/review/{draft.id}/{path}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def press(draft: Application, browser: Client, verdict: str, **filled: str) -> Any:
    """Press a button of the page."""
    text = look(draft, browser)
    hidden = dict(re.findall(r'name="(form_token|digest)" value="([^"]+)"', text))
    path = f"/review/{draft.id}/decision/"
    return browser.post(path, hidden | filled | {"verdict": verdict})
