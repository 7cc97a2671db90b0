"""Statements of every list and of the POSTs that write to the outbox."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.generators import SchemaGenerator
from rows import MAKERS

from common.testing import person_token

_FRAME = ("BEGIN", "COMMIT")


def measure(user_id: str, *makers: str) -> dict[str, Any]:
    """Return the statements by list, by POST, and how many rows each list showed.

    Args:
        user_id: a person with rows in this service.
        makers: whose rows to make first; the last one's person is asked for instead.
    """
    owner = UUID(user_id)
    for name in makers:
        owner, _url, _query = MAKERS[name]()
    client = Client(
        headers={"authorization": f"Bearer {person_token(owner)}"}, raise_request_exception=False
    )
    return {"lists": {url: _of_list(client, url) for url in _lists()}, "posts": _posts(client)}


def _lists() -> list[str]:
    """Return every path without an id that answers page by page."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return [
        url
        for url, verbs in schema["paths"].items()
        if "{" not in url
        and any(one["name"] == "cursor" for one in verbs.get("get", {}).get("parameters", ()))
    ]


def _of_list(client: Client, url: str) -> tuple[int, int]:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return len(_counted(seen)), len(answer.json()["results"])


def _posts(client: Client) -> dict[str, int]:
    """Return the statements of each POST that writes to the outbox here."""
    if connection.settings_dict["OPTIONS"]["application_name"] != "agent_service":
        return {}
    text = "We build software for harbours and look for an engineer with Python and SQL. " * 5
    job = {"text": text, "title": "Engineer", "employer": "Harbour"}
    _count, opening = _of_post(client, "/api/v1/agents/openings/", "warm", **job)
    body = {"opening_id": opening["id"], "document_id": str(UUID(int=1))}
    return {
        "POST openings": _of_post(client, "/api/v1/agents/openings/", "opening", **job)[0],
        "POST runs": _of_post(client, "/api/v1/agents/runs/", "run", **body)[0],
    }


def _of_post(client: Client, url: str, key: str, **body: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(
            url, body, content_type="application/json", headers={"idempotency-key": key}
        )
    assert answer.status_code == 201, answer.content
    return len(_counted(seen)), answer.json()


def _counted(seen: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in seen if not one["sql"].startswith(_FRAME)]
