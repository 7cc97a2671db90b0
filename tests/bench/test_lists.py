"""Lists of 20 rows: CPU beside a bare view, and statements; POSTs that write to the outbox."""

import base64
import json
from typing import Any

import pytest
from conftest import Table
from inside import run
from person import Person
from suite import Suite

pytestmark = pytest.mark.bench
HOT = {"messages": "notification_service", "applications": "agent_service"}
HOT["openings"] = "agent_service"
SERVICES = {
    "user_service": [],
    "ats_service": [],
    "agent_service": ["applications"],
    "notification_service": ["messages"],
}


@pytest.mark.parametrize("name", HOT)
def test_a_hot_list_beside_a_bare_view(running: Suite, table: Table, name: str) -> None:
    found = run(running.data, HOT[name], "in_lists", name)[name]
    what = f"CPU of list {name} / bare view ({found['ours']:.2f} / {found['bare']:.2f} ms)"
    table.at_most(what, found["ratio"], 2.5)
    what = f"the same, and no token checked in the bare view ({found['open']:.2f} ms)"
    table.at_most(what, found["open ratio"], 2.5)


@pytest.mark.parametrize("service", SERVICES)
def test_lists_cost_one_statement_and_posts_four(
    running: Suite, table: Table, uploaded: Person, service: str
) -> None:
    user_id = owner(uploaded.tokens["access"])
    found = run(running.data, service, "in_statements", user_id, *SERVICES[service])
    for url, (statements, rows) in found["lists"].items():
        table.at_most(f"statements of GET {url} ({rows} rows)", statements, 1)
    for name, statements in found["posts"].items():
        table.at_most(f"statements of {name}", statements, 4)
    assert max(count for count, _rows in found["lists"].values()) <= 1
    assert max(found["posts"].values(), default=0) <= 4


def owner(token: str) -> str:
    """Return whose access token it is."""
    middle = token.split(".")[1]
    claims: Any = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return str(claims["sub"])
