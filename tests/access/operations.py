"""Every operation of the four OpenAPI documents, and a request that each of them accepts."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

WORDS = ("users", "ats", "agents", "notifications")
METHODS = ("get", "post", "put", "patch", "delete")
_PAGING = {"cursor", "page_size"}


def _in_a_month() -> str:
    """Return a day to come."""
    return (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


_RULE = {"name": "Nothing", "adapters": ["ashby"], "match_at_least": 1, "a_day": 1}
#: Bodies that a schema alone does not tell; everything else is made from the schema.
_BODIES: dict[str, Any] = {
    "create_answer": {"kind": "relocation", "value": True},
    "replace_answer": {"kind": "relocation", "value": True},
    "replace_profile": {"resume": {"basics": {"name": "Somebody Else"}}, "version": 0},
    "replace_preferences": {"version": 0, "preferences": {"titles": ["Baker"]}},
    "change_preferences": {"choices": []},
    "add_destination": {"channel": "chat", "settings": {"url": "irc://nothing.example/a"}},
    "change_destination": {"label": "Nothing"},
    "prove_destination": {"code": "123456"},
    "snooze_reminder": {"until": "2030-01-01"},
    "change_habits": {"digest_at": "08:00", "paused_until": None},
    "plan_interview": {"day": _in_a_month(), "begins": "10:00", "employer": "Somebody Else"},
    "move_interview": {"day": _in_a_month(), "begins": "11:00"},
    "edit_application": {"digest": "0" * 64, "answers": {"cover_letter": "Nothing"}},
    "grant_site_consent": {"site": "elsewhere.example"},
    "switch_form_kind": {"name": "ashby", "on": True},
    "create_standing_rule": _RULE,
    "replace_standing_rule": _RULE,
    "approve_application": {"digest": "0" * 64},
    "update_me": {"name": "Somebody Else"},
    "add_opening": {"text": "Baker wanted. You bake bread.", "title": "Baker"},
    "confirm_address": {"code": "nothing-of-this-name"},
    "erase_my_account": {"password": "not the pass phrase"},
}


@dataclass(frozen=True)
class Operation:
    """One method on one path, as its service describes it."""

    word: str
    method: str
    path: str  # below the origin, with its parameters in braces
    name: str  # the operation id
    media: str = ""  # of the body; "" where there is none
    schema: dict[str, Any] = field(default_factory=dict, hash=False)  # of the body, resolved
    queries: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    open: bool = False  # needs no token
    is_list: bool = False  # answers with a page of rows

    @property
    def places(self) -> list[str]:
        """Return the names of the parameters in the path."""
        return re.findall(r"{(\w+)}", self.path)

    def at(self, value: str) -> str:
        """Return the path with the value in every place."""
        return re.sub(r"{\w+}", value, self.path)

    def foreign_keys(self) -> list[str]:
        """Return the fields of the body that name another object."""
        fields = self.schema.get("properties", {})
        return [name for name, about in fields.items() if about.get("format") == "uuid"]

    def body(self, own: dict[str, str] | None = None) -> Any:
        """Return a body that it accepts; ``own`` are the caller's ids by field."""
        if self.name in _BODIES:
            return dict(_BODIES[self.name])
        return _example(self.schema, own or {}) if self.schema else None


def fetch(client: httpx2.Client) -> list[Operation]:
    """Return the operations that the running services describe."""
    found = []
    for word in WORDS:
        headers = {"Accept": "application/vnd.oai.openapi+json"}
        answer = client.get(f"/api/v1/{word}/schema/", headers=headers).raise_for_status()
        found += list(_operations(word, answer.json()))
    return found


def _operations(word: str, document: Any) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method in METHODS:
            if (about := methods.get(method)) is None:
                continue
            bodies = about.get("requestBody", {}).get("content", {})
            media = next(iter(bodies), "")
            parameters = about.get("parameters", [])
            named = {kind: tuple(_named(parameters, kind)) for kind in ("query", "header")}
            yield Operation(
                word=word,
                method=method.upper(),
                path=path,
                name=about["operationId"],
                media=media,
                schema=_resolved(bodies[media].get("schema", {}), document) if media else {},
                queries=named["query"],
                headers=named["header"],
                open=about.get("security", [{}]) == [{}],
                is_list=any(one["name"] == "cursor" for one in parameters) and "{" not in path,
            )


def _named(parameters: list[dict[str, Any]], kind: str) -> list[str]:
    return [p["name"] for p in parameters if p["in"] == kind and p["name"] not in _PAGING]


def _resolved(schema: Any, document: Any) -> Any:
    """Return a schema with what it refers to in the place of the reference."""
    if isinstance(schema, list):
        return [_resolved(one, document) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if ref := schema.get("$ref"):
        return _resolved(document["components"]["schemas"][ref.rsplit("/", 1)[1]], document)
    merged = {key: _resolved(value, document) for key, value in schema.items()}
    for part in merged.pop("allOf", []):
        merged = {**part, **merged}
    return merged


def _example(schema: dict[str, Any], own: dict[str, str], name: str = "") -> Any:
    """Return a value that fits the schema."""
    if "properties" in schema:
        wanted = schema.get("required") or list(schema["properties"])
        return {key: _example(schema["properties"][key], own, key) for key in wanted}
    if choices := next((schema[k] for k in ("enum", "oneOf", "anyOf") if k in schema), None):
        return _example(choices[0], own, name) if isinstance(choices[0], dict) else choices[0]
    kind = schema.get("type")
    if kind == "array":
        return [_example(schema.get("items", {}), own, name)]
    if kind == "string":
        return _text(schema.get("format", ""), own, name)
    simple: dict[Any, Any] = {"integer": 1, "number": 1.0, "boolean": True, "object": {}}
    return simple.get(kind)


def _text(form: str, own: dict[str, str], name: str) -> Any:
    if form == "uuid":
        return own.get(name, str(uuid.uuid4()))
    if form == "binary":
        return ("note.txt", b"Baker wanted. You bake bread.")
    return {
        "email": "nobody@example.org",
        "date": "2030-01-01",
        "uri": "https://example.org/job",
    }.get(form, "a text that is long enough")
