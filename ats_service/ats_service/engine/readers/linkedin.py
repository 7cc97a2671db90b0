"""LinkedIn's export of one's own data -> JSON Resume, each value with the table it stands in.

In goes the ZIP that the site sends on request: a table in CSV for each kind of thing, headers in
English whatever the language, in the archive's root or in one folder. Out comes JSON Resume with
evidence: the table (``part``), the line of its row, and the text as it stands there. The cue are
the names of tables and columns. What an application does not need (birth date, street, maiden
name) is left out; tables about others (connections, messages) are not even opened.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ats_service.engine import limits
from ats_service.engine.cleaning import clean, tidy
from ats_service.engine.document import BULLETS
from ats_service.engine.errors import Empty, TooComplex, Unreadable
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.readers.container import Container
from ats_service.engine.readers.text import decode

#: Tables of which one at least is in every export.
MARKS = frozenset({"Profile.csv", "Positions.csv"})
_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
#: Bounded, as the text is: a cell may hold twenty thousand letters.
_WEBSITE = re.compile(
    r"(?:[A-Z_]{1,20}:)?((?:https?://)?[\w.-]{1,100}\.[a-z]{2,24}[^\s,\]]{0,300})"
)
_SITES = 1_000
_SURE = 0.99

Tree = dict[str, Any]


class Cell(NamedTuple):
    """A value, and where it stands."""

    value: str
    text: str  # as it stands there
    part: str
    line: int


class _Row:
    """One row of a table by the names of its columns."""

    def __init__(self, part: str, line: int, cells: Mapping[str, str]) -> None:
        self.part, self.line, self.cells = part, line, cells

    def get(self, column: str) -> Cell | None:
        """Return a value on one line, or None where there is none."""
        text = tidy(self.cells.get(column.lower(), ""))
        return Cell(text, text, self.part, self.line) if text else None

    def date(self, column: str) -> Cell | None:
        """Return a date as JSON Resume has it."""
        cell = self.get(column)
        periods = find_periods(cell.text) if cell else []
        return cell._replace(value=periods[0].start) if cell and periods else None

    def body(self, column: str) -> tuple[Cell | None, list[Cell]]:
        """Return a description as its paragraphs and the items of its lists."""
        lines = [tidy(line) for line in clean(self.cells.get(column.lower(), "")).splitlines()]
        texts = [line for line in lines if line and line[0] not in BULLETS]
        items = [line.lstrip(BULLETS + " ") for line in lines if line and line[0] in BULLETS]
        summary = self._cell(" ".join(texts)) if texts else None
        return summary, [self._cell(item) for item in items if item]

    def _cell(self, text: str) -> Cell:
        return Cell(text, text, self.part, self.line)


def read_archive(data: bytes, *, as_of: date) -> dict[str, Any]:
    """Return the résumé in an export.

    Raises:
        Empty: none of its tables holds anything.
        TooComplex: they hold more rows or longer texts than one person's life.
        Unreadable, UnsafeContent, TooLarge, Encrypted: see `Container`.
    """
    tables = _Tables(Container(data))
    tree = {"basics": _basics(tables), **_sections(tables)}
    evidence: dict[str, Any] = {}
    current: list[str] = []
    resume = _settle(tree, "", evidence, current)
    if resume is None:
        raise Empty("The tables of the export are empty. Ask LinkedIn for it again.")
    meta = {"version": "v1.0.0", "lastModified": as_of.isoformat(), "current": current}
    return {"$schema": _SCHEMA, **resume, "meta": {**meta, "evidence": evidence}}


class _Tables:
    """The tables of an archive, read when asked for and counted."""

    def __init__(self, container: Container) -> None:
        self._container = container
        names = [name for name in container.names() if name.endswith(".csv")]
        self._names = {name.rpartition("/")[2]: name for name in reversed(names)}
        self._left = limits.MAX_JSON_NODES

    def rows(self, part: str) -> Iterator[_Row]:
        """Yield the rows of a table; none where the export has no such table."""
        if part not in self._names:
            return
        text = decode(self._container.read(self._names[part]))
        reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""))
        try:
            header = [tidy(name).lower() for name in next(reader, [])]
            for cells in reader:
                self._count(cells)
                yield _Row(part, reader.line_num, dict(zip(header, cells, strict=False)))
        except csv.Error as error:
            raise Unreadable(f"The table {part} is damaged. Ask LinkedIn for it again.") from error

    def first(self, part: str) -> _Row:
        """Return the first row of a table, or one without cells."""
        return next(self.rows(part), _Row(part, 0, {}))

    def _count(self, cells: Iterable[str]) -> None:
        for cell in cells:
            self._left -= 1
            if self._left < 0 or len(cell) > limits.MAX_JSON_STRING:
                raise TooComplex("The export holds far more than a profile.")


def _basics(tables: _Tables) -> Tree:
    row = tables.first("Profile.csv")
    sites = list(_sites(row.get("Websites")))
    summary, items = row.body("Summary")
    if items:  # a summary in JSON Resume is one text
        summary = row.get("Summary")
    return {
        "name": _name(row),
        "label": row.get("Headline"),
        "email": _primary(tables.rows("Email Addresses.csv"), "Email Address"),
        "phone": _primary(tables.rows("PhoneNumbers.csv"), "Number"),
        "url": sites[0] if sites else None,
        "summary": summary,
        "location": _location(row.get("Geo Location")),
        "profiles": [
            *({"network": site._replace(value="Website"), "url": site} for site in sites[1:]),
            *_handles(row.get("Twitter Handles")),
        ],
    }


def _name(row: _Row) -> Cell | None:
    parts = [part for name in ("First Name", "Last Name") if (part := row.get(name))]
    whole = " ".join(part.value for part in parts)
    return parts[0]._replace(value=whole, text=whole) if parts else None


def _primary(rows: Iterable[_Row], column: str) -> Cell | None:
    """Return the value of the row that is marked as primary, else of the first."""
    found = [(row.get("Primary"), cell) for row in rows if (cell := row.get(column))]
    marked = [cell for primary, cell in found if primary and primary.value.lower() == "yes"]
    return next(iter([*marked, *(cell for _, cell in found)]), None)


def _sites(cell: Cell | None) -> Iterator[Cell]:
    """Yield the addresses of "[PORTFOLIO:https://a.example,OTHER:b.example]"."""
    for hit in _WEBSITE.finditer(cell.text[:_SITES]) if cell else ():
        yield cell._replace(value=hit[1])  # type: ignore[union-attr]


def _handles(cell: Cell | None) -> Iterator[Tree]:
    for name in re.findall(r"[\w]{2,}", cell.text[:_SITES]) if cell else ():
        handle = cell._replace(value=name)  # type: ignore[union-attr]
        address = handle._replace(value=f"https://twitter.com/{name}")
        yield {"network": handle._replace(value="Twitter"), "username": handle, "url": address}


def _location(cell: Cell | None) -> Tree | None:
    """Return city and the rest of "Hamburg, Germany"; an area without a comma is a region."""
    if cell is None:
        return None
    city, comma, region = (part.strip() for part in cell.value.partition(","))
    if not comma:
        return {"region": cell}
    return {"city": cell._replace(value=city), "region": cell._replace(value=region)}


def _sections(tables: _Tables) -> Tree:
    return {
        "work": [_job(row, "name") for row in tables.rows("Positions.csv")],
        "volunteer": [_job(row, "organization") for row in tables.rows("Volunteering.csv")],
        "education": [_school(row) for row in tables.rows("Education.csv")],
        "skills": [{"name": row.get("Name")} for row in tables.rows("Skills.csv")],
        "languages": [
            {"language": row.get("Name"), "fluency": row.get("Proficiency")}
            for row in tables.rows("Languages.csv")
        ],
        "certificates": [
            {"name": row.get("Name"), "issuer": row.get("Authority"), "url": row.get("Url"),
             "date": row.date("Started On")}
            for row in tables.rows("Certifications.csv")
        ],
        "projects": [_project(row) for row in tables.rows("Projects.csv")],
        "awards": [
            {"title": row.get("Title"), "date": row.date("Issued On"),
             "summary": row.get("Description")}
            for row in tables.rows("Honors.csv")
        ],
        "publications": [
            {"name": row.get("Name"), "publisher": row.get("Publisher"), "url": row.get("Url"),
             "releaseDate": row.date("Published On"), "summary": row.get("Description")}
            for row in tables.rows("Publications.csv")
        ],
    }  # fmt: skip


def _job(row: _Row, employer: str) -> Tree:
    summary, items = row.body("Description")
    return {
        employer: row.get("Company Name"),
        "position": row.get("Title") or row.get("Role"),
        "location": row.get("Location"),
        **_period(row, "Started On", "Finished On"),
        "summary": summary,
        "highlights": items,
    }


def _school(row: _Row) -> Tree:
    """Return a school; LinkedIn writes degree and field in one column, "MSc, Physics"."""
    degree = row.get("Degree Name")
    kind, comma, area = degree.value.partition(", ") if degree else ("", "", "")
    notes, items = row.body("Notes")
    period = _period(row, "Start Date", "End Date")
    period.pop("current", None)  # an end that is not told is no sign of going on
    return {
        "institution": row.get("School Name"),
        "studyType": degree._replace(value=kind) if degree else None,
        "area": degree._replace(value=area) if degree and comma else None,
        **period,
        "courses": [*items, *([notes] if notes else [])],
    }


def _project(row: _Row) -> Tree:
    description, items = row.body("Description")
    return {
        "name": row.get("Title"),
        "description": description,
        "highlights": items,
        "url": row.get("Url"),
        **_period(row, "Started On", "Finished On"),
    }


def _period(row: _Row, start: str, end: str) -> Tree:
    """Return the dates; a table with a column for the end says by a blank that it goes on."""
    started, finished = row.date(start), row.date(end)
    going_on = started is not None and finished is None and not row.get(end)
    return {"startDate": started, "endDate": finished, "current": going_on}


def _settle(node: Any, pointer: str, evidence: Tree, current: list[str]) -> Any:
    """Return the tree as plain JSON without what is empty; note evidence and what goes on."""
    if isinstance(node, Cell):
        span = {"page": None, "box": None, "text": node.text, "part": node.part, "line": node.line}
        evidence[pointer] = {"confidence": _SURE, "spans": [span]}
        return node.value
    if isinstance(node, dict):
        going_on = node.get("current") is True
        items = {
            key: value
            for key, item in node.items()
            if key != "current"
            and (value := _settle(item, f"{pointer}/{key}", evidence, current)) is not None
        }
        current += [pointer] if items and going_on else []
        return items or None
    if isinstance(node, list):
        settled: list[Any] = []
        for item in node:
            value = _settle(item, f"{pointer}/{len(settled)}", evidence, current)
            settled += [] if value is None else [value]
        return settled or None
    return node
