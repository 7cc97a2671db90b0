"""Things only a person gets past: challenges, logins, codes, wizards, closed postings."""

from __future__ import annotations

import re

from agent_service.forms.draft import Draft, NeedsPerson
from agent_service.forms.page import PageLike
from agent_service.forms.reader import Reading
from agent_service.forms.signs import Signs

_MOST = 150  # questions on one page: protects from a page that adds them for ever
_CLOSED = re.compile(
    r"no longer (accepting|available|open)|position has been filled|job (is )?(closed|expired)"
    r"|posting (is )?(closed|expired)|vacancy (is )?closed",
    re.I,
)


def before_reading(page: PageLike, said: Signs) -> None:
    """Refuse pages that hold no form but a login or a code.

    Raises:
        NeedsPerson: with kind ``login`` or ``code``.
    """
    if said.code and said.fields <= 8:
        raise NeedsPerson(
            "code", "The page asks for a code that was sent to you.", page.screenshot()
        )
    if said.password and said.fields <= 4:
        raise NeedsPerson("login", "The page asks you to sign in first.", page.screenshot())


def no_form(page: PageLike, said: Signs) -> NeedsPerson:
    """Return the error for a page on which no application form was found."""
    if _CLOSED.search(said.text):
        return NeedsPerson("closed", "The posting seems to be closed.", page.screenshot())
    if said.challenge:
        return NeedsPerson("captcha", f"On this page {said.challenge}.", page.screenshot())
    return NeedsPerson("no_form", "There is no application form on this page.", page.screenshot())


def after_filling(said: Signs, *, sends: bool, steps: bool, draft: Draft) -> None:
    """Refuse to call a form ready that a person has to finish.

    Raises:
        NeedsPerson: with kind ``captcha``, ``wizard`` or ``no_button``; it carries the draft.
    """
    picture = draft.screenshot_png
    if said.challenge:
        why = f"Everything else is filled in, but {said.challenge}."
        raise NeedsPerson("captcha", why, picture, draft)
    if draft.needs_site_consent:  # it may be finished once the person allows that
        return
    if not sends and steps:
        why = "The form goes on over several pages, and the next one does not open."
        raise NeedsPerson("wizard", why, picture, draft)
    if not sends:
        raise NeedsPerson("no_button", "No button that sends the form was found.", picture, draft)


def not_sent(said: Signs, draft: Draft) -> None:
    """Refuse to go on where a page that may be sent to says that it has the application.

    Raises:
        NeedsPerson: with kind ``sent``; it carries the draft.
    """
    if said.thanks:
        why = f"The page says “{said.thanks}” although nothing was sent on purpose. Look there."
        raise NeedsPerson("sent", why, draft.screenshot_png, draft)


def not_endless(count: int) -> None:
    """Refuse a form that keeps growing while it is filled.

    Raises:
        NeedsPerson: with kind ``restless``.
    """
    if count > _MOST:
        raise NeedsPerson("restless", f"The form has grown to {count} questions.")


def is_form(reading: Reading) -> bool:
    """Return whether what was read can be an application: a file, or a name and more."""
    kinds = [c.kind for c in reading.controls]
    return "file" in kinds or len(kinds) >= 3
