"""Turns a control into a typed slot: what it asks for, and who may answer it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from agent_service.forms import abroad, question_rules, slot_rules, whose
from agent_service.forms.beside import half_of
from agent_service.forms.date_shapes import without_date_shape
from agent_service.forms.identity_rules import IDENTITY
from agent_service.forms.labels import CHOICES, PROSE, main_clause, shortened, unhinted, words_of
from agent_service.forms.manifest import Policy
from agent_service.forms.reader import Control
from agent_service.forms.rule import Rule
from agent_service.forms.tongues import named_language
from agent_service.forms.wordbook import is_sort, slot_in
from agent_service.forms.words import declines, fold, says_no, says_yes

#: Kinds of standing answers that a question can be answered with.
BANK_KINDS = tuple(
    sorted(
        {r.slot for r in question_rules.QUESTIONS if r.policy in ("bank", "never_guessed")}
        | {r.slot for r in slot_rules.TICKS if r.policy == "never_guessed"}
        | {"eeo", "motivation", "question"}
    )
)
#: Demographic questions; a standing answer ``eeo`` (for instance ``decline``) serves them all.
DEMOGRAPHIC = frozenset(
    {"gender", "hispanic", "race", "veteran", "disability", "pronouns", "orientation", "religion"}
    | {"age_group", "salutation"}
)

_SHORT = (*question_rules.DENIALS, *question_rules.MONEY, *question_rules.QUESTIONS)
_KIND_OF_PHONE = re.compile(
    r"(home|work|cell|cellular|mobile|business|office|other)( (tele)?phone| number)?"
)
_PRONOUNS = re.compile(
    r"(he|she|they|xe|ze|ey)( (him|her|hers|his|them|theirs|xem|hir|zir|em)){1,2}"
)
#: Asked once for each job or course of study.
_REPEATED = frozenset(
    {"work_title", "work_employer", "work_location", "work_start", "work_end", "works_here_now"}
    | {"school", "degree", "study_field", "study_start", "study_end", "grade", "graduation"}
)
#: Sections about the job before the present one, and those about the present one.
_BEFORE = r"(previous|prior|earlier|former|vorherig|fruher|vorig|precedent|ancien|anterior)"
_NOW = r"current|present|most recent|latest|last|aktuell|derzeitig|actuel|actual|ultim|dernier"
#: Who may answer a slot that further languages know by other words only.
_POLICIES: Mapping[str, Policy] = {
    r.slot: r.policy
    for r in (*IDENTITY, *_SHORT, *slot_rules.FILES, *slot_rules.TICKS, *slot_rules.PROSE)
}
_AMOUNT = ("amount", "betrag", "montant", "importe", "bedrag")


@dataclass(frozen=True)
class Slot:
    """What a control asks for.

    ``number`` counts repeated blocks from 0: the second work experience is 1.
    """

    name: str
    policy: Policy
    why: str = ""
    number: int = 0


def slot_of(control: Control) -> Slot:
    """Return the slot of a control: its type first, then name and section, then attributes."""
    label, section = _asked(control), fold(control.section)
    found = (
        _by_options(control, label)
        or _left_alone(control, label)
        or _first_abroad(control, label, section)
        or _by_type(control, label, section)
        or _named(abroad.asked(control, label, section))
        or _by_kind(control)
        or _by_autocomplete(control)
        or _by_name(control)
        or _unknown(control)
    )
    again = control.nth or _is_before_last(control) if found.name in _REPEATED else 0
    return replace(found, number=max(found.number, again))


def _first_abroad(control: Control, label: str, section: str) -> Slot | None:
    name = abroad.asked_first(control)
    return None if not name or _of_block(label, section) else _named(name)


def _is_before_last(control: Control) -> int:
    """Return 1 where the job before the present one is asked for, which was asked for above."""
    earlier = [fold(section) for section in control.asked_in]
    before = re.match(_BEFORE, fold(control.section)) is not None
    return int(before and any(not re.match(_BEFORE, e) and re.search(_NOW, e) for e in earlier))


def kind_of_question(text: str) -> str:
    """Return the kind of standing answer that a question in a person's words asks for.

    One of ``BANK_KINDS``: ``question`` where it is none of the known ones.
    """
    plain = fold(text)
    found = _first(question_rules.QUESTIONS, plain, "")
    name = found.name if found else slot_in("asked", plain)
    if name in BANK_KINDS:
        return name
    return "motivation" if asks_why(plain) else "question"


def asks_why(plain: str) -> bool:
    """Return whether a folded question asks why the person wants to work there."""
    return bool(re.search(slot_rules.MOTIVATION, plain)) or is_sort("motivation", plain)


def _asked(control: Control) -> str:
    """Return the folded label; a bare word ("Type", "Number") is told apart by the name."""
    label = fold(without_date_shape(main_clause(control)))
    if label not in ("type", "number", "from", "to", "code", "name", "line 1", "date", *_AMOUNT):
        return label
    if _first(IDENTITY, label, fold(control.section)):  # the block it stands in tells it apart
        return label
    words = words_of(control)
    return label if words in ("", label) else f"{words} {label}"


def _by_options(control: Control, label: str) -> Slot | None:
    """Return the slot of a list whose options say what it is, whatever it is called."""
    offered = [fold(o) for o in control.options]
    if control.trap or len(offered) < 2:
        return None
    if all(re.fullmatch(r"\D*\(?\+\s?\d{1,4}\)?\D*", o) for o in control.options):
        return Slot("phone_country", "derived")
    if all(map(_KIND_OF_PHONE.fullmatch, offered)) and re.search("cell|mobile", str(offered)):
        return Slot("phone_type", "derived")
    if sum(1 for o in offered if _PRONOUNS.fullmatch(o)) > 1:
        return Slot("pronouns", "never_guessed")
    if re.fullmatch(slot_rules.SALUTATION, label) and any(map(declines, offered)):
        return Slot("salutation", "never_guessed")
    levels = sum(1 for o in offered if re.search(slot_rules.LANGUAGE_LEVEL, o))
    if levels > 1 and named_language(label) and len(label.split()) < 3:
        return Slot("language_level", "derived")
    return None


def _a_skill(control: Control, section: str) -> Slot | None:
    """Return whether it asks for the one skill it is called by: its section asks for skills."""
    skills = [r for r in IDENTITY if r.slot == "skills"]
    yes_or_no = all(says_yes(o) or says_no(o) for o in control.options)
    asked = _first(skills, section, "") or re.search(slot_rules.EXPERIENCED, section)
    return Slot("skill", "derived") if asked and yes_or_no else None


def _left_alone(control: Control, label: str) -> Slot | None:
    if control.trap:
        return Slot("trap", "leave_blank", control.trap)
    if control.disabled:
        return Slot("disabled", "leave_blank", "the form has it switched off")
    section = fold(control.section)
    if whose.for_the_person_alone(control, label):
        return Slot("person_only", "needs_person", "only you may fill this in")
    if control.kind == "file":
        return None
    special = re.search(slot_rules.CONDITIONAL, label) or is_sort("special", label)
    if special and not _of_block(label, section):
        return Slot("conditional", "leave_blank", "it applies only in special cases")
    if whose.of_somebody_else(control, label):
        return Slot("other_person", "leave_blank", "it asks about somebody or something else")
    if abroad.denies(control, label):
        return Slot("denied", "needs_person", "it asks for the opposite of what is known")
    return None


def _of_block(label: str, section: str) -> Slot | None:
    """Return what a bare word asks of a job or a course of study in whose block it stands."""
    found = _first(IDENTITY, label, section)
    if found and found.name.startswith(("work_", "study_")):
        return found
    return _named(abroad.asked_of_block(label, section))


def _by_type(control: Control, label: str, section: str) -> Slot | None:
    if control.kind == "file":
        return (
            _first(slot_rules.FILES[:1], f"{label} {section}".strip(), "")
            or _first(slot_rules.FILES, label, "")
            or _first(slot_rules.FILES, section, "")
            or _first(slot_rules.FILES, words_of(control), "")
        )
    if control.kind == "checkbox" or _is_consent_choice(control):
        claim = fold(unhinted(control.label)) or label  # not its hints
        return (
            _first(slot_rules.TICKS, label, section)
            or _first(question_rules.QUESTIONS, claim, section)
            or (_a_skill(control, section) if control.kind == "checkbox" else None)
        )
    if control.kind in PROSE:
        return (
            _first(_short_questions(), label, section)
            or _first(slot_rules.PROSE[:-1], label, section)
            or _first(slot_rules.ADDRESS, label, section)
        )
    return (
        _of_block(label, section)
        or _half(control, label)
        or _first(_SHORT, label, section)
        or _identity(control, label, section)
        or (_a_skill(control, section) if control.kind in ("radio", "choice") else None)
    )


def _half(control: Control, label: str) -> Slot | None:
    name = half_of(control, label)
    return Slot(name, "exact") if name else None


def _identity(control: Control, label: str, section: str) -> Slot | None:
    """Judge by label and section; a bare word also by what the control's name says around it."""
    words = words_of(control)
    bare = fold(without_date_shape(control.label))
    short = shortened(bare)
    for text, place in ((bare, section), (bare, words), (label, section), (short, section)):
        if found := _first(IDENTITY, text, place):
            return found
    return None


def _is_consent_choice(control: Control) -> bool:
    asked = re.match(slot_rules.CONSENT_CHOICE, fold(control.label)) is not None
    accepts = bool(control.options) and all(
        re.fullmatch(slot_rules.ACCEPTS, fold(option)) for option in control.options
    )
    return len(control.options) == 1 or accepts or (control.kind in CHOICES and asked)


def _short_questions() -> Sequence[Rule]:
    """Return the rules that hold for a text area too: facts people ask in one."""
    return [r for r in question_rules.QUESTIONS if r.slot in question_rules.SHORT]


def _named(name: str) -> Slot | None:
    """Return the slot of this name, which is known by other words, too."""
    return Slot(name, _POLICIES[name]) if name else None


def _by_kind(control: Control) -> Slot | None:
    """Return what is left of uploads and of texts once nothing else is known of them."""
    if control.kind == "file":
        return Slot("other_file", "leave_blank", "no document of yours is meant")
    return Slot("written", "written") if control.kind in PROSE else None


def _by_autocomplete(control: Control) -> Slot | None:
    token = control.autocomplete.split()[-1] if control.autocomplete.split() else ""
    if found := slot_rules.AUTOCOMPLETE.get(token):
        return Slot(found[0], cast(Policy, found[1]), "the field's autocomplete says so")
    return None


def _by_name(control: Control) -> Slot | None:
    """Judge by name or id only where no readable name exists at all."""
    if control.label or control.kind in ("checkbox", "file"):
        return None
    return _first(IDENTITY, words_of(control), "")


def _unknown(control: Control) -> Slot:
    if control.kind in CHOICES or control.kind in ("checkbox", "combobox"):
        return Slot("question", "bank", "the form's own question")
    if control.kind in ("text", "number") and len(control.label.split()) >= 4:
        return Slot("written", "written", "the form's own question")
    return Slot("unknown", "needs_person", "it is not clear what this asks for")


def _first(rules: Sequence[Rule], label: str, section: str) -> Slot | None:
    for rule in rules:
        if rule.unless and re.search(rule.unless, label):
            continue
        if rule.section and not re.search(rule.section, section):
            continue
        if re.search(rule.words, label):
            return Slot(rule.slot, rule.policy, number=_block(section))
    return None


def _block(section: str) -> int:
    """Return which repetition of a block the section's heading counts, from 0."""
    found = re.search(
        r"(?:experience|employment|education|history|position|job|employer|role|school|station"
        r"|experiencia|berufserfahrung|emploi|empleo|puesto|formation|formacion|ausbildung"
        r"|werkervaring|opleiding)(?: (\d+)| \D+ (\d))$",
        section,
    )
    return max(0, int(found.group(1) or found.group(2)) - 1) if found else 0
