"""The name of the file: people who get a hundred of them find yours by it.

In goes the name, out comes at most one finding. The cues, in order: length, signs that systems
refuse, words of drafts and versions, and that the person's name is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.cleaning import plain
from ats_service.engine.finding import Finding, Subject

#: Signs that systems change or refuse in names: all but letters, digits and these.
_ODD = re.compile(r"[^\w .,()'’+&-]")
_DRAFT = re.compile(
    r"(?i)(?:^|[\W_])(?:final|finale?s?|draft|entwurf|brouillon|borrador|copy|copie|copia|kopie"
    r"|neu|new|old|alt|version|v\d+|tmp|temp|untitled|unbenannt|sans titre|sin título|scan\d*)"
    r"(?=$|[\W_])|\(\d+\)$"
)
_LONGEST = 80
_ADVICE = 'Name it after yourself, for instance "{}-resume{}".'


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the worst that can be said of the name; none where it is unknown."""
    name = subject.name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    person = str(subject.resume.get("basics", {}).get("name") or "")
    if stem and (why := _why(stem, person)):
        better = "-".join(re.findall(r"\w+", person)) or "Jane-Roe"
        yield Finding(
            rule="file-name",
            severity="notice",
            message=f"The name of the file {why}.",
            seen=name[:200],
            advice=_ADVICE.format(better, ending.lower()),
        )


def _why(stem: str, person: str) -> str:
    """Return what is wrong with a name, or an empty string."""
    if len(stem) > _LONGEST:
        return f"has {len(stem)} characters, of which many systems keep fewer"
    if odd := _ODD.search(stem):
        return f'holds the sign "{odd[0]}", which some systems refuse'
    if _DRAFT.search(_without(stem, person)):
        return "reads like that of a draft or a copy"
    if person and not _holds(stem, person):
        return "does not tell whose document it is"
    return ""


def _without(stem: str, person: str) -> str:
    """Return a name without the person's own parts, for somebody may be called Neu."""
    names = {plain(part) for part in re.findall(r"[^\W_]+", person)}
    return re.sub(r"[^\W_]+", lambda hit: "" if plain(hit[0]) in names else hit[0], stem)


def _holds(stem: str, person: str) -> bool:
    """Return whether a part of the person's name stands in the file's, accents aside."""
    flat = plain(stem)
    return any(len(part) > 1 and part in flat for part in re.findall(r"\w+", plain(person)))


CHECK = check
