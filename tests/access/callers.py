"""Those who call the suite: people, nobody, and holders of tokens that are no good."""

import base64
import hmac
import json
import time
import uuid
from functools import cache
from hashlib import sha256
from typing import Any

import httpx2
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from operations import Operation
from person import PASSWORD, Person, wait_for
from suite import Suite

SERVICES = ("user_service", "ats_service", "agent_service", "notification_service")


#: Every client that was made, to be closed at the end.
_OPEN: list[httpx2.Client] = []


@cache
def connections(url: str) -> httpx2.Client:
    """Return the one client for the suite at an address; who calls is in the headers."""
    return kept(httpx2.Client(base_url=url, timeout=60, trust_env=False))


def kept(client: httpx2.Client) -> httpx2.Client:
    """Return the client, which :func:`close` will close."""
    _OPEN.append(client)
    return client


def close() -> None:
    """Close every client."""
    for client in _OPEN:
        client.close()


class Caller:
    """Sends requests as they are: no retry, no key of its own, any answer is an answer."""

    def __init__(self, url: str, token: str = "") -> None:
        """Call as whoever the token speaks for; as nobody without one."""
        self.token = token
        self.http = connections(url)

    def send(
        self,
        operation: Operation,
        path: str,
        body: Any = None,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx2.Response:
        """Return the answer of an operation at a path."""
        return self.raw(
            operation.method, path, headers=headers, params=query, **packed(operation, body)
        )

    def raw(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Return the answer to any request."""
        headers = dict(options.pop("headers", None) or {})
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        return self.http.request(method, path, headers=headers, **options)


def packed(operation: Operation, body: Any) -> dict[str, Any]:
    """Return a body in the form that the operation reads."""
    if body is None or not operation.media:
        return {}
    if operation.media == "application/json":
        return {"json": body}
    if operation.media == "multipart/form-data":
        parts = {key: value for key, value in body.items() if value is not None}
        return {
            "files": {k: v if isinstance(v, tuple) else (None, str(v)) for k, v in parts.items()}
        }
    return {"data": body}


class Recorder(Person):
    """A person who keeps every request that was sent with a key."""

    def __init__(self, suite: Suite) -> None:
        """Remember what is sent from now on."""
        super().__init__(suite.url, suite.data / "mail")
        kept(self.http)
        self.sent: list[tuple[str, str, dict[str, Any]]] = []  # method, path, options

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Send as a person does and remember a POST with its key."""
        if method == "POST" and self.tokens:
            headers = dict(options.pop("headers", {}))
            headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
            self.sent.append((method, path, {**options, "headers": headers}))
            options["headers"] = headers
        return super().call(method, path, **options)


def erased(suite: Suite) -> Person:
    """Return a person who has a token and was erased, everywhere."""
    gone = Person(suite.url, suite.data / "mail")
    kept(gone.http)
    gone.join()
    begun = gone.call("POST", "/users/erasure/", json={"password": PASSWORD})
    receipt = {"Receipt-Token": begun["receipt_token"]}

    def finished() -> bool:
        shown = connections(suite.url).get("/api/v1/users/erasure/", headers=receipt)
        return bool(shown.json()["receipt"]["state"] == "finished")

    wait_for(finished, "the erasure")
    return gone


class Forger:
    """Makes tokens with the suite's own keys, which no caller has."""

    def __init__(self, suite: Suite, access: str) -> None:
        """Start from a good access token and the key that signed it."""
        self.key = _key(suite.variable("user_service", "TOKEN_KEY"))
        self.peer = _key(suite.variable("notification_service", "SERVICE_KEY"))
        self.good = jwt.decode(access, options={"verify_signature": False})
        self.kid = jwt.get_unverified_header(access)["kid"]

    def token(self, *, without: tuple[str, ...] = (), **claims: Any) -> str:
        """Return the good token with other claims."""
        body = {k: v for k, v in {**self.good, **claims}.items() if k not in without}
        return jwt.encode(body, self.key, "EdDSA", headers={"kid": self.kid})

    def for_another(self, service: str) -> str:
        """Return a token that is good everywhere but at the service."""
        return self.token(aud=[one for one in SERVICES if one != service])

    def bad(self) -> dict[str, str]:
        """Return tokens that no service may accept, by what is wrong with them."""
        now, public = int(time.time()), self.key.public_key().public_bytes_raw()
        header, _, rest = self.token().partition(".")
        body, _, signature = rest.partition(".")
        own = Ed25519PrivateKey.generate()
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": _b64(own.public_key().public_bytes_raw())}
        return {
            "expired": self.token(exp=now - 60, iat=now - 700),
            "without an end": self.token(without=("exp",)),
            "not yet": self.token(nbf=now + 3600),
            "issued elsewhere": self.token(iss="somebody"),
            "a refresh token": self.token(token_type="refresh"),
            "for nobody": self.token(sub=""),
            "for no id": self.token(sub="' OR 1=1 --"),
            "signed by a stranger": jwt.encode(self.good, own, "EdDSA", headers={"kid": self.kid}),
            "with its own key": jwt.encode(
                self.good, own, "EdDSA", headers={"kid": self.kid, "jwk": jwk}
            ),
            "with a path for a key": jwt.encode(
                self.good, own, "EdDSA", headers={"kid": "../../etc/passwd"}
            ),
            "unsigned": f"{_b64(json.dumps({'alg': 'none', 'kid': self.kid}).encode())}.{body}.",
            "signed with the public key": _hs256(self.good, public, self.kid),
            "another body": f"{header}.{_b64(json.dumps(self.good | {'x': 1}).encode())}.{signature}",  # noqa: E501
            "of a service": self.of_service(),
            "cut short": self.token()[:-20],
            "no token": "nonsense",
            "two dots": "..",
            "very long": "a" * 6000,
        }

    def of_service(self) -> str:
        """Return the token with which notification_service would act for the person."""
        now = int(time.time())
        claims = {
            "iss": "notification_service",
            "sub": "notification_service",
            "aud": list(SERVICES),
            "iat": now,
            "exp": now + 60,
            "token_type": "service",
            "act": self.good["sub"],
        }
        return jwt.encode(claims, self.peer, "EdDSA", headers={"kid": _kid(self.peer)})


def _key(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))


def _kid(key: Ed25519PrivateKey) -> str:
    return sha256(key.public_key().public_bytes_raw()).hexdigest()[:16]


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _hs256(claims: dict[str, Any], secret: bytes, kid: str) -> str:
    """Return a token whose secret is what everybody can read."""
    head = _b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": kid}).encode())
    signed = f"{head}.{_b64(json.dumps(claims).encode())}"
    return f"{signed}.{_b64(hmac.digest(secret, signed.encode(), 'sha256'))}"
