"""What the HTTP answer of a provider means for a message."""

from email.utils import parsedate_to_datetime

from django.utils import timezone

from common.http import Blocked, OutboundError, Response
from notification_service.channels import TransportError
from notification_service.messages.rendering import one_line

#: Nothing will arrive there again: unknown, gone, or we are not let in (RFC 9110, 15.5).
_DEAD = (401, 403, 404, 410)
#: The same message may be taken later.
_LATER = (408, 409, 423, 425, 429)
_LONGEST_WAIT = 86_400.0


def refusal(
    status: int, *, retry_after: float | None = None, said: str = "", dead: tuple[int, ...] = _DEAD
) -> TransportError:
    """Return the error of a status that is no success.

    Args:
        status: of HTTP; 3xx means that the address moved, which its owner has to look at.
        retry_after: seconds that the provider asked to be left alone.
        said: the beginning of its words, for whoever looks at the trail.
        dead: statuses that mean that nothing will arrive there again.
    """
    words = one_line(f"{status} {said}", longest=120)
    if status in dead:
        return TransportError(words, dead=True)
    permanent = 300 <= status < 500 and status not in _LATER
    return TransportError(words, permanent=permanent, retry_after=retry_after)


def of_outbound(error: OutboundError) -> TransportError:
    """Return the error of a call that brought no answer."""
    words = one_line(f"{error.code}: {error}", longest=200)
    if isinstance(error, Blocked):
        return TransportError(words, dead=True)
    return TransportError(words, permanent=error.permanent)


def check(answer: Response, *, dead: tuple[int, ...] = _DEAD) -> None:
    """Pass where the provider took it.

    Raises:
        TransportError: it did not.
    """
    if answer.ok:
        return
    wait = seconds_of(answer.headers.get("retry-after", ""))
    raise refusal(answer.status, retry_after=wait, said=answer.text[:200], dead=dead)


def seconds_of(retry_after: str) -> float | None:
    """Return for how long a Retry-After header asks, at most a day; None where it asks nothing."""
    value = retry_after.strip()
    if value.isdecimal():
        return min(float(value[:9]), _LONGEST_WAIT)
    try:
        wait = (parsedate_to_datetime(value) - timezone.now()).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(wait, 0.0), _LONGEST_WAIT)
