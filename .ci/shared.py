"""Keeps ``common`` small and ignorant of the business: ``python .ci/shared.py``.

A module belongs into common when at least three services need it, directly or through another
module of common, or when it is a contract between services. Whatever knows about résumés,
postings or employers belongs to a service.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import tree

ENOUGH = 3
#: Modules that no service imports, and why they are in common all the same.
ADMITTED = {
    "contracts": "what services may know of each other",
    "http": "the way out is guarded in one place, whoever needs it",
    "storage": "document bytes are kept in one way, whoever has some",
    "launch": "the supervisor starts every service",
    "testing": "fixtures of every member's tests",
    "crashpoint": "tests kill processes at its points; named where the promise is kept",
}
#: Words that mean the business wherever they stand in a name or a literal.
BUSINESS = {
    "resume", "resumes", "cv", "posting", "postings", "opening", "openings", "employer",
    "employers", "applicant", "applicants", "applications", "interview", "interviews", "recruiter",
    "vacancy", "salary", "candidate", "candidates", "cover_letter",
}  # fmt: skip
#: Words that also have an innocent meaning: only classes and functions may not carry them.
AMBIGUOUS = {"application", "match", "matches", "job", "jobs"}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MENTION = re.compile(r"\bcommon\.([a-z_]+)")


def problems() -> Iterator[str]:
    """Yield one line for each module that does not belong, and each word of the business."""
    yield from lonely()
    for path in tree.python_files("common/common"):
        if "contracts" not in path.parts:
            yield from business(path)


def lonely() -> Iterator[str]:
    """Yield a line for each module that fewer than three services need."""
    inner = {name: mentions(paths) for name, paths in modules().items()}
    users: dict[str, set[str]] = defaultdict(set)
    for service in tree.services():
        folder = f"{service}/{service}"
        for name in closure(mentions(tree.python_files(folder)), inner):
            users[name].add(service)
    for name in sorted(set(inner) - set(ADMITTED)):
        if len(users[name]) < ENOUGH:
            who = ", ".join(sorted(users[name])) or "nobody"
            yield f"common/common/{name}: needed by {who}: it belongs to a service"


def modules() -> dict[str, list[Path]]:
    """Return the files of each top-level module or package of common."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in tree.python_files("common/common"):
        name = path.relative_to(tree.ROOT / "common" / "common").parts[0].removesuffix(".py")
        if name != "__init__":
            found[name].append(path)
    return found


def mentions(paths: Iterator[Path] | list[Path]) -> set[str]:
    """Return the modules of common that the files import or name in a string."""
    return {name for path in paths for name in _mentioned(ast.parse(path.read_text()))}


def _mentioned(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "common":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from MENTION.findall(node.module or "")
        elif isinstance(node, ast.Import):
            yield from (name for alias in node.names for name in MENTION.findall(alias.name))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from MENTION.findall(node.value)


def closure(start: set[str], inner: dict[str, set[str]]) -> set[str]:
    """Return ``start`` with everything of common that it needs in turn."""
    reached, waiting = set[str](), list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(inner.get(name, ()))
    return reached


def business(path: Path) -> Iterator[str]:
    """Yield a line for each word of the business in a name or a literal."""
    for line, text, forbidden in spoken(ast.parse(path.read_text())):
        for word in sorted({word.lower() for word in WORD.findall(text)} & forbidden):
            yield f"{tree.said(path)}:{line}: {word!r} is business: it belongs to a service"


def spoken(module: ast.Module) -> Iterator[tuple[int, str, set[str]]]:
    """Yield what the file names or says outside docstrings, with what it must not contain."""
    prose = set(_docstrings(module))
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name, BUSINESS | AMBIGUOUS
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg, BUSINESS
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id, BUSINESS
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
            yield node.lineno, node.value, BUSINESS


def _docstrings(module: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found))
    sys.exit(bool(found))
