"""What a control is called, cleared of what is no part of the question."""

from __future__ import annotations

import re

from agent_service.forms.reader import Control
from agent_service.forms.words import fold, neutral

#: Kinds of controls that offer answers to choose from.
CHOICES = frozenset({"select", "radio", "choice", "checkboxes", "listbox"})
#: Kinds of controls for text of several lines.
PROSE = frozenset({"textarea", "richtext"})
_PROVIDED = re.compile(
    r"\s*if (?!yes\b|no\b|so\b|not\b|other|applicable|any\b|you (answered|selected|chose|said))"
    r"[^,?]+,\s*(?P<asked>[^?]+\?)",
    re.IGNORECASE,
)


def main_clause(control: Control) -> str:
    """Return what a required choice asks after its "If …,"; the label where it asks otherwise.

    An "if" about an earlier answer ("If yes, …") stays in: it may not apply. Endings that
    address everybody are left out.
    """
    found = _PROVIDED.match(control.label)
    must = control.required and control.kind in CHOICES
    return neutral(found["asked"] if found and must else control.label)


def unhinted(label: str) -> str:
    """Return a label without the hints in brackets."""
    return re.sub(r"\([^)]*\)", " ", label)


def words_of(control: Control) -> str:
    """Return the words of a name or id in camel case, dots, dashes or underscores."""
    parts = re.sub(r"([a-z])([A-Z])", r"\1 \2", control.name or control.id)
    return " ".join(w for w in fold(re.sub(r"[\W_\d]+", " ", parts)).split() if len(w) > 1)


_OPENING = re.compile(
    r"^((please|bitte|por favor|s il (vous|te) plait|veuillez) )?"
    r"((enter|provide|type|state|tell us|indicate|give|specify|add|confirm|indiquez|indique|indica"
    r"|introduce|escribe|saisir|saisissez|entrez|renseigner|nennen sie|geben sie) )?(us )?"
    r"((what (is|s|are)|which is|quel(le)? est|cual es|was ist|wie (ist|lautet)) )?"
    r"((the|your|my|ihre?n?|deine?n?|meine?n?|votre|vos|ton|ta|tes|tus?|sus?|mis?|le|la|el|de[rn]|die"
    r"|das|(the )?(candidate|applicant) s) )?"
)
_ENDING = re.compile(r" (angeben|eingeben|eintragen|here|below|por favor|please)$")


def shortened(asked: str) -> str:
    """Return a folded question without the words that only ask it: "tu ciudad" is "ciudad"."""
    return _ENDING.sub("", _OPENING.sub("", asked, count=1)) or asked
