"""Tells whether a published schema only grew: what others rely on must still be there.

Works on plain JSON, for OpenAPI documents and for the JSON Schemas of events alike.
"""

from collections.abc import Iterator
from enum import Flag
from typing import Any

#: What a schema says besides its structure; a change here breaks nobody.
WORDING = {"description", "title", "summary", "example", "examples", "tags", "info", "default"}
#: Places whose keys are names of our own, which may be called ``title`` as well.
NAMES = ("/properties", "/schemas", "/paths")
Json = dict[str, Any]


class Side(Flag):
    """What others do with a document of this shape."""

    READ = 1  # a field that was always there must stay so
    SEND = 2  # a field that could be left out must stay so
    BOTH = 3


def broken(
    old: Any, new: Any, side: Side = Side.READ, where: str = "", whole: Json | None = None
) -> Iterator[str]:
    """Yield one line for each promise of ``old`` that ``new`` does not keep.

    Args:
        old: the committed document.
        new: the generated document.
        side: what others do with it; in OpenAPI the requests among the schemas are sent.
        where: the place in the document, with slashes.
        whole: the whole generated document, in which its references lead; ``new`` by default.
    """
    whole = new if whole is None else whole
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _broken_map(old, _spelled_out(old, new, whole), side, where, whole)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _broken_list(old, new, side, where, whole)
    elif old != new:
        yield f"{where}: {old!r} became {new!r}"


def _spelled_out(old: Json, new: Json, whole: Json) -> Json:
    """Return what ``new`` refers to by a name, where ``old`` had it without one."""
    named = new.get("allOf") or [new]
    if "$ref" in old or "allOf" in old or len(named) != 1 or "$ref" not in named[0]:
        return new
    found = whole
    for part in named[0]["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return {**found, **{key: new[key] for key in new.keys() - {"$ref", "allOf"}}}


def _broken_map(old: Json, new: Json, side: Side, where: str, whole: Json) -> Iterator[str]:
    for key, value in old.items():
        if (key in WORDING and not where.endswith(NAMES)) or key == "required":
            continue
        if (key, value) == ("additionalProperties", True) and key not in new:
            continue  # that is so without saying it
        if key not in new:
            yield f"{where}/{key}: is gone"
            continue
        below = Side.SEND if _is_sent(key, where) else side
        yield from broken(value, new[key], below, f"{where}/{key}", whole)
    if not where.endswith(NAMES):
        yield from _broken_required(old.get("required"), new.get("required"), side, where)


def _is_sent(key: str, where: str) -> bool:
    return key == "requestBody" or (where.endswith("/schemas") and key.endswith("Request"))


def _broken_required(old: Any, new: Any, side: Side, where: str) -> Iterator[str]:
    if isinstance(old, bool) or isinstance(new, bool):
        if new and not old:
            yield f"{where}: is demanded now"
        return
    before, after = set(old or ()), set(new or ())
    if side & Side.READ:
        yield from (f"{where}/{name}: may be absent now" for name in sorted(before - after))
    if side & Side.SEND:
        yield from (f"{where}/{name}: is demanded now" for name in sorted(after - before))


def _broken_list(
    old: list[Any], new: list[Any], side: Side, where: str, whole: Json
) -> Iterator[str]:
    if where.endswith("/parameters"):
        yield from _broken_map(_by_name(old), _by_name(new), side, where, whole)
        added = _by_name(new).keys() - _by_name(old).keys()
        demanded = (name for name in sorted(added) if _by_name(new)[name].get("required"))
        yield from (f"{where}/{name}: is new and demanded" for name in demanded)
    elif len(old) == len(new) and not where.endswith(("/enum", "/audience")):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from broken(before, after, side, f"{where}/{index}", whole)
    else:
        yield from (f"{where}: {entry!r} is gone" for entry in old if entry not in new)


def _by_name(parameters: list[Json]) -> Json:
    return {f"{entry.get('in')} {entry.get('name')}": entry for entry in parameters}
