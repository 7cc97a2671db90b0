"""A control as the reader gives it, for tests that need no browser."""

from typing import Any

from agent_service.forms.reader import Control


def control(label: str, kind: str = "text", **known: Any) -> Control:
    """Return a visible, enabled, empty control."""
    plain: dict[str, Any] = {
        "frame": "main", "id": "", "name": "", "section": "", "description": "",
        "required": False, "options": (), "value": None, "visible": True, "trap": "",
        "disabled": False, "readonly": False, "multiple": False, "autocomplete": "",
        "placeholder": "", "accept": "", "maxlength": 0, "form": 1, "key": label,
    }  # fmt: skip
    return Control(label=label, kind=kind, **{**plain, **known})
