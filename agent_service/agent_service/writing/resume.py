"""Makes a résumé variant: facts word for word, selected and ordered for one posting."""

from collections.abc import Iterable

from agent_service.openings.language import listed
from agent_service.writing.documents import Entry, Resume, Section, Text
from agent_service.writing.facts import Fact, Facts
from agent_service.writing.grounding import shown_address
from agent_service.writing.relevance import Relevance
from agent_service.writing.wording import Wording
from common.errors import ServiceError

#: Highlights kept per entry, newest entries first: readers give old jobs a glance.
HIGHLIGHTS = (7, 6, 5, 4, 3)
SEPARATOR = " · "
#: Fields of an entry by section: title, subtitle, place, free text, bullets.
FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "work": (("position",), ("name", "company"), ("location",), ("summary",), ("highlights",)),
    "volunteer": (("position",), ("organization",), ("location",), ("summary",), ("highlights",)),
    "education": (
        ("studyType", "area"),
        ("institution",),
        ("location",),
        ("summary",),
        ("courses", "highlights"),
    ),
    "projects": (("name",), ("entity",), (), ("description", "summary"), ("highlights",)),
    "awards": (("title",), ("awarder",), (), ("summary",), ()),
    "certificates": (("name",), ("issuer",), (), (), ()),
    "publications": (("name",), ("publisher",), (), ("summary",), ()),
    "references": (("name",), (), (), ("reference",), ()),
}
#: Education leads where there is no work yet.
ORDER = listed(
    "summary work projects education skills languages certificates awards publications volunteer "
    "interests references"
)


class NoName(ServiceError):
    """The profile does not say who the person is."""

    status, code, title = 422, "profile-without-name", "The profile has no name"


def write_resume(facts: Facts, relevance: Relevance, wording: Wording) -> Resume:
    """Return the résumé variant for a posting; no job, study or certificate is ever left out.

    Raises:
        NoName: the profile has no name.
    """
    name = name_of(facts)
    makers = {
        "summary": _summary,
        "skills": _skills,
        "languages": _languages,
        "interests": _skills,
    }
    order = (
        ORDER if facts.entries("work") else ["education", *(n for n in ORDER if n != "education")]
    )
    sections = []
    for section in order:
        make = makers.get(section, _entries)
        if entries := make(section, facts, relevance, wording):
            heading = Text(wording.headings[section], kind="heading")
            compact = section in {"skills", "languages", "certificates", "awards", "interests"}
            sections.append(Section(heading, entries, "compact" if compact else "entries"))
    label = facts.at("/basics/label")
    title = f"{name.text} – {wording.resume_title}"
    shown = said(label) if label else None
    return Resume(wording.code, title, name, shown, contact_of(facts), tuple(sections))


def name_of(facts: Facts) -> Text:
    """Return the person's name.

    Raises:
        NoName: the profile has none.
    """
    if fact := facts.at("/basics/name"):
        return said(fact)
    raise NoName("Add your name to the profile; no document can be written without it.")


def said(*facts: Fact, separator: str = ", ") -> Text:
    """Return one text that says ``facts`` word for word, one after the other."""
    return Text(separator.join(fact.text for fact in facts), tuple(fact.id for fact in facts))


def contact_of(facts: Facts) -> tuple[Text, ...]:
    """Return how the person is reached: e-mail, phone, place, addresses on the web."""
    found = []
    for name, scheme in (("email", "mailto:"), ("phone", "tel:")):
        if fact := facts.at(f"/basics/{name}"):
            target = fact.text if name == "email" else "".join(fact.text.split())
            found.append(Text(fact.text, (fact.id,), link=f"{scheme}{target}"))
    place = [facts.at(f"/basics/location/{part}") for part in ("city", "region", "country")]
    if known := [fact for fact in place if fact]:
        found.append(said(*known))
    addresses = [fact for fact in facts.all if fact.kind in {"basics.url", "basics.profiles.url"}]
    found += [_address(fact) for fact in addresses]
    return tuple({text.text: text for text in found}.values())


def _address(fact: Fact) -> Text:
    """Return an address on the web in its short form, linked where it is one."""
    web = fact.text.startswith(("https://", "http://"))
    return Text(shown_address(fact.text), (fact.id,), link=fact.text if web else "")


def _summary(_: str, facts: Facts, relevance: Relevance, wording: Wording) -> tuple[Entry, ...]:
    """Return the person's own summary."""
    fact = facts.at("/basics/summary")
    return (Entry(lines=(said(fact),)),) if fact else ()


def _entries(
    section: str, facts: Facts, relevance: Relevance, wording: Wording
) -> tuple[Entry, ...]:
    """Return a section's entries, newest first, each with its most relevant highlights."""
    entries = sorted(facts.entries(section), key=lambda entry: _age(facts, entry))
    return tuple(
        _entry(
            section, entry, HIGHLIGHTS[min(rank, len(HIGHLIGHTS) - 1)], facts, relevance, wording
        )
        for rank, entry in enumerate(entries)
    )


def _age(facts: Facts, entry: str) -> tuple[int, str]:
    """Return a key that sorts entries from the newest to the oldest, undated ones last."""
    end = facts.field(entry, "endDate", "date", "releaseDate", "startDate")
    if end and end.kind.endswith(".present"):
        end = facts.field(entry, "startDate")
        return (0, _descending(end.text if end else ""))
    return (1, _descending(end.text)) if end else (2, "")


def _descending(text: str) -> str:
    """Return a key that sorts ISO dates from the latest to the earliest."""
    return "".join(chr(0x10FF - ord(char)) if ord(char) < 0x10FF else char for char in text)


def _entry(
    section: str, entry: str, most: int, facts: Facts, relevance: Relevance, wording: Wording
) -> Entry:
    """Return one entry with its dates and its ``most`` relevant bullets."""
    titles, subtitles, places, texts, bullets = (
        [fact for name in names if (fact := facts.field(entry, name))] for names in FIELDS[section]
    )
    points = [
        fact for name in FIELDS[section][4] for fact in facts.under(f"{entry}/{name}")
    ] or list(bullets)
    title, subtitle = titles or subtitles[:1], subtitles if titles else subtitles[1:]
    addresses = [fact for name in ("url", "website") if (fact := facts.field(entry, name))]
    lines = [said(fact) for fact in texts] + [_address(fact) for fact in addresses]
    if score := facts.field(entry, "score"):
        lines.append(Text(wording.claims["score"].format(score=score.text), (score.id,)))
    return Entry(
        title=said(*title) if title else None,
        dates=dates_of(facts, entry, wording),
        subtitle=said(*subtitle) if subtitle else None,
        place=said(*places) if places else None,
        lines=tuple(lines),
        bullets=tuple(said(fact) for fact in _kept(points, most, relevance)),
    )


def _kept(points: list[Fact], most: int, relevance: Relevance) -> list[Fact]:
    """Return the ``most`` relevant points, the most relevant first."""
    return relevance.ranked(points)[:most]


def dates_of(facts: Facts, entry: str, wording: Wording) -> Text | None:
    """Return an entry's time as ``Mar 2021 – present``."""
    single = facts.field(entry, "date", "releaseDate")
    found = (
        [single] if single else [facts.field(entry, "startDate"), facts.field(entry, "endDate")]
    )
    known = [fact for fact in found if fact]
    parts = [
        wording.present if fact.kind.endswith(".present") else wording.month(fact.text, short=True)
        for fact in known
    ]
    return Text(" – ".join(parts), tuple(fact.id for fact in known)) if known else None


def _skills(
    section: str, facts: Facts, relevance: Relevance, wording: Wording
) -> tuple[Entry, ...]:
    """Return skills or interests: groups with their keywords, single ones in one line."""
    single: list[Fact] = []
    groups: list[Entry] = []
    for entry in facts.entries(section):
        name, words = facts.field(entry, "name"), facts.under(f"{entry}/keywords")
        if words:
            line = said(*_matched_first(words, relevance), separator=SEPARATOR)
            groups.append(Entry(title=said(name) if name else None, lines=(line,)))
        elif name:
            single.append(name)
    if single:
        line = said(*_matched_first(single, relevance), separator=SEPARATOR)
        groups.append(Entry(lines=(line,)))
    return tuple(groups)


def _matched_first(facts: Iterable[Fact], relevance: Relevance) -> list[Fact]:
    """Return each skill once, those that the posting names before the others."""
    once = {fact.text.casefold(): fact for fact in facts}.values()
    return sorted(once, key=lambda fact: not relevance.names(fact.text))


def _languages(
    section: str, facts: Facts, relevance: Relevance, wording: Wording
) -> tuple[Entry, ...]:
    """Return the languages the person speaks, each with its level."""
    found = []
    for entry in facts.entries(section):
        if language := facts.field(entry, "language"):
            level = facts.field(entry, "fluency")
            found.append(Entry(title=said(language), lines=(said(level),) if level else ()))
    return tuple(found)
