"""Every setting that the code reads stands in the one table."""

import re

from tree import ROOT, services

READ = re.compile(r"""env(?:\.[a-z_]+)?\(\s*"([A-Z][A-Z_]+)\"""")
#: Set by pytest alone, never by a person.
INTERNAL = {"TESTING"}


def test_every_setting_that_is_read_is_described() -> None:
    table = (ROOT / "docs" / "settings.md").read_text()
    described = set(re.findall(r"`([A-Z][A-Z_]+)`", table))
    read = {
        name
        for package in ("common", *services())
        for file in (ROOT / package / package).rglob("*.py")
        for name in READ.findall(file.read_text())
    }
    assert len(read) > 20
    assert read - described - INTERNAL == set()
