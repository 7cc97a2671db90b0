"""What can go wrong on the way to somebody else's server; ``permanent`` says: do not retry."""

from common.errors import ServiceError


class OutboundError(ServiceError):
    """The base of every error of an outbound call."""


class Blocked(OutboundError):
    """The address is inside this machine or network, or uses a port or scheme we never use."""

    status, code, title = 422, "address-not-allowed", "This address may not be called"


class BadUrl(Blocked):
    """The text is not an address that can be called."""

    status, code, title = 422, "url-not-usable", "This is not an address that can be called"


class TooLarge(OutboundError):
    """The answer is larger than its limit, as sent or as unpacked."""

    status, code, title = 422, "answer-too-large", "The answer is too large"


class TooSlow(OutboundError):
    """The answer did not arrive in time."""

    status, code, title, permanent = 504, "answer-too-slow", "The site answers too slowly", False


class TooManyRedirects(OutboundError):
    """The address leads from page to page without end."""

    status, code, title = 422, "too-many-redirects", "The address leads in circles"


class Unreachable(OutboundError):
    """No connection, or it broke."""

    status, code, title, permanent = 502, "site-unreachable", "The site cannot be reached", False


class Untrusted(OutboundError):
    """The site's certificate is not trusted."""

    status, code, title = 502, "site-not-trusted", "The site's certificate is not trusted"


class UnexpectedContent(OutboundError):
    """The answer is of another kind than asked for."""

    status, code, title = 422, "unexpected-content", "The answer is of another kind than expected"


class BadStatus(OutboundError):
    """The site answered with an error; ``permanent`` is false where a later try may succeed."""

    status, code, title = 502, "site-answered-error", "The site answered with an error"

    def __init__(self, detail: str, *, answered: int) -> None:
        """Keep the status that the site answered."""
        super().__init__(detail, answered=answered)
        self.permanent = answered < 500 and answered not in (408, 425, 429)
