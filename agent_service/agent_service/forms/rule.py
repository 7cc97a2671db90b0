"""The shape of one rule."""

from __future__ import annotations

from typing import NamedTuple

from agent_service.forms.manifest import Policy


class Rule(NamedTuple):
    """One rule: the label matches ``words``, not ``unless``, and stands in ``section``."""

    slot: str
    policy: Policy
    words: str
    unless: str = ""
    section: str = ""
