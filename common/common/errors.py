"""Errors a person can act on, in one shape: problem+json (RFC 9457)."""

import logging
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions, status
from rest_framework.response import Response

from common.observability import current_request_id

log = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"


class ServiceError(Exception):
    """The base of every error that a caller may see.

    Subclasses stand beside the function that raises them and set ``status`` (HTTP), ``code``
    (stable, kebab-case) and ``title``. The message says how to go on; ``extra`` members become
    members of the problem. ``permanent`` is the one bit a retry loop needs.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "The request cannot be carried out"
    permanent: bool = True

    def __init__(self, detail: str = "", **extra: Any) -> None:
        """Keep what the person is told and the members that programs read."""
        super().__init__(detail or self.title)
        self.extra = extra


class NotHere(ServiceError):
    """The object does not exist, or belongs to somebody else."""

    status, code, title = 404, "not-found", "There is no such object among yours"


class DatabaseAway(ServiceError):
    """The database does not answer, which the next request may find mended."""

    status, code, title = 503, "database-away", "The service cannot reach its data for a moment"
    permanent = False


def problem(
    *, status: int, code: str, title: str, detail: str = "", **members: Any
) -> dict[str, Any]:
    """Return the body of one problem; members that are None are left out."""
    body = {
        "type": f"urn:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail or title,
        "request_id": current_request_id(),
        **members,
    }
    return {key: value for key, value in body.items() if value is not None}


def of(error: ServiceError) -> dict[str, Any]:
    """Return the problem that describes a ``ServiceError``."""
    return problem(
        status=error.status,
        code=error.code,
        title=error.title,
        detail=str(error),
        **error.extra,
    )


def field_errors(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    """Return every message of a DRF error detail with the JSON pointer of its field."""
    if isinstance(detail, dict):
        pairs = [(f"{pointer}/{key}", value) for key, value in detail.items()]
    elif isinstance(detail, list):
        nested = any(isinstance(item, dict | list) for item in detail)
        pairs = [(f"{pointer}/{i}" if nested else pointer, item) for i, item in enumerate(detail)]
    else:
        return [
            {
                "pointer": pointer.removesuffix("/non_field_errors") or "/",
                "detail": str(detail),
                "code": str(getattr(detail, "code", "invalid")).replace("_", "-"),
            }
        ]
    return [found for where, value in pairs for found in field_errors(value, where)]


def _of_drf(error: exceptions.APIException) -> dict[str, Any]:
    """Return the problem that describes an exception of the REST framework."""
    if isinstance(error, exceptions.ValidationError):
        return problem(
            status=400,
            code="invalid-input",
            title="Some fields cannot be accepted",
            detail="Correct the fields named in errors and send the request again.",
            errors=field_errors(error.detail),
        )
    return problem(
        status=error.status_code,
        code=str(error.default_code).replace("_", "-"),
        title=str(error.default_detail),
        detail=str(error.detail),
    )


def _to_drf(error: Exception) -> Exception:
    """Return Django's own exceptions as those of the REST framework."""
    if isinstance(error, Http404):
        return NotHere("Check the id; objects of other people are not shown.")
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("the database is away: %s", error)
        return DatabaseAway(
            "Send the same request again, with its Idempotency-Key.", retry_after=1
        )
    return error


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the response of any error that DRF knows; None lets Django answer 500."""
    error = _to_drf(error)
    if isinstance(error, ServiceError):
        body, headers = of(error), _retry_headers(error.extra.get("retry_after"))
    elif isinstance(error, exceptions.APIException):
        body = _of_drf(error)
        headers = _retry_headers(getattr(error, "wait", None))
        if header := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = header
    else:
        return None
    return Response(body, status=body["status"], headers=headers, content_type=CONTENT_TYPE)


def _retry_headers(seconds: float | None) -> dict[str, str]:
    return {} if seconds is None else {"Retry-After": str(max(1, int(seconds)))}


def respond(
    *, status: int, code: str, title: str, detail: str = "", **members: Any
) -> JsonResponse:
    """Return one problem outside the REST framework: middleware and Django's own handlers."""
    body = problem(status=status, code=code, title=title, detail=detail, **members)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Answer 400 where Django refuses a request before any view: a foreign host, a broken form."""
    return respond(
        status=400,
        code="bad-request",
        title="The request cannot be read",
        detail="Send it to the public address of the suite, and no more fields than asked for.",
    )


def page_not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Answer 404 for a path that no route knows."""
    return respond(
        status=404,
        code="no-such-path",
        title="There is nothing at this address",
        detail="Compare the path with the API documentation of this service.",
    )


def server_error(request: HttpRequest) -> JsonResponse:
    """Answer 500 without showing anything of the inside."""
    return respond(
        status=status.HTTP_500_INTERNAL_SERVER_ERROR,
        code="internal-error",
        title="The service failed",
        detail="Nothing was stored. Try again; quote the request id if it happens again.",
    )
