"""ESCO's tables of skills (CSV, as the European Commission publishes them) -> a file of terms.

In go the table of skills of one language or several (columns ``conceptUri``, ``skillType``,
``preferredLabel``, ``altLabels`` with one label a line) and, where given, the table of broader
relations (``conceptUri``, ``broaderUri``); out come lines as `vocabulary` reads them. The cue that
joins languages is the concept's address: the first table's label becomes the skill's name, the
labels of all others are its aliases. A short label (SQL, Go) counts only in its own case, or it
would be found in half of all sentences.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ats_service.engine.cleaning import tidy
from ats_service.engine.errors import Unreadable
from ats_service.engine.skills.vocabulary import TOKEN

_COLUMNS = frozenset({"conceptUri", "preferredLabel"})
#: Letters up to which a label counts only in its own case.
_SHORT = 3
#: Words from which a label is a sentence that nobody writes in a posting.
_LONGEST = 8
_MOST_IN_A_CELL = 1 << 20  # characters; descriptions are long


@dataclass
class Concept:
    """One skill: its name, its other labels, and what it is a kind of."""

    name: str
    others: dict[str, None] = field(default_factory=dict)
    parent: str = ""


def read_skills(files: Iterable[Path], *, kind: str = "") -> dict[str, Concept]:
    """Return the concepts of tables of skills by their address.

    Args:
        files: one a language; the first names the skills.
        kind: "knowledge" or "skill/competence" to take only those, "" for all.

    Raises:
        Unreadable: a table has not ESCO's columns, or is damaged.
        OSError: a file cannot be opened.
    """
    concepts: dict[str, Concept] = {}
    for number, file in enumerate(files):
        for row in _rows(file, _COLUMNS):
            address, label = row["conceptUri"], tidy(row["preferredLabel"])
            wanted = not kind or row.get("skillType", "").strip() == kind
            if number == 0 and label and wanted:
                concepts.setdefault(address, Concept(label))
            if concept := concepts.get(address):
                labels = [label, *(row.get("altLabels") or "").splitlines()]
                concept.others |= dict.fromkeys(tidy(one) for one in labels)
    return concepts


def add_broader(concepts: Mapping[str, Concept], file: Path) -> None:
    """Set what each concept is a kind of, the first broader concept that is known.

    Raises:
        Unreadable, OSError: see `read_skills`.
    """
    for row in _rows(file, frozenset({"conceptUri", "broaderUri"})):
        concept, broader = concepts.get(row["conceptUri"]), concepts.get(row["broaderUri"])
        if concept and broader and not concept.parent:
            concept.parent = broader.name


def lines_of(concepts: Iterable[Concept]) -> Iterator[str]:
    """Yield one line of terms for each concept that can be named in a posting, by name."""
    for concept in sorted(concepts, key=lambda one: (one.name.casefold(), one.name)):
        name, others = _term(concept.name), [_term(other) for other in concept.others]
        if name:
            terms = dict.fromkeys([name, *(other for other in others if other)])
            parent = _plain(concept.parent)
            yield "; ".join(terms) + (f" < {parent}" if parent else "")


def _term(label: str) -> str:
    """Return a label as a term; nothing where it is too long or holds no word."""
    label = _plain(label)
    if not TOKEN.search(label) or len(label.split()) > _LONGEST:
        return ""
    return f"={label}" if len(label) <= _SHORT else label


def _plain(label: str) -> str:
    """Return a label without the signs that mean something in a file of terms."""
    return tidy(label.replace(";", ",").replace("<", " ")).lstrip("=# ")


def _rows(file: Path, needed: frozenset[str]) -> Iterator[dict[str, str]]:
    before = csv.field_size_limit(_MOST_IN_A_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            if missing := needed - set(table.fieldnames or ()):
                raise Unreadable(f"{file.name} has no column {', '.join(sorted(missing))}.")
            for row in table:
                yield {name: value or "" for name, value in row.items() if isinstance(name, str)}
    except (csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(f"{file.name} is no table in UTF-8: {error}.") from error
    finally:
        csv.field_size_limit(before)
