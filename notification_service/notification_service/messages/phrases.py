"""Keeps what was put into words, for the next who is told the same.

Ten thousand people are told of the same failure in four languages: what their templates looked at
decides what they say, and only that. Facts that no template asked for, such as whose run it was,
make no difference.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import Any

import orjson

#: So many phrases are kept; a full store is emptied.
_MOST = 2000
#: Octets of facts beyond which nobody else will be told the same.
_LONGEST = 1000
_named: dict[tuple[str, str], frozenset[str]] = {}
_kept: dict[tuple[Any, ...], str] = {}


class Watched(Mapping[str, Any]):
    """Facts as a template sees them, which notes by name what it asks for."""

    def __init__(self, facts: Mapping[str, Any], show: Callable[[str, Any], Any]) -> None:
        """Show nothing yet; ``show`` makes of a name and its fact what a template may print."""
        self.facts, self.asked = facts, set[str]()
        self._show = show

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a fact, and note the question."""
        self.asked.add(str(name))
        return name in self.facts

    def __getitem__(self, name: str) -> Any:
        """Return a fact as it is printed, and note the question."""
        self.asked.add(name)
        return self._show(name, self.facts[name])

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self.facts)

    def __len__(self) -> int:
        """Return how many facts there are."""
        return len(self.facts)


def phrase(kind: str, language: str, zone: tzinfo, shown: Watched, fill: Callable[[], str]) -> str:
    """Return what the template of ``kind`` says, from the store where it was said before.

    Args:
        kind: whose template it is.
        language: in which it is filled.
        zone: in which moments are shown.
        shown: the facts; what the template asks of them is noted.
        fill: fills the template with ``shown``.
    """
    place = kind, language
    names = _named.get(place, frozenset())
    found = _kept.get(_key(place, zone, shown.facts, names))
    if found is None:
        found = fill()
        names |= shown.asked  # another thread may know of others: each key says which it is of
        _named[place] = names
        _keep(_key(place, zone, shown.facts, names), found)
    return found


def forget() -> None:
    """Empty the store, as after templates changed."""
    _named.clear()
    _kept.clear()


def _key(
    place: tuple[str, str], zone: tzinfo, facts: Mapping[str, Any], names: frozenset[str]
) -> tuple[Any, ...]:
    """Return what decides the words: every fact that the template was ever seen to ask for."""
    told = {name: facts[name] for name in names if name in facts}
    return *place, zone, names, orjson.dumps(told, default=str, option=orjson.OPT_SORT_KEYS)


def _keep(key: tuple[Any, ...], words: str) -> None:
    if len(key[-1]) > _LONGEST:
        return
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[key] = words
