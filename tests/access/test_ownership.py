"""No path exists without a decision about who may call it."""

import re

import listed_paths
import ownership
from callers import SERVICES
from operations import Operation


def nameless(path: str) -> str:
    """Return a path with every parameter called alike."""
    return re.sub(r"{\w+}", "{}", path)


def test_each_operation_says_who_may_call_it(all_operations: list[Operation]) -> None:
    names = [one.name for one in all_operations]
    assert len(names) == len(set(names)), "two operations of one name"
    assert set(names) == set(ownership.read()["operations"])


def test_each_operation_says_the_same_in_its_document(all_operations: list[Operation]) -> None:
    said = ownership.read()["operations"]
    assert {one.name for one in all_operations if one.open} == {
        name for name, who in said.items() if who == "public"
    }


def test_each_object_named_in_a_path_has_an_owner(all_operations: list[Operation]) -> None:
    """A version of one's own profile is a number, and a token is the permission itself."""
    said = ownership.read()["operations"]
    named = {one.name for one in all_operations if set(one.places) - {"version", "token"}}
    assert named == {name for name, who in said.items() if who == "owner"}


def test_only_known_words_are_used() -> None:
    said = ownership.read()
    assert set(said["operations"].values()) | set(said["elsewhere"].values()) <= ownership.KINDS


def test_each_other_path_says_who_may_call_it(all_operations: list[Operation]) -> None:
    """Internal and hand-written paths too: what Django routes and no document describes."""
    found = set[str]()
    for lister in [listed_paths.start(service) for service in SERVICES]:
        with lister:
            lines = lister.stdout.read().split() if lister.stdout else []
        assert lister.returncode == 0
        found |= set(lines)
    described = {nameless(one.path) for one in all_operations}
    rest = {path for path in found if nameless(path) not in described}
    assert rest == set(ownership.read()["elsewhere"])
