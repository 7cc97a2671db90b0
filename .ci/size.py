"""Holds files, functions and names to the house's measure: ``python .ci/size.py``."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "core", "manager", "managers", "services"}
WRITTEN = {".py", ".sh", ".html", ".js", ".css", ".typ", ""}
#: Unfinished work; spelled so that this file does not find itself.
UNFINISHED = re.compile(r"#.*\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
#: Addresses of package registries and paths of one machine: they mean nothing to a stranger.
ELSEWHERE = re.compile(
    r"p[y]pi\.org|pythonhos[t]ed|registry\.[n]pmjs|https?://\S+(/simple\b|\.whl\b)"
    r"|(?<=[\"' (=:])/(root|home|work)/(?=[a-z.])"
)
BINARY = {".png", ".jpg", ".pdf", ".docx", ".odt", ".woff2", ".ico", ".gz", ".zip"}


def problems() -> Iterator[str]:
    """Yield one line for each place that breaks a rule."""
    for path in tree.files():
        yield from long_file(path)
        yield from drawer(path)
        yield from elsewhere(path)
    for path in tree.python_files():
        text = path.read_text()
        yield from long_functions(path, text)
        yield from unfinished(path, text)
    for service in tree.services():
        yield from full_package(service)


def long_file(path: Path) -> Iterator[str]:
    """Yield a line where a written file is too long to be read at once."""
    if path.suffix not in WRITTEN or "migrations" in path.parts or path.name.startswith("."):
        return
    lines = path.read_bytes().count(b"\n")
    if lines > LONGEST_FILE:
        yield f"{tree.said(path)}: {lines} lines, more than {LONGEST_FILE}: split it by noun"


def drawer(path: Path) -> Iterator[str]:
    """Yield a line where a module's name says nothing about what is in it."""
    is_package = path.name == "__init__.py"
    name = path.parent.name if is_package else path.stem
    if path.suffix == ".py" and name in DRAWERS:
        yield f"{tree.said(path)}: a module called {name!r}: name what is in it"


def elsewhere(path: Path) -> Iterator[str]:
    """Yield a line for each address or path that belongs to one machine."""
    if path.suffix in BINARY or path == Path(__file__):
        return
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        if found := ELSEWHERE.search(line):
            yield f"{tree.said(path)}:{number}: {found[0]!r} means nothing on another machine"


def long_functions(path: Path, text: str) -> Iterator[str]:
    """Yield a line for each function that does not fit a screen."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                where = f"{tree.said(path)}:{node.lineno}"
                yield f"{where}: {node.name} has {lines} lines, more than {LONGEST_FUNCTION}"


def unfinished(path: Path, text: str) -> Iterator[str]:
    """Yield a line for each comment that promises work instead of doing it."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := UNFINISHED.search(line):
            yield f"{tree.said(path)}:{number}: {found[1]}: finish it, or file an issue"


def full_package(service: str) -> Iterator[str]:
    """Yield a line where a service's package does anything when it is imported."""
    path = tree.ROOT / service / service / "__init__.py"
    if path.exists() and path.stat().st_size:
        yield f"{tree.said(path)}: must stay empty, so that parts of it start without Django"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found))
    sys.exit(bool(found))
