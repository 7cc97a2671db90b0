"""What drf-spectacular is told beyond what it finds: keys, problems, good method names."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong and how to go on (RFC 9457); code is stable.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "example": "urn:problem:not-found"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "example": "not-found"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail", "code"],
                "properties": {
                    "pointer": {"type": "string"},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
    "additionalProperties": True,
}
_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key and body within 24 hours is one effect and one answer.",
)
_WORDS = {
    400: "The request cannot be read or its fields cannot be accepted.",
    401: "There is no token, or it is not accepted here.",
    403: "This caller may not do that.",
    404: "There is no such object among the caller's.",
    409: "The object's state does not allow it.",
    413: "The body is too large.",
    415: "The body's type is not accepted.",
    422: "The request is well formed and cannot be carried out.",
    429: "Too many calls; Retry-After says when to go on.",
    503: "A part of the suite does not answer; try again.",
}


#: What a place in a path holds that is not one of several things.
_PLACES = {"token": "What the link of a message holds."}


class Schema(AutoSchema):
    """Adds the Idempotency-Key header to every operation that honours it."""

    def get_summary(self) -> str | None:
        """Return the first sentence of the operation's docstring."""
        return (self.get_description() or "").partition("\n")[0].rstrip(".") or None

    def get_override_parameters(self) -> list[Any]:
        """Return parameters beyond those of the serializers."""
        verb = self.method.lower()
        name = (getattr(self.view, "action_map", None) or {}).get(verb, verb)
        method = getattr(self.view, name, None)
        return [_KEY] if getattr(method, "idempotent", False) else []


def _codes(path: str, operation: dict[str, Any], method: str) -> list[int]:
    """Return the problems that an operation may answer with."""
    codes = {400, 429, 503}
    if operation.get("security") != [{}] and operation.get("security"):
        codes |= {401, 403}
    if "{" in path:
        codes.add(404)
    if "requestBody" in operation:
        codes |= {413, 415}
    if method != "get":
        codes |= {409, 422}
    return sorted(codes)


def describe_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Describe every error answer of every operation as a ``Problem``."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for code in _codes(path, operation, method):
                answer = {"content": content, "description": _WORDS[code]}
                operation["responses"].setdefault(str(code), answer)
    return result


def describe_places(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Say of every place in a path that nothing says anything of what it names."""
    for path, operations in result["paths"].items():
        for operation in operations.values():
            for one in operation.get("parameters", ()):
                if one["in"] == "path":
                    above = path.partition("{" + one["name"] + "}")[0].rstrip("/")
                    which = f"Which of {above.rpartition('/')[2]}/."
                    one.setdefault("description", _PLACES.get(one["name"], which))
    return result
