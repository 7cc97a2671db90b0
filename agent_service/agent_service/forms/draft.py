"""What preparing, refilling and submitting hand back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent_service.forms.manifest import Manifest, Policy, SentRequest

#: Why only a person can go on.
Obstacle = Literal[
    "captcha",
    "login",
    "code",
    "no_form",
    "wizard",
    "no_button",
    "closed",
    "restless",  # the form does not hold still
    "sent",  # the page says that it has the application already
]


@dataclass(frozen=True)
class Question:
    """Something the person has to say before the form can be sent."""

    key: str  # of the manifest's field
    label: str
    kind: str
    options: tuple[str, ...]
    why: str
    policy: Policy
    required: bool = True


@dataclass(frozen=True)
class Draft:
    """A filled form that has not been sent.

    ``needs_site_consent``: the form cannot be read or filled without sending something first;
    ``held_back`` lists what it tried to send.
    """

    manifest: Manifest
    screenshot_png: bytes
    questions: tuple[Question, ...] = ()
    needs_site_consent: bool = False
    held_back: tuple[SentRequest, ...] = ()


@dataclass(frozen=True)
class SubmitOutcome:
    """What is known after the one click.

    ``refused`` is said only with proof that nothing was stored; without proof of either it is
    ``outcome_unknown``, and nobody clicks again.
    """

    state: Literal["submitted", "refused", "outcome_unknown"]
    proof: str
    message: str
    screenshot_png: bytes
    requests: tuple[SentRequest, ...] = ()


class NeedsPerson(Exception):
    """Only a person can go on: a captcha, a login, a code, or no form at all."""

    def __init__(
        self,
        kind: Obstacle,
        why: str,
        screenshot_png: bytes = b"",
        draft: Draft | None = None,
    ) -> None:
        """Say what stands in the way; ``kind`` is stable, ``why`` is for reading.

        Args:
            kind: what stands in the way.
            why: the same for a person to read.
            screenshot_png: the page as it stood.
            draft: what could be filled in all the same, where anything could.
        """
        super().__init__(why)
        self.kind: Obstacle = kind
        self.why = why
        self.screenshot_png = screenshot_png
        self.draft = draft
