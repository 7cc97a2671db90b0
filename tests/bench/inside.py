"""Runs a function of this directory as a service would: its settings, its database, its keys.

``python inside.py MODULE ARGUMENT…`` prepares Django and prints what ``MODULE.measure`` returns
as JSON on the last line.
"""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def run(data: Path, service: str, module: str, *arguments: str) -> Any:
    """Return what ``module.measure`` says in a process of the service."""
    answer = subprocess.run(
        [sys.executable, str(HERE / "inside.py"), module, *arguments],
        env=environment(data, service),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=240,
    )
    return json.loads(answer.stdout.splitlines()[-1])


def environment(data: Path, service: str) -> dict[str, str]:
    """Return the variables with which a process finds the service's settings."""
    return {
        **os.environ,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": f"{service}.settings",
        "PYTHONPATH": str(HERE),
        "LOG_LEVEL": "ERROR",
    }


if __name__ == "__main__":
    import django

    django.setup()
    result = importlib.import_module(sys.argv[1]).measure(*sys.argv[2:])
    sys.stdout.write(f"\n{json.dumps(result)}\n")
