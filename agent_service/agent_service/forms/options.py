"""Finds the one option that says what the person says; or none, never the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent_service.forms import places
from agent_service.forms.slots import DEMOGRAPHIC
from agent_service.forms.wordbook import said
from agent_service.forms.words import (
    CURRENCIES,
    SPANS,
    declines,
    degree_level,
    first_number,
    fold,
    in_days,
    named,
    says_no,
    says_yes,
    span_in_days,
)

_OWN_SITE = re.compile(
    r"(company|corporate|employer s?|your|our|this) (\w+ )?(web ?site|site|career)"
    r"|careers? (page|web ?site|site|section|portal)\b"
    r"|bedrijfs(web)?site"
    r"|karriereseite|(firmen|unternehmens)\w*(seite|website)|webseite des unternehmens"
    r"|site (web |internet |carriere\w* )?de (l entreprise|la societe|l employeur)|site carriere"
    r"|(pagina|sitio|web) .*de (la|tu|su) empresa"
    r"|(notre|votre|jullie|onze|uw|unsere?|eure|ihre|nuestr[ao]|vuestr[ao]) "
    r"(\w+ )?(site|web ?site|webseite|homepage|web|pagina)\b"
    rf"|{said('own_site')}"
)
#: Answers that go by several names, by slot.
_KINDS = {
    "phone_type": {
        "mobile": r"\b(mobile|cell|cellular|handy|mobil|portable|movil)\b",
        "home": r"\b(home|privat|domicile|casa|landline)\b",
        "work": r"\b(work|office|business|travail|trabajo)\b|geschaft|dienst",
    },
    "arrangement": {
        "remote": r"remot[eo]|home|teletrabajo|teletravail|distan|thuis",
        "hybrid": r"h[yi]brid|mixed",
        "there": r"on ?site|office|in person|presen(cial|tiel)|vor ort",
    },
    "language_level": {
        "native": r"native|mother tongue|first language|muttersprach|langue maternelle|nativ[oa]"
        r"|lengua materna",
        "none": r"^(none|not?|kein\w*|aucune?|ningun[oa]?|nada)\b",
        "fluent": r"fluent|fliessend|courant|fluido|verhandlungssicher",
    },
}
_ALIKE = {
    slot: {
        kind: shape + rf"|{said(kind)}" if kind != "none" else rf"{shape}|^{said(kind)}"
        for kind, shape in kinds.items()
    }
    for slot, kinds in _KINDS.items()
}
_INTERNAL = re.compile(rf"\binternal\b|{said('internal')}")
_PLACES = frozenset(
    {"country", "phone_country", "residence_country", "region", "location", "city"}
)
_SOURCES = frozenset({"company website", "corporate website", "careers page"})


#: What options say of a permission to work besides yes or no.
UNSPONSORED, SPONSORED, LATER = "without sponsorship", "with sponsorship", "later"


def own_site(text: str) -> bool:
    """Return whether a source is the employer's own site."""
    return fold(text) in _SOURCES or _OWN_SITE.search(fold(text)) is not None


def _is_own_site(option: str) -> bool:
    """Return whether an option is the site for everybody, not the one for who works there."""
    return _OWN_SITE.search(fold(option)) is not None and not _INTERNAL.search(fold(option))


def _adult(option: str) -> bool:
    """Return whether an option says an age of eighteen or more."""
    return (
        re.search(r"\b18 (years )?(\w+ )?(or|and) (older|over|above)|\b18\+", fold(option))
        is not None
    )


def sponsoring(option: str) -> str:
    """Return what an option says of a sponsor: none needed, one now or only later; or nothing."""
    plain = fold(option)
    if re.search(
        r"without .*(sponsor|visa)|^(?!.*\b(not|cannot|unable)\b).*any employer"
        r"|\b(no|not|t|never) ((need|require|needing|requiring|currently|now|or|in|the|future|for"
        r"|a|an|any|visa|work|employer|immigration) ){0,6}(sponsor|visa\b)",
        plain,
    ):
        return UNSPONSORED
    if not re.search(r"sponsor|(need|require)\w* .*visa", plain):
        return ""
    return LATER if re.search(r"later|future", plain) else SPONSORED


def pick(options: Sequence[str], wanted: str, slot: str, country: str = "") -> str | None:
    """Return the option that means ``wanted``, or None when none or several do.

    Args:
        options: the texts a person would see.
        wanted: the person's answer; a country or a region by name, ``decline`` to say nothing.
        slot: what is asked; ranges, countries and degrees are compared by meaning.
        country: ISO code that a region belongs to.
    """
    if fold(wanted) == "decline" and slot in DEMOGRAPHIC:
        return _only(options, declines)
    exact = [o for o in options if fold(o) == fold(wanted)]
    if len(exact) == 1:
        return exact[0]
    meant = _by_meaning(options, wanted, slot, country)
    return meant if meant is not None else _by_words(options, wanted)


def _by_meaning(options: Sequence[str], wanted: str, slot: str, country: str) -> str | None:
    if slot in _PLACES:
        return _where(options, wanted, slot, country)
    if slot == "degree":
        level = degree_level(wanted)
        if not level:
            return _yes_or_no(options, wanted)
        return _only(options, lambda o: bool(level) and degree_level(o) == level)
    if slot == "source" and own_site(wanted):
        return _only(options, _is_own_site)
    if slot in ("years_experience", "skill_years", "salary", "travel"):
        return _range(options, wanted)
    if slot in ("salary_currency", "salary_period"):
        return _money(options, wanted, slot)
    if slot in ("notice_period", "available_from") and (days := span_in_days(wanted)):
        same = _only(options, lambda o: span_in_days(o) == days)
        return same or _lasting(options, days)
    if slot in _ALIKE:
        same = _only(options, lambda o: _kind(o, slot) == _kind(wanted, slot) != "")
        return same or _only(options, lambda o: _suits(o, wanted, slot))
    if wanted in (UNSPONSORED, SPONSORED):
        return _only(options, lambda o: sponsoring(o) == wanted)
    found = _yes_or_no(options, wanted)
    adult = found is None and slot == "over_18" and says_yes(wanted)
    return _only(options, _adult) if adult else found


def _where(options: Sequence[str], wanted: str, slot: str, country: str) -> str | None:
    if slot == "region":
        names = places.region_names(wanted, country)
        return _only(options, lambda o: fold(o) in names)
    return _place(options, wanted) if slot in ("location", "city") else _country(options, wanted)


def _country(options: Sequence[str], wanted: str) -> str | None:
    code = places.country_code(wanted)
    if all(re.fullmatch(r"\+\s?\d{1,4}", o) for o in options):
        return _only(options, lambda o: o.replace(" ", "") == places.dialling_code(code))
    if re.fullmatch(r"\+\d{1,4}", wanted):  # a list that shows only the dialling code
        return _only(options, lambda o: re.search(rf"\{wanted}(?!\d)", o) is not None)
    names = places.country_names(code) if code else frozenset({fold(wanted)})

    def bare(option: str) -> str:
        return fold(re.sub(r"\(?\+\s?\d[\d\s-]*\)?", " ", option))

    return _only(options, lambda o: bare(o) in names or (bool(code) and o.strip() == code))


def _place(options: Sequence[str], wanted: str) -> str | None:
    """Match a place by all its parts; the order and spelling of the country are free."""
    parts = [fold(p) for p in wanted.split(",") if p.strip()]
    code = places.country_code(parts[-1]) if parts else ""
    known = {n for p in parts[1:] for n in places.region_names(p, code)} | {fold(code)}
    known |= places.country_names(code) if code else set()

    def fits(option: str) -> bool:
        have = [fold(p) for p in option.split(",")]
        return bool(parts) and have[0] == parts[0] and all(p in (*parts, *known) for p in have[1:])

    return _only(options, fits)


def _yes_or_no(options: Sequence[str], wanted: str) -> str | None:
    short = len(fold(wanted).split()) <= 3 or re.match(r"\s*\w+\s*[,.;:!–-]", wanted) is not None
    if short and says_yes(wanted):
        return _only(options, says_yes)
    if short and says_no(wanted):
        return _only(options, says_no)
    return None


def _money(options: Sequence[str], wanted: str, slot: str) -> str | None:
    """Return the option that names the currency, or the span of time, of an amount."""
    kinds = CURRENCIES if slot == "salary_currency" else SPANS
    code = re.search(r"\b[A-Z]{3}\b", wanted)
    if code and slot == "salary_currency":  # "$" alone is the sign of several
        by_code = _only(options, lambda o: fold(code.group()) in fold(o).split())
        return by_code or _only(
            options, lambda o: named(kinds, o) == named(kinds, wanted) != set()
        )
    return _only(options, lambda o: named(kinds, o) == named(kinds, wanted) != set())


def _kind(text: str, slot: str) -> str:
    return " ".join(kind for kind, shape in _ALIKE[slot].items() if re.search(shape, fold(text)))


def _suits(option: str, wanted: str, slot: str) -> bool:
    """Return whether an option is one of several that all suit ("either remote or hybrid")."""
    one, any_of = _kind(option, slot).split(), _kind(wanted, slot).split()
    return bool(one) and set(one) < set(any_of)


def pick_all(options: Sequence[str], wanted: str, slot: str, country: str = "") -> tuple[str, ...]:
    """Return every option that means ``wanted``, or suits where it says several."""
    if slot == "arrangement":
        kind = _kind(wanted, slot)
        return tuple(o for o in options if _suits(o, wanted, slot) or _kind(o, slot) == kind != "")
    picked = pick(options, wanted, slot, country)
    return (picked,) if picked else ()


def _lasting(options: Sequence[str], days: int) -> str | None:
    """Return the one span of time, of whatever unit, that so many days lie in."""
    spans = [in_days(option) for option in options]
    found = _range(spans, str(days))
    return options[spans.index(found)] if found else None


def _range(options: Sequence[str], wanted: str) -> str | None:
    number = first_number(wanted)
    if number is None:
        return _yes_or_no(options, wanted)
    fits = [o for o in options if _within(number, o)]
    if len(fits) > 1 and all(re.search(_AT_MOST, fold(o)) for o in fits):
        return min(fits, key=lambda o: first_number(o) or 0.0)  # up to 25 %, up to 50 %
    return fits[0] if len(fits) == 1 else None


_SIGNS = {"<": " below ", ">": " over "}
_AT_MOST = r"up to|at most|no more than|or (less|fewer)|bis (zu )?\d|hochstens|jusqu|hasta|maxim"
_AT_MOST += rf"|{said('at_most')}"
_BELOW = rf"less|under|below|fewer|weniger|unter|moins|menos|{said('below')}"
_FROM = r"\+|more|over|above|at least|mehr|uber|mindestens|plus|au moins|\bmas\b|al menos|^ab\b"
_FROM += rf"|{said('above')}"


def _within(number: float, option: str) -> bool:
    plain = fold(re.sub(r"[<>]", lambda m: _SIGNS[m.group()], option.replace(",", "")))
    bounds = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)]
    if len(bounds) == 2:
        return bounds[0] <= number <= bounds[1]
    if len(bounds) != 1:
        return False
    if re.search(_AT_MOST, plain):
        return number <= bounds[0]
    if re.search(_BELOW, plain):
        return number < bounds[0]
    if re.search(_FROM, plain):
        return number >= bounds[0]
    return number == bounds[0]


def _by_words(options: Sequence[str], wanted: str) -> str | None:
    """Match where one text is the beginning of the other, in whole words, and only one is."""
    words = fold(wanted).split()
    if len(words) < 2 and not (words and len(words[0]) > 3):
        return None

    def begins(option: str) -> bool:
        have = fold(option).split()
        short, long = sorted((words, have), key=len)
        return bool(short) and long[: len(short)] == short and len(" ".join(short)) > 3

    return _only(options, begins)


def _only(options: Sequence[str], fits: Callable[[str], bool]) -> str | None:
    found = [o for o in options if fits(o)]
    return found[0] if len(found) == 1 else None
