"""What the form modules need of a browser; ``agent_service.browser`` provides it.

No form module imports Playwright: they get objects of these shapes, so that the browser stays
behind one wall and a test can hand in its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from agent_service.forms.manifest import Manifest, SentRequest


class PageError(Exception):
    """The page did not do what was asked of it: gone, hung, or the element is not usable."""


class ElementLike(Protocol):
    """One element of a live page."""

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """Return what the function ``script`` gives for this element."""

    def click(self) -> None:
        """Click in the middle of the element, once."""

    def fill(self, text: str) -> None:
        """Replace the whole text."""

    def type(self, text: str) -> None:
        """Type ``text`` key by key."""

    def press(self, key: str) -> None:
        """Press one key while the element has the focus."""

    def choose(self, labels: Sequence[str]) -> None:
        """Choose options of a native select by their visible text."""

    def find(self, script: str, arg: Any = None) -> Sequence[ElementLike]:
        """Return the elements of the array that ``script`` gives for this element."""

    def attach(self, paths: Sequence[Path]) -> None:
        """Put files into a file input; none empties it."""


class FrameLike(Protocol):
    """One document of a page: the main one or that of an iframe."""

    @property
    def name(self) -> str:
        """How a manifest names this frame: ``main``, or the iframe's name or address."""

    @property
    def url(self) -> str:
        """The document's address."""

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """Return the value of ``script``."""

    def find(self, script: str, arg: Any = None) -> Sequence[ElementLike]:
        """Return the elements of the array that ``script`` gives."""

    def read(self, script: str) -> tuple[dict[str, Any], Sequence[Sequence[ElementLike]]]:
        """Return what the reader script gives, and apart from it the elements in its ``nodes``."""


class PageLike(Protocol):
    """One tab, with its traffic held back until it is let go."""

    @property
    def url(self) -> str:
        """The address in the address bar."""

    def goto(self, url: str) -> None:
        """Open ``url`` and wait for its document."""

    def frames(self) -> Sequence[FrameLike]:
        """Return the main frame, then every live iframe."""

    def settle(self, *, quiet: float = 0.4, limit: float = 8.0, horizon: float = 0.7) -> bool:
        """Wait until the page has nothing left to do, and return whether it said so.

        Where it cannot tell, until nothing changed for ``quiet`` seconds; at most ``limit``.
        A timer that fires within ``horizon`` seconds is something to do.
        """

    def wait(self, seconds: float) -> None:
        """Let the page work for ``seconds``."""

    def screenshot(self) -> bytes:
        """Return the whole page as PNG."""

    def press(self, key: str) -> None:
        """Press one key wherever the focus is."""

    def hold_all(self, values: Sequence[str], *, at: str = "main") -> None:
        """Let nothing leave from now on; ``values`` are what must not be seen to leave.

        ``at`` names the frame that the form stands in: with consent, its site is sent to.
        """

    def turning(self) -> AbstractContextManager[None]:
        """Let the form go to its next page while the context is open, where consent allows."""

    def let_go(self, hosts: Sequence[str], approved: Manifest) -> None:
        """Let the form leave as it was approved, to its frame's own site and to ``hosts``."""

    def requests(self) -> Sequence[SentRequest]:
        """Return what left and what was held back, oldest first."""
