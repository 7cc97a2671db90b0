"""Finds what the code and the templates say to a person, in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import agent_service

HERE = Path(agent_service.__file__).parent
TEMPLATES = HERE / "approval" / "templates" / "review"
#: Modules whose sentences end up in rows or errors that the pages show.
SPEAKING = (
    *(f"applications/{name}" for name in ("actions", "by_hand", "changed_forms", "obstacles",
      "outcomes", "policy", "run_news", "submission", "versions")),
    *(f"runs/{name}" for name in ("actions", "engine", "record")),
    *(f"rules/{name}" for name in ("actions", "approving", "judging")),
    *(f"steps/{path.stem}" for path in sorted((HERE / "steps").glob("[a-z]*.py"))),
    *(f"forms/{name}" for name in ("obstacles", "answers", "computed", "slots", "filler",
      "widgets", "dates", "wizard", "describe", "prepare", "manifest", "submit", "holdback")),
    "consents/actions", "approval/links", "approval/views", "approval/page",
)  # fmt: skip
#: Errors that only programs meet, as their routes are the API's.
_OF_THE_API = {"RunExists", "RunOver", "RuleChanged", "TooManyRules", "NotHere"}
#: What is given a reason in words.
_CALLS = {
    "Answer", "NeedsPerson", "NoSuchDay", "Obstacle", "Slot", "Unfillable", "ValueError", "blank",
    "_Verdict", "_nothing_left",
}  # fmt: skip
_SAYS = re.compile(r"\{% say \"([^\"]+)\"(?: \"([^\"]+)\")?")
_SENTENCE = re.compile(r"[A-Z“1].*\.", re.DOTALL)
_IN_WORDS = re.compile(r"[^\W\d_]{2,} [a-z“]")


def of_templates() -> set[str]:
    """Return everything that a template or a module of the pages says by itself."""
    text = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    return {words for pair in _SAYS.findall(text) for words in pair if words} | {"yes", "no"}


def of_code() -> Iterator[tuple[str, str]]:
    """Yield module and sentence; what differs in a sentence is 1."""
    for name in SPEAKING:
        tree = ast.parse((HERE / f"{name}.py").read_text("utf-8"))
        finder = _Finder()
        finder.visit(tree)
        yield from ((name, sentence) for sentence in finder.found)


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[str] = []
        self._given = False  # inside of what is given to one of _CALLS, or of a title

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if node.name not in _OF_THE_API:
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._inside(node, isinstance(node.target, ast.Name) and node.target.id == "title")

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in _OF_THE_API:
            self._inside(node, name in _CALLS)

    def _inside(self, node: ast.AST, given: bool) -> None:
        before, self._given = self._given, self._given or given
        self.generic_visit(node)
        self._given = before

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._keep(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [part.value if isinstance(part, ast.Constant) else "1" for part in node.values]
        self._keep("".join(map(str, parts)))

    def _keep(self, text: str) -> None:
        if _IN_WORDS.search(text) and (self._given or _SENTENCE.fullmatch(text)):
            plain = re.sub(r"\{\w+\}", "1", text)
            self.found.append(re.sub(r"^1 (?=[A-Z])", "1. ", plain))  # a sentence goes before
