"""Any form at all: everything is read off the page."""

from datetime import date

from agent_service.forms.adapter import Adapter, Verified
from agent_service.forms.page import PageLike


class GenericForm(Adapter):
    """A form that no other adapter knows."""

    name = "generic"
    verified = Verified(date(2026, 11, 24), "the practice employer's forms, in every test run")

    def matches(self, page: PageLike) -> float:
        """Return the least that is more than nothing: every other match wins."""
        return 0.01


FORM = GenericForm()
