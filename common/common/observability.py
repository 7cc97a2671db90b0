"""Logs, request ids and metrics: one id from the gateway to the last worker's log."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest
from uuid_utils.compat import uuid7

HEADER = "X-Request-ID"
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")
_SECONDS = Histogram("http_request_seconds", "Time to answer", ["method", "view", "status"])


def current_request_id() -> str:
    """Return the id of the request, event or task that is being handled; "" outside of any."""
    return _request_id.get()


@contextmanager
def request_id(value: str) -> Iterator[str]:
    """Set the current id for the block; an empty or unsafe value gets a new id."""
    chosen = value if _SAFE_ID.fullmatch(value) else str(uuid7())
    token = _request_id.set(chosen)
    try:
        yield chosen
    finally:
        _request_id.reset(token)


class RequestIdMiddleware:
    """Take the gateway's request id, put it on logs and answer, and measure the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request under its id."""
        started = time.perf_counter()
        with request_id(request.headers.get(HEADER, "")) as chosen:
            response = self.get_response(request)
            response[HEADER] = chosen
        match = request.resolver_match
        view = match.view_name if match else "unknown"
        labels = (request.method or "", view, str(response.status_code))
        _SECONDS.labels(*labels).observe(time.perf_counter() - started)
        return response


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the metrics of this process in Prometheus' text format."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


class JsonFormatter(logging.Formatter):
    """Write one line of JSON per record, with the request id; never arguments of tasks."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": current_request_id() or None,
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return orjson.dumps({k: v for k, v in line.items() if v is not None}).decode()
