"""Notifications in a real browser: its worker is installed by our page and shows what arrives.

The push service between the two belongs to the browser's maker and is out of reach of a test, so
the subscription it would give is put in its place; the browser itself delivers the message.
"""

import json
import shutil

import pytest
from person import Person, wait_for
from playwright.sync_api import sync_playwright
from suite import Suite

from agent_service.forms import chromium

pytestmark = pytest.mark.browser
_SUBSCRIPTION = """
PushManager.prototype.subscribe = async (options) => ({ toJSON: () => ({
  endpoint: "https://push.example/" + options.applicationServerKey.length,
  keys: { p256dh: "%s", auth: "AAAAAAAAAAAAAAAAAAAAAA" },
}) });
"""
_SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  const found = await worker.getNotifications();
  return found.map((one) => [one.title, one.body, one.tag]);
}"""


def test_a_browser_subscribes_on_our_page_and_shows_a_repeat_once(suite: Suite) -> None:
    found = next(filter(None, map(shutil.which, chromium.BROWSERS)), None)  # a shell shows none
    if found is None:
        pytest.skip(f"no browser that people use is installed: {', '.join(chromium.BROWSERS)}")
    person = Person(suite.url, suite.data / "mail")
    try:
        _subscribe_and_show(suite, person, found)
    finally:
        person.http.close()


def _subscribe_and_show(suite: Suite, person: Person, found: str) -> None:
    person.join()
    key = next(
        one["application_server_key"]
        for one in person.call("GET", "/notifications/channels/")
        if one["name"] == "web_push"
    )
    link = person.call("POST", "/notifications/browser-link/", json={})["url"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        context = browser.new_context()
        context.grant_permissions(["notifications"], origin=suite.url)
        page = context.new_page()
        page.add_init_script(_SUBSCRIPTION % key)  # any point on the curve will do
        page.goto(link)
        page.click("text=Notify me here")
        page.get_by_text("Done.").wait_for()
        session = context.new_cdp_session(page)
        registered = list[str]()
        session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda told: registered.extend(r["registrationId"] for r in told["registrations"]),
        )
        session.send("ServiceWorker.enable")
        # what the browser tells is heard while it is asked something
        wait_for(lambda: page.evaluate("1") and registered, "the worker", seconds=20)

        def shown_after(body: str) -> list[list[str]]:
            """Deliver a message, which a worker that only starts drops; return what is shown."""
            told = {"title": "A test", "body": body, "url": link, "tag": "t1"}
            where = {"origin": suite.url, "registrationId": registered[-1]}
            session.send("ServiceWorker.deliverPushMessage", {**where, "data": json.dumps(told)})
            found: list[list[str]] = page.evaluate(_SHOWN)
            return found

        for body in ("It arrived", "It came again"):
            wanted = [["A test", body, "t1"]]
            wait_for(lambda: shown_after(body) == wanted, "the notification")  # noqa: B023
        browser.close()
    rows = person.call("GET", "/notifications/destinations/")["results"]
    assert [row["channel"] for row in rows] == ["web_push"]
