"""Finds a browser that is installed, and how to start it quietly with its sandbox on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

#: The one command that installs a browser, where none is found.
INSTALL_COMMAND = ".venv/bin/playwright install --with-deps --only-shell chromium"

#: The engine alone, without a window that nobody would see: a page costs a fifth of the time and
#: half the memory.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
#: What people have installed to read the web with.
BROWSERS = (
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chromium",
    "chromium-browser",
)
_PLACES = (
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

#: Nothing of the browser's own leaves the machine; WebRTC cannot go round the proxy.
QUIET_FLAGS = (
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-breakpad",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # the wire looks names up
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)

#: Root keeps the sandbox: inside this namespace the browser is an ordinary user.
_AS_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


class BrowserMissing(Exception):
    """No browser is installed, or it may not start with its sandbox; the message says the way."""


def find_installed(environ: Mapping[str, str] | None = None) -> Path | None:
    """Return the browser named by BROWSER_PATH, else an installed headless shell or browser.

    Raises:
        BrowserMissing: BROWSER_PATH names no program.
    """
    environ = os.environ if environ is None else environ
    if named := environ.get("BROWSER_PATH"):
        if not os.access(named, os.X_OK):
            raise BrowserMissing(f"BROWSER_PATH names no program: {named}")
        return Path(named)
    paths = (shutil.which(name, path=environ.get("PATH", "")) for name in SHELLS + BROWSERS)
    return next((Path(p) for p in (*paths, *_PLACES) if p and os.access(p, os.X_OK)), None)


def find_downloaded(whole: Path) -> Path | None:
    """Return the headless shell that Playwright downloaded, else its Chromium, else None.

    Args:
        whole: where Playwright keeps its Chromium, or would: ``<store>/chromium-<n>/<system>/…``.
    """
    store = next((up.parent for up in whole.parents if up.name.startswith("chromium-")), None)
    shells = store.glob("chromium_headless_shell-*/*/*headless*shell*") if store else ()
    return next((p for p in (*sorted(shells, reverse=True), whole) if os.access(p, os.X_OK)), None)


def missing() -> BrowserMissing:
    """Return the error that says how to install a browser."""
    return BrowserMissing(f"No browser is installed. Install one with: {INSTALL_COMMAND}")


def write_launcher(browser: Path, folder: Path) -> Path:
    """Write the script that starts ``browser`` and return its path.

    It notes its process id in ``folder/pid`` (``exec`` keeps it), so that a hung browser can be
    ended, and as root it goes through a user namespace, so that the sandbox stays on.

    Raises:
        BrowserMissing: we are root and this machine refuses user namespaces.
    """
    through = _namespace() if sys.platform == "linux" and os.geteuid() == 0 else ()
    script = folder / "browser"
    script.write_text(
        '#!/bin/sh\necho $$ > "${0%/*}/pid"\n'
        f'exec {" ".join((*through, _quoted(str(browser))))} "$@"\n'
    )
    script.chmod(0o700)
    return script


def _namespace() -> tuple[str, ...]:
    probe = subprocess.run((*_AS_USER, "true"), capture_output=True, check=False)
    if probe.returncode:
        raise BrowserMissing(
            "The browser's sandbox cannot start as root here: user namespaces are refused. "
            "Start the suite as an ordinary user."
        )
    return _AS_USER


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
