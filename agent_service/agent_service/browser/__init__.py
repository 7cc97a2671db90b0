"""The browser: the only package that imports Playwright.

with browser.session(proxy_url=...) as session:
    draft = session.prepare(url, candidate, job)
...
with browser.session(proxy_url=...) as session:
    seen = session.refill(manifest, files)
    # an empty differences(manifest, seen), and the row `submitting` committed
    outcome = session.submit()
"""

from agent_service.browser.sessions import BrowserHung, Session, session
from agent_service.forms.chromium import BrowserMissing, find_installed
from agent_service.forms.draft import NeedsPerson
from agent_service.forms.page import PageError

__all__ = [
    "BrowserHung",
    "BrowserMissing",
    "NeedsPerson",
    "PageError",
    "Session",
    "find_installed",
    "session",
]
