"""Takes a profile apart into facts: the only evidence that any sentence may rest on.

A fact is one value of the person's JSON Resume, word for word, with the place it stands at.
The posting is never a source of facts.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agent_service.openings.language import listed

#: Parts of JSON Resume in which each entry is something that happened to the person.
ENTRIES = (
    "work",
    "volunteer",
    "education",
    "projects",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
)
DATES = frozenset({"startDate", "endDate", "date", "releaseDate"})
#: Fields that say nothing a reader should see: positions, pictures, bookkeeping.
SKIPPED = frozenset({"image", "id", "meta", "countryCode", "$schema", "rating"})
_PLACE = ("city", "region", "country", "countryCode", "postalCode", "address")
_NOT_SPOKEN = frozenset(listed("none no keine kein aucun aucune ninguno ninguna nada 0 n/a -"))
_PRESENT = frozenset(
    listed(
        "present current now ongoing today heute jetzt aktuell présent actuel aujourd'hui "
        "actualidad actual presente"
    )
)
#: Emoji and dingbats: pictures between the words, and no part of them.
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u20e3]\u200d?"
)
MAX_FACTS = 5000
MAX_DEPTH = 12  # JSON Resume needs 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One value the person gave: ``text`` word for word, ``pointer`` where it stands (RFC 6901).

    ``kind`` is the path without indexes (``work.position``); ``entry`` is the pointer of the entry
    it belongs to (``/work/0``), since only facts of one entry may be joined in one sentence.
    """

    id: str
    pointer: str
    kind: str
    text: str
    entry: str


class Facts:
    """All facts of one profile, in its order, found by id, kind or entry."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Keep the facts in their order."""
        self.all = tuple(facts)
        self._by_id = {fact.id: fact for fact in self.all}
        self._by_pointer = {fact.pointer: fact for fact in self.all}

    def __getitem__(self, identifier: str) -> Fact:
        """Return the fact with this id; KeyError when the profile holds no such fact."""
        return self._by_id[identifier]

    def __contains__(self, identifier: object) -> bool:
        """Say whether the profile holds a fact with this id."""
        return identifier in self._by_id

    def at(self, pointer: str) -> Fact | None:
        """Return the fact at a pointer such as ``/basics/name``."""
        return self._by_pointer.get(pointer)

    def entries(self, section: str) -> list[str]:
        """Return the pointers of a section's entries that hold facts, in the profile's order."""
        prefix = f"/{section}/"
        return list(dict.fromkeys(f.entry for f in self.all if f.entry.startswith(prefix)))

    def under(self, pointer: str) -> list[Fact]:
        """Return the facts below a pointer such as ``/work/0/highlights``, in order."""
        return [fact for fact in self.all if fact.pointer.startswith(f"{pointer}/")]

    def field(self, entry: str, *names: str) -> Fact | None:
        """Return the first of an entry's fields that the person filled in."""
        return next((fact for name in names if (fact := self.at(f"{entry}/{name}"))), None)


def facts_of(profile: object) -> Facts:
    """Return the facts of a JSON Resume profile, in its order.

    An entry of work that has begun and has no end is going on; that is a fact of its own, with the
    text ``present`` at the pointer of the missing ``endDate``.
    """
    found: list[Fact] = []
    if not isinstance(profile, Mapping):
        return Facts(found)
    _basics(profile.get("basics"), found)
    for section in ENTRIES:
        entries = profile.get(section)
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if not (section == "languages" and _unspoken(entry)):
                _walk(entry, f"/{section}/{index}", section, f"/{section}/{index}", found)
                _ongoing(entry, section, f"/{section}/{index}", found)
    return Facts(found)


def clean(text: str) -> str:
    """Return ``text`` as it is printed: composed letters, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", _PICTURES.sub("", text))
    kept = "".join(
        char
        for char in composed
        if char in "\n\t\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return re.sub(r"\s+", " ", kept).strip()


def fact_id(pointer: str, text: str) -> str:
    """Return the id of a fact: the same place and words always give the same id."""
    return hashlib.sha256(f"{pointer}\0{text}".encode()).hexdigest()[:20]


def _add(found: list[Fact], pointer: str, kind: str, text: str, entry: str) -> None:
    """Append one fact unless its text is empty."""
    if words := clean(text):
        found.append(Fact(fact_id(pointer, words), pointer, kind, words, entry))


def _basics(basics: Any, found: list[Fact]) -> None:
    """Append the facts about the person; each stands for itself."""
    if not isinstance(basics, Mapping):
        return
    for name, value in basics.items():
        if isinstance(value, str) and name not in SKIPPED:
            _add(found, f"/basics/{name}", f"basics.{name}", value, "/basics")
    location = basics.get("location")
    if not isinstance(location, Mapping):
        location = {}
    for name in _PLACE:
        if isinstance(location.get(name), str):
            pointer = f"/basics/location/{name}"
            _add(found, pointer, f"basics.location.{name}", location[name], "/basics")
    profiles = basics.get("profiles")
    for index, item in enumerate(profiles if isinstance(profiles, list) else []):
        _walk(item, f"/basics/profiles/{index}", "basics.profiles", "/basics", found)


def _walk(value: Any, pointer: str, kind: str, entry: str, found: list[Fact]) -> None:
    """Append every value under ``value``, each with its own pointer, to a sane depth."""
    if pointer.count("/") > MAX_DEPTH or len(found) >= MAX_FACTS:
        return
    if isinstance(value, str):
        _add(found, pointer, kind, value, entry)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        _add(found, pointer, kind, str(value), entry)
    elif isinstance(value, Mapping):
        for name, child in value.items():
            if name not in SKIPPED:
                token = str(name).replace("~", "~0").replace("/", "~1")
                _walk(child, f"{pointer}/{token}", f"{kind}.{name}", entry, found)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _walk(child, f"{pointer}/{index}", kind, entry, found)


def _ongoing(entry: Any, section: str, pointer: str, found: list[Fact]) -> None:
    """Make the fact that an entry goes on, where its end is open or says so."""
    if section not in {"work", "volunteer"} or not isinstance(entry, Mapping):
        return
    end = clean(str(entry.get("endDate") or "")).casefold()
    if clean(str(entry.get("startDate") or "")) and (not end or end in _PRESENT):
        found[:] = [fact for fact in found if fact.pointer != f"{pointer}/endDate"]
        _add(found, f"{pointer}/endDate", f"{section}.present", "present", pointer)


def _unspoken(entry: Any) -> bool:
    """Say whether a language is listed only to say that the person does not speak it."""
    fluency = entry.get("fluency") if isinstance(entry, Mapping) else None
    return isinstance(fluency, str) and clean(fluency).casefold() in _NOT_SPOKEN
