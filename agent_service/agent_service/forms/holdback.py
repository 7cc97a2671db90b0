"""Decides which requests may leave the browser: a pure judgement, no browser in it."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import unquote_plus, urlsplit

Stage = Literal["reading", "held", "submitting"]

#: An employer's own form may need these to be judged a person's; they get no form data from us.
CAPTCHA_HOSTS = ("google.com", "recaptcha.net", "gstatic.com", "hcaptcha.com", "cloudflare.com")
#: Second-level names under which registrars sell third-level ones.
_SHARED = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob"])


class Ask(NamedTuple):
    """One request that a page wants to make."""

    method: str
    url: str
    kind: str
    body_bytes: int = 0
    headers: str = ""  # those a script may set, and the referrer


@dataclass
class Holdback:
    """What may leave, by stage.

    ``reading``: the page loads; nothing about the person is in it, and still no body leaves.
    ``held``: the person's data is in the page; nothing leaves, or, with the person's consent
    for this site, only what goes to this site.
    ``submitting``: the page's own submission leaves, to its own site and the hosts agreed on.
    """

    consent: bool = False
    stage: Stage = "reading"
    hosts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    consented: tuple[str, ...] = ()  # the sites that consent is for; none: the form's own
    _posted: set[tuple[str, str, int]] = field(default_factory=set)

    def judge(self, ask: Ask) -> str:
        """Return why a request is held back; empty lets it leave."""
        if self.stage == "reading":
            return self._while_reading(ask)
        if self.stage == "held":
            return self._while_held(ask)
        return self._while_submitting(ask)

    def _while_reading(self, ask: Ask) -> str:
        if not _speaks(ask) or (self._consented(ask) and ask.kind != "ping"):
            return ""
        return "it carries a body, and nothing may be sent before approval"

    def _while_held(self, ask: Ask) -> str:
        if not self.consent:
            return "nothing leaves while the form is being filled"
        if self._consented(ask) and ask.kind != "ping":
            return ""
        if _speaks(ask) or self.carries(ask):
            return "it takes form data to another site"
        return ""

    def _consented(self, ask: Ask) -> bool:
        """Return whether the person's consent reaches as far as this request goes."""
        named = not self.consented or site_of(ask.url) in self.consented
        return self.consent and named and self._own(ask)

    def _while_submitting(self, ask: Ask) -> str:
        if ask.kind in ("ping", "websocket"):
            return "it is no part of the submission"
        allowed = self._own(ask) or site_of(ask.url) in (*self.hosts, *CAPTCHA_HOSTS)
        if not allowed and (_speaks(ask) or self.carries(ask)):
            return "it takes form data to another site"
        return self._repeated(ask)

    def _repeated(self, ask: Ask) -> str:
        """Hold a second copy of what was posted: a page's own retry would apply twice."""
        if not _speaks(ask) or not self._own(ask):
            return ""
        mark = (ask.method, ask.url, ask.body_bytes)
        if mark in self._posted:
            return "it repeats what was sent already"
        self._posted.add(mark)
        return ""

    def _own(self, ask: Ask) -> bool:
        return site_of(ask.url) in self.hosts

    def carries(self, ask: Ask) -> bool:
        """Return whether a value of the person stands readable in the address or headers."""
        text = unquote_plus(unquote_plus(f"{ask.url}\n{ask.headers}")).casefold()
        return any(v in text for v in self.values)


def _speaks(ask: Ask) -> bool:
    return (
        ask.method not in ("GET", "HEAD", "OPTIONS")
        or ask.body_bytes > 0
        or ask.kind in ("ping", "websocket")
    )


def site_of(url: str) -> str:
    """Return the registrable domain of an address, or its host for a number or a bare name."""
    host = urlsplit(url).hostname or ""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        parts = host.split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in _SHARED and len(parts[-1]) == 2 else 2
    return ".".join(parts[-keep:])


def telling(values: Sequence[str]) -> tuple[str, ...]:
    """Return the values worth looking for in an address: long enough to mean something."""
    folded = {v.strip().casefold() for v in values}
    starts = {v[:12] for v in folded}
    return tuple(sorted(v for v in folded | starts if len(v) >= 4))
