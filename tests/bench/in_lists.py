"""The CPU of hot lists beside a bare view that returns the same bytes."""

import base64
import importlib
import time
from collections.abc import Callable
from statistics import median
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from rows import MAKERS

from common.auth import tokens
from common.testing import person_token

ROUNDS, REQUESTS = 7, 40
_HOST = "http://testserver"


def measure(*names: str) -> dict[str, dict[str, float]]:
    """Return the CPU milliseconds of each list and of its bare twins, and their ratios.

    One twin verifies the token as the list does; "open" believes it unread.
    """
    return {name: _compare(name) for name in names}


def _compare(name: str) -> dict[str, float]:
    user_id, url, query = MAKERS[name]()
    bare, open_to_all = f"/bare/{name}/", f"/open/{name}/"
    _route(bare, url, query, lambda token: tokens.person(token).id)
    _route(open_to_all, url, query, lambda token: user_id)
    client = Client(headers={"authorization": f"Bearer {person_token(user_id)}"})
    for each in (url, bare, open_to_all) * 10:
        assert client.get(each).status_code == 200
    assert client.get(url).content == client.get(bare).content
    rounds = [[_cpu(client, each) for each in (url, bare, open_to_all)] for _ in range(ROUNDS)]
    mine, theirs, openly = (median(column) for column in zip(*rounds, strict=True))
    return {
        "ours": mine,
        "bare": theirs,
        "open": openly,
        "ratio": median(a / b for a, b, _ in rounds),
        "open ratio": median(a / c for a, _, c in rounds),
    }


def _cpu(client: Client, url: str) -> float:
    began = time.process_time()
    for _ in range(REQUESTS):
        client.get(url)
    return (time.process_time() - began) / REQUESTS * 1000


def _route(bare: str, url: str, query: str, who: Callable[[str], UUID]) -> None:
    """Add a bare view: one statement for whoever it takes the token for, one serialisation."""

    def view(request: HttpRequest) -> HttpResponse:
        person = who(request.headers["Authorization"].partition(" ")[2])
        with connection.cursor() as cursor:
            cursor.execute(query, [person])
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        for row in rows:
            if "places" in row:  # the driver leaves jsonb as text
                row["places"] = orjson.loads(row["places"])
        following = _next(url, rows[19]["id"]) if len(rows) > 20 else None
        body = {"next": following, "previous": None, "results": rows[:20]}
        return HttpResponse(
            orjson.dumps(body, option=orjson.OPT_UTC_Z), content_type="application/json"
        )

    urls = importlib.import_module(settings.ROOT_URLCONF)
    urls.urlpatterns.append(path(bare.lstrip("/"), view))


def _next(url: str, last: UUID) -> str:
    cursor = base64.b64encode(urlencode({"p": str(last)}).encode()).decode()
    return f"{_HOST}{url}?{urlencode({'cursor': cursor})}"
