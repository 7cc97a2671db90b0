"""Notifications in a real browser: its worker is installed by our page and shows what arrives.

The push service between the two belongs to the browser's maker and is out of reach of a test, so
the subscription it would give is put in its place; the browser itself delivers the message.
"""

import json

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
    if (found := chromium.find_installed()) is None:
        pytest.skip(str(chromium.missing()))
    person = Person(suite.url, suite.data / "mail")
    person.join()
    key = next(
        one["application_server_key"]
        for one in person.call("GET", "/notifications/channels/")
        if one["name"] == "web_push"
    )
    link = person.call("POST", "/notifications/browser-link/", json={})["url"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
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
        data = json.dumps({"title": "A test", "body": "It arrived", "url": link, "tag": "t1"})
        for _ in range(2):
            session.send(
                "ServiceWorker.deliverPushMessage",
                {"origin": suite.url, "registrationId": registered[-1], "data": data},
            )
        shown = wait_for(lambda: page.evaluate(_SHOWN), "the notification")
        assert shown == [["A test", "It arrived", "t1"]]
        browser.close()
    rows = person.call("GET", "/notifications/destinations/")["results"]
    assert [row["channel"] for row in rows] == ["web_push"]
    person.http.close()
