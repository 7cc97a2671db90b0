"""Reading and writing one field of a résumé by its JSON pointer (RFC 6901)."""

from typing import Any


def get(resume: Any, pointer: str) -> Any:
    """Return the value at ``pointer``; for one that ends in ``/-`` the list; None for nothing."""
    found = resume
    for step in pointer.removesuffix("/-").split("/")[1:]:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def is_empty(value: Any) -> bool:
    """Return whether nothing was said: null, blank text, or a list or object of such."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_empty(item) for item in value.values())
    return value is None or value == []


def put(resume: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """Return a copy with ``value`` at ``pointer``, or appended where it ends in ``/-``."""
    *path, last = pointer.split("/")[1:]
    if last == "-":
        *path, last = path
        value = [*(get(resume, "/" + "/".join([*path, last])) or []), value]
    copy = dict(resume)
    parent = copy
    for step in path:
        parent[step] = dict(parent.get(step) or {})
        parent = parent[step]
    parent[last] = value
    return copy
