"""Any form at all: everything is read off the page."""

from agent_service.forms.adapter import Adapter
from agent_service.forms.page import PageLike


class GenericForm(Adapter):
    """A form that no other adapter knows."""

    name = "generic"

    def matches(self, page: PageLike) -> float:
        """Return the least that is more than nothing: every other match wins."""
        return 0.01


FORM = GenericForm()
