"""What forms call the same question, by the hundreds: the tables beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from form_controls import control

from agent_service.forms.slots import slot_of

_OPTIONS = {"radio": ("Yes", "No"), "select": ("Alpha", "Beta")}


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for table in ("wordings.txt", "wordings_abroad.txt"):
        for line in (Path(__file__).parent / table).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                slot, kind, section, labels = (part.strip() for part in line.split("|"))
                yield from ((slot, kind, section, label) for label in labels.split(" ; "))


@pytest.mark.parametrize(("slot", "kind", "section", "label"), list(_rows()))
def test_a_label_asks_for(slot: str, kind: str, section: str, label: str) -> None:
    asked = control(label, kind, section=section, options=_OPTIONS.get(kind, ()))
    assert slot_of(asked).name == slot


def test_a_name_beside_a_given_name_is_the_family_name() -> None:
    name = replace(control("Name"), beside=(control("Vorname"), control("E-Mail")))
    assert slot_of(name).name == "family_name"


def test_a_line_for_the_address_takes_all_of_it_where_no_other_box_asks_for_a_part() -> None:
    alone = replace(control("Address"), beside=(control("Phone"), control("LinkedIn")))
    parted = replace(control("Address"), beside=(control("City"), control("ZIP")))
    assert (slot_of(alone).name, slot_of(parted).name) == ("full_address", "street")
