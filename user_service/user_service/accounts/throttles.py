"""How often one may try to get in."""

from hashlib import sha256

from rest_framework.request import Request
from rest_framework.views import APIView

from common.throttles import CounterThrottle


class PerAddress(CounterThrottle):
    """Attempts from one network address."""

    scope = "sign_in"

    def ident(self, request: Request, view: APIView) -> str:
        """Return the caller's address."""
        return self.get_ident(request) or "unknown"


class PerAccount(CounterThrottle):
    """Attempts on one account, wherever they come from."""

    scope = "sign_in_account"

    def ident(self, request: Request, view: APIView) -> str | None:
        """Return who is being tried: the signed-in person, or a hash of the address given."""
        if request.user:
            return str(request.user.person)
        email = request.data.get("email") if isinstance(request.data, dict) else None
        if not isinstance(email, str) or not email.strip():
            return None
        return sha256(email.strip().lower().encode()).hexdigest()
