"""Words an answer as one control can take it: an option, a date, a number; or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from agent_service.forms import options as choice
from agent_service.forms import places
from agent_service.forms.date_shapes import date_shape, date_shape_of
from agent_service.forms.manifest import Value
from agent_service.forms.reader import Control
from agent_service.forms.slots import DEMOGRAPHIC, Slot, slot_of
from agent_service.forms.wordbook import said
from agent_service.forms.words import (
    CURRENCIES,
    LEVELS,
    SPANS,
    degree_level,
    first_number,
    fold,
    month_number,
    named,
    number_in_words,
    says_no,
    says_yes,
    span_in_days,
    unit_in_days,
)

_DAY = re.compile(r"(?P<YYYY>\d{4})(-(?P<MM>\d{2})(-(?P<DD>\d{2}))?)?")
#: How placeholders write year, month and day, and how parts of a date call themselves.
_PARTS = {"yyyy": "YYYY", "rrrr": "YYYY", "jjjj": "YYYY", "aaaa": "YYYY", "mm": "MM"} | {
    part: "DD" for part in ("dd", "tt", "jj")
}
_YEAR = re.compile(
    rf"\byear$|^year\b|jahr$|\bannee$|^annee\b|\bano$|^ano\b|^{said('year')}|{said('year')}$"
)
_THRESHOLD = re.compile(
    rf"(?P<number>\d+)\s?\+?( or more)? ?(years|jahre|ans|anos|{said('year')})"
)
_UNIT = re.compile(
    r"(how many|number of|anzahl|nombre de|cuant[oa]s) (?P<unit>day|week|month|tag|woche|monat"
    r"|jour|semaine|mois|dia|semana|mes)"
)
_DIGITS = re.compile(
    r"\b(?P<number>\d{1,2}|\w+) (digits|ziffern|stellen|chiffres|digitos|cijfers)\b"
)
_SHARE = re.compile(r"(?P<number>\d+) ?(%|percent|prozent|pour cent|por ciento)")


def fitted(control: Control, wanted: str, slot: Slot, home: str) -> Value:
    """Return ``wanted`` as this control can take it; None when it cannot.

    Args:
        control: the question, with its options where it has any.
        wanted: the person's answer in words.
        slot: what is asked.
        home: ISO code of the person's country, for phone numbers and states.
    """
    if control.kind == "segments":
        return _dated(control, wanted)
    amount = _amount(control, wanted) if slot.name == "salary" else wanted
    if amount is None:
        return None
    wanted = amount
    if slot.name == "notice_period":
        wanted = _in_unit(control, wanted)
    if control.options:
        if slot.name in ("years_experience", "skill_years", "travel"):
            wanted = _enough(control, wanted, slot)
        if slot.name == "degree":
            wanted = _held(control, wanted)
        wanted = _part_offered(control, wanted)
        if control.kind in ("checkboxes", "multiselect"):
            return choice.pick_all(control.options, wanted, slot.name, home) or None
        return choice.pick(control.options, wanted, slot.name, home)
    if control.kind == "select":  # its options come once another question is answered
        return None
    if control.kind == "checkbox":
        return _ticked(control, wanted)
    return _typed(control, wanted, slot, home)


def _typed(control: Control, wanted: str, slot: Slot, home: str) -> Value:
    if slot.name == "phone":
        plus, national = places.phone_formats(wanted, home)
        bare = re.sub(r"\D", "", national)
        if len(bare) == _digits_asked(control):
            return bare
        return national if 0 < control.maxlength < len(plus) else plus
    if slot.name in DEMOGRAPHIC and fold(wanted) == "decline":
        return None
    if slot.name == "region" and control.maxlength == len("TX"):
        wanted = places.region_code(wanted, home)
    if slot.name == "full_address" and control.kind == "text":
        wanted = wanted.replace("\n", ", ")
    if control.kind == "number" and (day := _DAY.fullmatch(wanted)) and day["MM"]:
        return wanted[:4] if _YEAR.search(fold(control.label)) else None
    if control.kind in ("number", "range"):
        number = first_number(wanted)
        return None if number is None else f"{number:g}" if number % 1 else str(int(number))
    if _DAY.fullmatch(wanted) and len(wanted) > 4:
        return wanted[:4] if _asks_year(control) else _dated(control, wanted)
    return wanted if not control.maxlength or len(wanted) <= control.maxlength else None


def _asks_year(control: Control) -> bool:
    """Return whether a box takes the year of a date alone, as its label or its hint says."""
    return (
        bool(_YEAR.search(fold(control.label))) or _PARTS.get(fold(control.placeholder)) == "YYYY"
    )


def _digits_asked(control: Control) -> int:
    """Return how many digits a box says that it takes, and nothing else; 0 where it does not."""
    found = _DIGITS.search(fold(f"{control.label} {control.description} {control.placeholder}"))
    return int(number_in_words(found["number"]) or 0) if found else 0


def _part_offered(control: Control, wanted: str) -> str:
    """Return the month or the year of a date where a list offers only those, as it words them."""
    day = _DAY.fullmatch(wanted)
    if not day or not day["MM"]:
        return wanted
    months = {o: month_number(o) for o in control.options}
    if sum(map(bool, months.values())) > 5:
        named = [o for o, number in months.items() if number == int(day["MM"])]
        return named[0] if len(named) == 1 else wanted
    return day["YYYY"] if all(re.fullmatch(r"\d{4}", o) for o in control.options) else wanted


def _in_unit(control: Control, span: str) -> str:
    """Return a span of time as a bare number where a box asks for so many days or weeks.

    Nothing where a box for a number asks for a unit that does not go into it evenly.
    """
    days, bare = span_in_days(span), control.kind in ("number", "range")
    asked = _UNIT.search(fold(control.label))
    unit = span_in_days(f"a {asked['unit']}") if asked else 0
    if bare and not asked:
        unit = unit_in_days(f"{control.label} {control.description}")
    if not unit or not days or control.options:
        return span
    whole, rest = divmod(days, unit)
    return str(whole) if not rest else "" if bare else span


def _enough(control: Control, amount: str, slot: Slot) -> str:
    """Return yes or no where a question asks whether an amount reaches a number it names.

    Travel without a number asks whether there may be any.
    """
    shape = _SHARE if slot.name == "travel" else _THRESHOLD
    asked, said = shape.search(fold(control.label)), first_number(amount)
    yes_or_no = all(
        (says_yes(o) or says_no(o)) and first_number(o) is None for o in control.options
    )
    if said is None or not yes_or_no or (not asked and slot.name != "travel"):
        return amount
    return "Yes" if said >= (float(asked["number"]) if asked else 1) else "No"


def _held(control: Control, degree: str) -> str:
    """Return yes where a question asks for a degree, of any subject, that this one reaches.

    Whether there is none at all is not known from the one that was named.
    """
    asked, has = degree_level(control.label), degree_level(degree)
    yes_or_no = all(says_yes(o) or says_no(o) for o in control.options)
    if (
        not yes_or_no
        or not asked
        or not has
        or re.search(r"\bin (?!progress)", fold(control.label))
    ):
        return degree
    return "Yes" if LEVELS.index(has) <= LEVELS.index(asked) else degree


def _ticked(control: Control, wanted: str) -> bool | None:
    """Return whether a tick says what the person says; "No, I do not …" is ticked by a no."""
    if not says_yes(wanted) and not says_no(wanted):
        return None
    return says_no(wanted) if says_no(control.label) else says_yes(wanted)


def _dated(control: Control, given: str) -> str | None:
    """Return a date in the order that the control shows; None where it asks for more of it."""
    found = _DAY.match(given)
    if found is None:
        return None
    parts = {name: part for name, part in found.groupdict().items() if part}
    if control.kind == "date":
        return found.group() if "DD" in parts else None
    if control.kind == "month":
        return found.group()[:7] if "MM" in parts else None
    if control.kind == "segments":
        return _joined(control.options, parts)
    shape = re.sub(r"\b([md])\b", r"\1\1", _shape(control).casefold())
    return _as_shown(shape, parts) if _shows_parts(shape) else found.group()


def _shape(control: Control) -> str:
    """Return how the box, its label or its hint shows the order of a date."""
    if _shows_parts(control.placeholder.casefold()):
        return date_shape(control.placeholder) or control.placeholder
    if example := date_shape_of(control.placeholder):
        return example
    return date_shape(f"{control.label} {control.description}") or control.placeholder


def _joined(order: tuple[str, ...], parts: Mapping[str, str]) -> str | None:
    return "/".join(parts[part] for part in order) if parts.keys() >= set(order) else None


def _shows_parts(shape: str) -> bool:
    return len(re.findall("|".join(_PARTS), shape)) > 1


def _as_shown(shape: str, parts: Mapping[str, str]) -> str | None:
    asked = re.findall("|".join(_PARTS), shape)
    if not parts.keys() >= {_PARTS[a] for a in asked}:
        return None
    return re.sub("|".join(_PARTS), lambda m: parts[_PARTS[m.group()]], shape)


def _amount(control: Control, wanted: str) -> str | None:
    """Return an amount of money as the control takes it; None where it would mean another."""
    return None if _other_money(control, wanted) else _amount_beside(control, wanted)


def _amount_beside(control: Control, wanted: str) -> str | None:
    """Return the bare amount where its currency is asked beside it; None where it is another.

    A list beside that cannot say the currency, or the span of time, would give the amount
    another meaning.
    """
    units = {slot_of(c).name: c for c in control.beside if control.kind in ("text", "tel")}
    asked = [(name, units[name]) for name in ("salary_currency", "salary_period") if name in units]
    if any(c.options and not choice.pick(c.options, wanted, name) for name, c in asked):
        return None
    number = first_number(wanted)
    if "salary_currency" not in units or number is None:
        return wanted
    return None if _other_money(replace(control, kind="number"), wanted) else f"{number:.10g}"


def _other_money(control: Control, wanted: str) -> bool:
    """Return whether a bare number would say another currency or another span of time.

    Free text says its own unit; a number box or a range says that of its label.
    """
    if control.kind not in ("number", "range") and not control.options:
        return False
    asked = f"{control.label} {control.description} {' '.join(control.options)}"
    return any(
        (wants := named(kinds, asked)) and (says := named(kinds, wanted)) and not wants & says
        for kinds in (CURRENCIES, SPANS)
    )
