"""Hands messages to chat, push and SMS services through apprise: a program of its own.

It runs as a child whose only way out is the filtering proxy of its parent. It reads a line of
JSON ``{"url", "title", "body"}`` and answers a line ``{"ok", "status", "retry_after", "said"}``,
until its input ends. What a service answered is read where requests returns it, since apprise
itself only says yes or no.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

#: Modules with which a plug-in would go round the proxy, or reach this very machine.
_WAYS_OUT = ("socket", "smtplib", "subprocess", "ssl", "asyncio", "paho", "dbus", "ctypes")
_BASE = "apprise.plugins.base"
_CONNECT, _READ = 5.0, 15.0


class NotHttp(Exception):
    """The service of an address is not reached by HTTP."""


def main() -> None:
    """Answer until the input ends."""
    logging.disable(logging.CRITICAL)  # apprise logs addresses, and those hold secrets
    for line in sys.stdin:
        sys.stdout.write(json.dumps(carry(json.loads(line))) + "\n")
        sys.stdout.flush()


def carry(order: dict[str, str]) -> dict[str, Any]:
    """Return what became of one message."""
    with answers() as heard:
        try:
            ok = bool(service_of(order["url"]).notify(title=order["title"], body=order["body"]))
        except NotHttp as error:
            return {"ok": False, "status": 422, "retry_after": "", "said": str(error)}
    failed = [answer for answer in heard if not 200 <= answer["status"] < 300]
    told = (failed or heard or [{"status": 0, "retry_after": "", "said": "no answer"}])[-1]
    return {"ok": ok, **told}


def service_of(url: str) -> Any:
    """Return the apprise service of an address.

    Raises:
        NotHttp: apprise knows no such service, or it is not reached by HTTP alone.
    """
    import apprise

    found = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if found is None:
        raise NotHttp("no service understands this address")
    if not _is_http(type(found)):
        raise NotHttp("this service is not reached by HTTP")
    return found


def _is_http(plugin: type) -> bool:
    """Return whether requests is a plug-in's only way out."""
    names = [kind.__module__ for kind in plugin.__mro__ if kind.__module__ != _BASE]
    modules = [sys.modules[name] for name in names if name.startswith("apprise.plugins.")]
    held = {
        getattr(value, "__name__", "").partition(".")[0]
        for module in modules
        for value in vars(module).values()
    }
    return "requests" in held and not held & set(_WAYS_OUT)


@contextmanager
def answers() -> Iterator[list[dict[str, Any]]]:
    """Collect what services answer inside the block, with limits on how long they may take."""
    heard: list[dict[str, Any]] = []
    send = requests.Session.send

    def listen(session: Any, request: Any, **how: Any) -> Any:
        how |= {"timeout": (_CONNECT, _READ), "allow_redirects": False}
        try:
            answer = send(session, request, **how)
        except requests.exceptions.ProxyError as error:
            blocked = "Tunnel connection failed: 403" in str(error)
            said = "address-not-allowed" if blocked else "the proxy did not get through"
            heard.append({"status": 403 if blocked else 0, "retry_after": "", "said": said})
            raise
        except requests.exceptions.RequestException as error:
            heard.append({"status": 0, "retry_after": "", "said": type(error).__name__})
            raise
        heard.append(
            {
                "status": answer.status_code,
                "retry_after": answer.headers.get("Retry-After", ""),
                "said": answer.reason or "",
            }
        )
        return answer

    requests.Session.send = listen  # type: ignore[method-assign, assignment]
    try:
        yield heard
    finally:
        requests.Session.send = send  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
