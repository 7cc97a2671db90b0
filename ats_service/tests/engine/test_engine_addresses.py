"""The city among street, postcode and country, as people in several countries print it."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY

from ats_service.engine.parse import parse


def basics(contact: str) -> dict[str, Any]:
    text = f"# Ann Ives\n\n{contact}\n\n## Profile\n\nBaker."
    found: dict[str, Any] = parse(text.encode(), name="cv.md", as_of=DAY).resume["basics"]
    return found


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("9 Mill Lane, Otley LS21 1AB", "Otley"),
        ("Flat 3, 21 Cotham Hill\n\nBristol BS6 6LA", "Bristol"),
        ("9 Mill Lane, Otley, LS21 1AB | ann@example.org", "Otley"),
        ("Hill Laboratory, Mill Lane, Otley LS21 1AB, United Kingdom", "Otley"),
        ("Birchwood, Mill Road, Otley LS21 1AB; tel. 01943 496 073", "Otley"),
        ("2210 SE Oak St, Oakburg, OR 97214 · (503) 555-0147", "Oakburg"),
        ("Warendorfer Straße 112, 48145 Seewald", "Seewald"),
        ("Address: Hauptstr. 3, D-48145 Seewald", "Seewald"),
        ("C/ Sol 15, 3.º B, 50002 Villanueva | 600 555 013", "Villanueva"),
        ("C/ Sol 88, 41010 Villanueva (España)", "Villanueva"),
        ("8 rue des Lilas, 44000 Saint-Martin-sur-Mer", "Saint-Martin-sur-Mer"),
        ("Rue du Lac 9, 1180 Rollence", "Rollence"),
        ("Dublin 8, Ireland", "Dublin"),
    ],
)
def test_the_city_stands_beside_the_postcode(address: str, city: str) -> None:
    assert basics(address)["location"]["city"] == city


@pytest.mark.parametrize(
    "line", ["21 Cotham Hill, BS6 6LA", "Budget of 50000 Euro, 12000 users", "Intern, 2019 Summer"]
)
def test_streets_and_other_numbers_name_no_city(line: str) -> None:
    assert "location" not in basics(line)
