"""Decides which requests may leave the browser: a pure judgement, no browser in it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from agent_service.forms.traces import Traces

Stage = Literal["reading", "held", "submitting"]

#: Where captchas talk to; an employer's own form may need them. They get no form data from us.
_CAPTCHAS = (
    ("www.google.com", "/recaptcha/"),
    ("www.recaptcha.net", "/recaptcha/"),
    ("www.gstatic.com", "/recaptcha/"),
    ("hcaptcha.com", "/"),
    (".hcaptcha.com", "/"),
    ("challenges.cloudflare.com", "/"),
)
#: Second-level names under which registrars sell third-level ones.
_SHARED = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob"])
#: Names under which strangers host their pages side by side.
_HOSTING = frozenset(
    [
        "github.io",
        "gitlab.io",
        "pages.dev",
        "workers.dev",
        "netlify.app",
        "vercel.app",
        "herokuapp.com",
        "web.app",
        "firebaseapp.com",
        "azurewebsites.net",
        "cloudfront.net",
        "appspot.com",
        "blogspot.com",
        "onrender.com",
        "fly.dev",
        "glitch.me",
        "surge.sh",
        "webflow.io",
        "notion.site",
        "wixsite.com",
        "weebly.com",
        "myshopify.com",
        "wordpress.com",
        "squarespace.com",
    ]
)


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
    for this site, only what goes to this site. The form itself does not leave even then, except
    while its next page is ``turned``.
    ``submitting``: the page's own submission leaves, to its own site and the hosts agreed on;
    nobody else is asked for anything, since an address can spell out what was typed.
    """

    consent: bool = False
    stage: Stage = "reading"
    hosts: tuple[str, ...] = ()
    values: Traces = field(default_factory=Traces)
    consented: tuple[str, ...] = ()  # the sites that consent is for; none: the form's own
    turning: bool = False
    _posted: set[tuple[str, str, int]] = field(default_factory=set)

    def judge(self, ask: Ask) -> str:
        """Return why a request is held back; empty lets it leave."""
        if self.stage == "reading":
            return self._while_reading(ask)
        if self.stage == "held":
            return self._while_held(ask)
        return self._while_submitting(ask)

    def judge_redirect(self, ask: Ask) -> str:
        """Return why a server's answer may not lead on to ``ask``; empty lets it.

        A page that thanks on another site is let through; what a server was told is its own.
        """
        if self.stage == "submitting" and ask.kind == "document" and not _speaks(ask):
            return "it takes form data to another site" if self._betrays(ask) else ""
        return self.judge(ask)

    def _while_reading(self, ask: Ask) -> str:
        if not _speaks(ask) or (self._consented(ask) and ask.kind != "ping"):
            return ""
        return "it carries a body, and nothing may be sent before approval"

    def _while_held(self, ask: Ask) -> str:
        if not self.consent:
            return "nothing leaves while the form is being filled"
        if not self._consented(ask) or ask.kind == "ping":
            return "it leads to another site, and the form is being filled"
        if ask.kind == "document" and not self.turning and (_speaks(ask) or self.carries(ask)):
            return "the form would send itself, and it is not approved yet"
        return ""

    def _consented(self, ask: Ask) -> bool:
        """Return whether the person's consent reaches as far as this request goes."""
        named = not self.consented or site_of(ask.url) in self.consented
        return self.consent and named and self._own(ask)

    def _while_submitting(self, ask: Ask) -> str:
        if ask.kind in ("ping", "websocket"):
            return "it is no part of the submission"
        if self._own(ask):
            return self._repeated(ask)
        if is_captcha(ask.url) and not self.carries(ask):
            return ""
        return "it leads to another site, and the form is filled"

    def _repeated(self, ask: Ask) -> str:
        """Hold a second copy of what was posted: a page's own retry would apply twice."""
        if not _speaks(ask):
            return ""
        mark = (ask.method, ask.url, ask.body_bytes)
        if mark in self._posted:
            return "it repeats what was sent already"
        self._posted.add(mark)
        return ""

    def _own(self, ask: Ask) -> bool:
        return site_of(ask.url) in self.hosts

    def _betrays(self, ask: Ask) -> bool:
        return not self._own(ask) and self.carries(ask)

    def carries(self, ask: Ask) -> bool:
        """Return whether a value of the person stands in the address or headers, or its code."""
        return self.values.in_text(f"{ask.url}\n{ask.headers}")


def _speaks(ask: Ask) -> bool:
    return (
        ask.method not in ("GET", "HEAD", "OPTIONS")
        or ask.body_bytes > 0
        or ask.kind in ("ping", "websocket")
    )


def is_captcha(url: str) -> bool:
    """Return whether an address belongs to a captcha, and not to another part of its maker."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return any(
        (host.endswith(name) if name.startswith(".") else host == name)
        and parts.path.startswith(path)
        for name, path in _CAPTCHAS
    )


def site_of(url: str) -> str:
    """Return the registrable domain of an address: who answers for what is there.

    A number or a bare name is told apart by its port too.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    names = host.split(".")
    if len(names) < 2 or _is_number(host):
        return f"{host}:{parts.port or (80 if parts.scheme in ('http', 'ws') else 443)}"
    shared = names[-2] in _SHARED and len(names[-1]) == 2
    keep = 3 if shared or ".".join(names[-2:]) in _HOSTING else 2
    return ".".join(names[-keep:])


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
