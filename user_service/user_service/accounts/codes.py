"""Codes that are mailed: derived from a row's id, so that no code is ever stored.

The code is an HMAC of the id under SECRET_KEY. The row keeps its SHA-256 only, and the mail
queue keeps the id only: whoever reads the database can use neither.
"""

import base64
import re
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

_LENGTH = 26  # of 32 letters: 130 bits
_SEPARATORS = re.compile(r"[\s-]+")


def code_of(row_id: UUID) -> str:
    """Return the code of a row as people see it: ``ABCDEF-GHIJKL-…``."""
    digest = salted_hmac("user_service.codes", str(row_id), algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:_LENGTH]
    return "-".join(letters[start : start + 6] for start in range(0, _LENGTH, 6))


def hash_of(code: str) -> str:
    """Return what is stored of a code; case, spaces and hyphens make no difference."""
    return sha256(_SEPARATORS.sub("", code).upper().encode()).hexdigest()
