"""Passwords and keys: made once, on the first start, and kept in a file only its owner reads."""

import base64
import json
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from common.launch import CannotStart

#: How each kind of secret is made. An Ed25519 seed is any 32 random bytes (RFC 8032, 5.1.5).
_KINDS: Mapping[str, Callable[[], str]] = {
    "password": lambda: secrets.token_urlsafe(15),
    "token": lambda: secrets.token_urlsafe(48),
    "ed25519": lambda: base64.b64encode(secrets.token_bytes(32)).decode(),
}


class Keyring:
    """The secrets of one data directory."""

    def __init__(self, path: Path) -> None:
        """Read the secrets that exist.

        Raises:
            CannotStart: the file is not what this class writes.
        """
        self._path = path
        try:
            self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        except (ValueError, OSError) as error:
            raise CannotStart(f"{path} cannot be read ({error}); restore it.") from error

    def __contains__(self, name: str) -> bool:
        """Return whether the secret was made before."""
        return name in self._known

    def get(self, name: str, kind: str) -> str:
        """Return the secret of that name; make and keep it on the first call.

        Args:
            name: unique in the data directory, such as ``user_service.SECRET_KEY``.
            kind: ``password``, ``token`` or ``ed25519`` (base64 of a 32-byte seed).

        Raises:
            CannotStart: there is no such kind.
        """
        if name not in self._known:
            if kind not in _KINDS:
                raise CannotStart(f"{name}: no secret is of kind {kind!r}; use {list(_KINDS)}.")
            self._known[name] = _KINDS[kind]()
            write_private(self._path, json.dumps(self._known, indent=1))
        return self._known[name]

    def note(self, name: str) -> bool:
        """Return True on the first call with that name in the life of the data directory."""
        first = name not in self._known
        if first:
            self._known[name] = "done"
            write_private(self._path, json.dumps(self._known, indent=1))
        return first


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 600, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
