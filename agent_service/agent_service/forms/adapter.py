"""What an adapter may know about the forms of one applicant tracking system."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from agent_service.forms.holdback import site_of
from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot
from common import plugins


@dataclass(frozen=True)
class Verified:
    """When somebody last saw a real form of this kind filled rightly, and what was seen."""

    on: date
    seen: str


class Adapter:
    """One kind of form; subclasses say only what reading the page cannot tell.

    An adapter is a file in ``forms/adapters`` that defines ``FORM``, an instance. The variable
    FORM_ADAPTERS_OFF lists names of adapters that are not to be used: their forms are read as
    any other is.
    """

    name: str = ""
    #: When a real form was last filled; None means never, and that nothing is sent before the
    #: person turns that on.
    verified: Verified | None = None
    #: The system's own sites; its forms on employers' pages are known by ``marks``, a selector.
    sites: tuple[str, ...] = ()
    marks: str = ""
    #: More sites that forms on its own sites are sent to: where files are put, for instance.
    submit_hosts: tuple[str, ...] = ()
    #: The path of the page that confirms an application, and the element that does.
    thanks_path: str = ""
    thanks_mark: str = ""

    def goes_to(self, url: str) -> tuple[str, ...]:
        """Return the sites that a form in the document ``url`` may be sent to, besides its own.

        A page elsewhere that only looks like this system's may send to the system, no further.
        """
        return (*self.sites, *self.submit_hosts) if self.stands_at(url) else self.sites

    def stands_at(self, url: str) -> bool:
        """Return whether ``url`` is on one of the system's own sites."""
        host = urlsplit(url).hostname or ""
        return any(host == site or host.endswith(f".{site}") for site in self.sites)

    def slot(self, control: Control, form: Sequence[Control]) -> Slot | None:
        """Return what a control asks for where its name misleads; None leaves it to the rules.

        Args:
            control: one question.
            form: all questions, in page order.
        """
        return None

    def confirms(self, page: PageLike) -> str:
        """Return what proves a success in this system's own way; empty when nothing does."""
        for frame in page.frames():
            path = urlsplit(frame.url).path
            if self.thanks_path and re.search(self.thanks_path, path):
                return f"the page {path}"
            if self.thanks_mark and _has(frame, self.thanks_mark):
                return f"the element {self.thanks_mark}"
        return ""

    def schema_url(self, url: str) -> str:
        """Return where the public schema of the form at ``url`` is; empty when it has none."""
        return ""

    def schema(self, payload: Mapping[str, Any]) -> tuple[Control, ...]:
        """Return the questions that a public schema names.

        Raises:
            ValueError: it is no such schema.
        """
        raise ValueError(f"{self.name} publishes no schema")


def every() -> dict[str, Adapter]:
    """Return all adapters that are not switched off, by name."""
    found: dict[str, Adapter] = plugins.load("agent_service.forms.adapters", "FORM")
    off = {name.strip() for name in os.environ.get("FORM_ADAPTERS_OFF", "").split(",")}
    return {name: adapter for name, adapter in found.items() if name not in off - {"generic"}}


def best_for(page: PageLike) -> Adapter:
    """Return the adapter that knows the form on ``page`` best; the generic one knows them all.

    A form on a system's own site is its own; elsewhere it is known by the system's marks.
    """
    known, frames = every(), page.frames()
    for adapter in known.values():
        if any(adapter.stands_at(frame.url) for frame in frames):
            return adapter
    marks = {name: adapter.marks for name, adapter in known.items() if adapter.marks}
    marked = {name for frame in frames for name in _marked(frame, marks)}
    return next((known[name] for name in marks if name in marked), known["generic"])


def at_home(url: str) -> str:
    """Return the name of the adapter whose own site ``url`` is on; empty for none."""
    return next((name for name, adapter in every().items() if adapter.stands_at(url)), "")


def consented_sites(final_url: str, adapter: str) -> tuple[str, ...]:
    """Return the sites that a consent for the form at ``final_url`` is good for.

    Args:
        final_url: where the form stands.
        adapter: name of the adapter that knows it, whose own sites belong to it; or empty.
    """
    known = every().get(adapter)
    return (site_of(final_url), *(known.sites if known else ()))


def may_submit(name: str, turned_on: Collection[str] = ()) -> bool:
    """Return whether forms read by the adapter ``name`` may be sent.

    Args:
        name: the adapter's name, as a manifest has it.
        turned_on: adapters that the person turned on although none was ever verified.
    """
    adapter = every().get(name)
    return adapter is not None and (adapter.verified is not None or name in turned_on)


def _marked(frame: FrameLike, marks: Mapping[str, str]) -> list[str]:
    """Return the names of the adapters whose mark, a selector, the document has."""
    look = "marks => Object.keys(marks).filter((name) => document.querySelector(marks[name]))"
    try:
        return list(frame.evaluate(look, marks))
    except PageError:
        return []


def _has(frame: FrameLike, selector: str) -> bool:
    try:
        return bool(frame.evaluate(f"() => !!document.querySelector({selector!r})"))
    except PageError:
        return False
