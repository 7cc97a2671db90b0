"""Checks what travels between services: ``python .ci/messages.py [HEARD]``.

``HEARD`` is JSON: the message names that each service handles. Without it only the contracts
themselves are judged.
"""

import importlib
import json
import os
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import committed
import growth
import tree

NAME = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*\.v[1-9]\d*")
#: Fields that would carry a person's data over the broker: consumers fetch it instead.
PERSONAL = {"email", "address", "phone", "url", "link", "text", "full_name", "birthday", "token"}


def contracts() -> list[type[Any]]:
    """Return every message class of common.contracts, in order of name."""
    from common import contracts as package
    from common.events import Message

    found: dict[str, type[Any]] = {}
    for module in pkgutil.walk_packages(package.__path__, "common.contracts."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Message) and "name" in vars(value):
                found[value.name] = value
    return [found[name] for name in sorted(found)]


def wrong(message: type[Any]) -> Iterator[str]:
    """Yield what a contract lacks."""
    if not NAME.fullmatch(message.name):
        yield f"{message.__name__}: {message.name!r} is not <service>.<what happened>.v1"
    if not (vars(message).get("__doc__") or "").strip():
        yield f"{message.__name__}: says nothing about itself"
    for field in sorted(set(message.model_fields) & PERSONAL):
        yield f"{message.__name__}.{field}: carries personal data; send an id, let them fetch it"
    for service in message.audience:
        if service not in tree.services():
            yield f"{message.__name__}: {service!r} in its audience is no service"


def described(message: type[Any]) -> dict[str, Any]:
    """Return the contract as it is published."""
    from common.events import Command

    return {
        "kind": "command" if issubclass(message, Command) else "event",
        "description": (message.__doc__ or "").strip(),
        "audience": sorted(message.audience),
        "payload": message.model_json_schema(),
    }


def published(found: list[type[Any]]) -> dict[str, str]:
    """Return the text of docs/events/NAME.json for each publisher."""
    documents: dict[str, dict[str, Any]] = defaultdict(dict)
    for message in found:
        word = message.name.partition(".")[0]
        owner = f"{word}_service" if f"{word}_service" in tree.services() else word
        documents[owner][message.name] = described(message)
    return {
        owner: json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        for owner, document in documents.items()
    }


def outdated(found: list[type[Any]], write: committed.Write) -> Iterator[str]:
    """Yield where a committed schema is not what the code says, or lost a promise."""
    folder = tree.ROOT / "docs" / "events"
    documents = published(found)
    for owner, text in sorted(documents.items()):
        path = folder / f"{owner}.json"
        yield from committed.compare(
            path, text, read=json.loads, side=growth.Side.BOTH, write=write
        )
    for path in sorted(folder.glob("*.json")):
        if path.stem not in documents:
            yield f"{tree.said(path)}: nobody publishes under this name any more"


def unheard(found: list[type[Any]], heard: dict[str, list[str]]) -> Iterator[str]:
    """Yield each service that a message is sent to and that has no handler for it."""
    for message in found:
        for service in message.audience:
            if service in heard and message.name not in heard[service]:
                yield f"{message.name}: {service} is told and does not listen: add an @handles"


def main(heard: str = "") -> int:
    """Print what is wrong and return the exit status."""
    write = committed.Write(os.environ.get("LINT_WRITES", "nothing"))
    found = contracts()
    if heard:
        lines = list(unheard(found, json.loads(heard)))
    else:
        lines = [line for message in found for line in wrong(message)]
        lines += outdated(found, write)
    print("\n".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
