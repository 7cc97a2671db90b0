"""What an adapter may know about the forms of one applicant tracking system."""

from __future__ import annotations

from collections.abc import Sequence

from agent_service.forms.page import PageLike
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot
from common import plugins


class Adapter:
    """One kind of form; subclasses say only what reading the page cannot tell.

    An adapter is a file in ``forms/adapters`` that defines ``FORM``, an instance.
    """

    name: str = ""
    #: Sites, besides the form's own, that its submission goes to.
    submit_hosts: tuple[str, ...] = ()

    def matches(self, page: PageLike) -> float:
        """Return how surely this adapter knows the form on ``page``, in [0, 1]."""
        raise NotImplementedError

    def slot(self, control: Control, form: Sequence[Control]) -> Slot | None:
        """Return what a control asks for where its name misleads; None leaves it to the rules.

        Args:
            control: one question.
            form: all questions, in page order.
        """
        return None


def best_for(page: PageLike) -> Adapter:
    """Return the adapter that knows the form on ``page`` best; the generic one knows them all."""
    found: dict[str, Adapter] = plugins.load("agent_service.forms.adapters", "FORM")
    return max(found.values(), key=lambda adapter: adapter.matches(page))
