"""One file, one plug-in: finds them by looking into a package's directory."""

import importlib
import pkgutil
from functools import cache
from typing import Any


class PluginError(Exception):
    """A plug-in file cannot serve; the message names the file and what to mend."""


@cache
def load(package: str, attribute: str) -> dict[str, Any]:
    """Return what every module of a package offers, by file name without ``.py``.

    A new plug-in is a new file: nothing else has to be edited. Modules whose name starts with
    an underscore are helpers of the others and are passed over. The answer is kept for the
    life of the process; treat it as read-only.

    Args:
        package: import name of the package that holds the files, for instance
            ``"ats_service.engine.checks"``.
        attribute: the name that each file must define, for instance ``"CHECK"``.

    Returns:
        The objects in the order of their file names.

    Raises:
        PluginError: a file cannot be imported, or does not define ``attribute``.
    """
    found = importlib.import_module(package)
    if not hasattr(found, "__path__"):
        raise PluginError(f"{package} is a module: plug-ins live in a directory of files")
    names = sorted(module.name for module in pkgutil.iter_modules(found.__path__))
    return {name: _plugin(package, name, attribute) for name in names if not name.startswith("_")}


def _plugin(package: str, name: str, attribute: str) -> Any:
    """Return the plug-in of one file."""
    file = f"{package.replace('.', '/')}/{name}.py"
    try:
        module = importlib.import_module(f"{package}.{name}")
    except Exception as error:  # any of them would hide the plug-in, so all of them stop us
        raise PluginError(f"{file} cannot be imported: {type(error).__name__}: {error}") from error
    if not hasattr(module, attribute):
        raise PluginError(f"{file} defines no {attribute}")
    return getattr(module, attribute)
