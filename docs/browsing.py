"""The browser in which the pictures of docs/ are taken."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from agent_service.forms import chromium


@contextmanager
def opened() -> Iterator[Browser]:
    """Yield the browser that is installed, else Playwright's own."""
    found = chromium.find_installed()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(found) if found else None,
            args=["--no-sandbox"] if os.geteuid() == 0 else [],  # pages of our own
        )
        yield browser
        browser.close()
