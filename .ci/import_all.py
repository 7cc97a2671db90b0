"""Imports every module of one service: ``python .ci/import_all.py SERVICE``."""

import importlib
import pkgutil
import sys

import django


def main(service: str) -> None:
    """Load the service's settings, then all of its modules but the command lines."""
    django.setup()
    package = importlib.import_module(service)
    for module in pkgutil.walk_packages(package.__path__, f"{service}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
