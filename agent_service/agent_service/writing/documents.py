"""The documents that are written: every text in them carries the ids of the facts it cites."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

Kind = Literal["claim", "heading", "connective", "address"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or line: what it says and the ids of the facts that say so.

    Only a ``claim`` states something about the person, and it must cite. Headings, connectives
    and forms of address come from the closed lists in ``languages/``.
    """

    text: str
    facts: tuple[str, ...] = ()
    kind: Kind = "claim"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a résumé's section, read in the order of its fields."""

    title: Text | None = None
    dates: Text | None = None
    subtitle: Text | None = None
    place: Text | None = None
    lines: tuple[Text, ...] = ()
    bullets: tuple[Text, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield the entry's texts in reading order."""
        head = (self.title, self.dates, self.subtitle, self.place)
        yield from (text for text in head if text)
        yield from self.lines
        yield from self.bullets


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its entries; ``style`` says how they are set."""

    heading: Text
    entries: tuple[Entry, ...]
    style: Literal["entries", "compact"] = "entries"


@dataclass(frozen=True, slots=True)
class Resume:
    """A résumé variant: facts word for word, selected and ordered for one posting."""

    kind: ClassVar[str] = "resume"
    language: str
    title: str
    name: Text
    label: Text | None
    contact: tuple[Text, ...]
    sections: tuple[Section, ...]

    def texts(self) -> Iterator[Text]:
        """Yield every text in reading order."""
        yield self.name
        if self.label:
            yield self.label
        yield from self.contact
        for section in self.sections:
            yield section.heading
            for entry in section.entries:
                yield from entry.texts()


@dataclass(frozen=True, slots=True)
class Letter:
    """A cover letter; ``date`` and ``recipient`` are its envelope, the rest are sentences."""

    kind: ClassVar[str] = "letter"
    language: str
    title: str
    name: Text
    contact: tuple[Text, ...]
    date: str
    recipient: str
    subject: Text
    salutation: Text
    paragraphs: tuple[tuple[Text, ...], ...]
    closing: Text

    def sentences(self) -> tuple[Text, ...]:
        """Return the sentences of the body in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    def texts(self) -> Iterator[Text]:
        """Yield every text in reading order; the signature repeats the name."""
        yield self.name
        yield from self.contact
        yield self.subject
        yield self.salutation
        yield from self.sentences()
        yield self.closing
        yield self.name


Document = Resume | Letter


def as_json(document: Document) -> dict[str, Any]:
    """Return ``document`` as plain JSON values; ``kind`` tells which it is."""
    return {"kind": document.kind, **asdict(document)}
