"""Codes and challenges by which a destination is proved to be its owner's.

They are made of the destination and the round under this installation's secret, so that carrying
one there twice carries the same, and nothing that could be typed in is stored.
"""

import hmac
from uuid import UUID

from django.utils.crypto import salted_hmac

_SALT = "notification_service.destinations"


def challenge_of(destination_id: UUID, number: int) -> str:
    """Return the 43 characters that a program has to give back in a round."""
    return salted_hmac(_SALT, f"{destination_id}:{number}", algorithm="sha256").hexdigest()[:43]


def code_of(destination_id: UUID, number: int) -> str:
    """Return the six digits that a person has to type in during a round."""
    return f"{int(challenge_of(destination_id, number), 16) % 1_000_000:06}"


def is_code(given: str, destination_id: UUID, number: int) -> bool:
    """Return whether somebody typed in the code of a round; blanks do not count."""
    typed = "".join(given.split()).encode()
    return hmac.compare_digest(typed, code_of(destination_id, number).encode())
