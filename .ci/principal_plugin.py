"""Tells mypy that ``request.user`` of the REST framework is a ``Principal``.

Every view of the suite authenticates by token (``common.auth.authentication``), while the stubs
say Django's own user, whose id is another type. Admin pages keep Django's user: they are plain
``HttpRequest``.
"""

from collections.abc import Callable

from mypy.checker import TypeChecker
from mypy.nodes import MypyFile, TypeInfo
from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type

REQUEST = "rest_framework.request"
PRINCIPAL = "common.auth.tokens.Principal"


class PrincipalPlugin(Plugin):
    """One attribute, one type."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Return the hook of ``Request.user``."""
        return principal if fullname == f"{REQUEST}.Request.user" else None

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Return what the request's module depends on besides its own imports."""
        return [(10, PRINCIPAL.rpartition(".")[0], -1)] if file.fullname == REQUEST else []


def principal(context: AttributeContext) -> Type:
    """Return the type of who is asking."""
    module, _, name = PRINCIPAL.rpartition(".")
    checker = context.api
    if not isinstance(checker, TypeChecker) or module not in checker.modules:
        return context.default_attr_type
    node = checker.modules[module].names[name].node
    return Instance(node, []) if isinstance(node, TypeInfo) else context.default_attr_type


def plugin(version: str) -> type[Plugin]:
    """Return the plug-in; mypy calls this by name."""
    return PrincipalPlugin
