"""Any form at all: everything is read off the page."""

from datetime import date

from agent_service.forms.adapter import Adapter, Verified


class GenericForm(Adapter):
    """A form that no other adapter knows."""

    name = "generic"
    verified = Verified(date(2026, 11, 24), "the practice employer's forms, in every test run")


FORM = GenericForm()
