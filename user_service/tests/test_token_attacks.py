"""Every attack of the security list on people's tokens."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import jwt
import pytest
from conftest import BASE
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as configured
from rest_framework.test import APIClient

from common.auth import keys
from common.auth import tokens as verified
from user_service.accounts import tokens
from user_service.accounts.models import User

pytestmark = pytest.mark.django_db
Bearer = Callable[[str], APIClient]
STRANGER = Ed25519PrivateKey.from_private_bytes(b"a key that nobody here ever knew")


def body_for(user: User, **claims: Any) -> dict[str, Any]:
    now = int(time.time())
    return {
        "sub": str(user.id),
        "iss": "user_service",
        "aud": list(configured.ORIGINS),
        "iat": now,
        "exp": now + 600,
        "auth_time": time.time(),
        "token_type": "access",
        "jti": uuid4().hex,
        **claims,
    }


def own_kid() -> str:
    return keys.key_id(tokens.signing_key().public_key())


def signed(body: dict[str, Any], key: Any = None, **headers: Any) -> str:
    given = {"kid": own_kid(), **headers}
    return jwt.encode(body, key or tokens.signing_key(), algorithm="EdDSA", headers=given)


def part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(user: User) -> str:
    return f"{part({'alg': 'none', 'typ': 'JWT', 'kid': own_kid()})}.{part(body_for(user))}."


def signed_with_the_public_key(user: User) -> str:
    """HS256 with the public key as the secret; made by hand, as libraries refuse to."""
    import hmac

    public = tokens.signing_key().public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    start = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': own_kid()})}.{part(body_for(user))}"
    mac = hmac.digest(pem, start.encode(), "sha256")
    return f"{start}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def own_jwk_in_header(user: User) -> str:
    return signed(body_for(user), STRANGER, jwk=keys.as_jwk(STRANGER.public_key()))


def own_address_in_header(user: User) -> str:
    return signed(
        body_for(user), STRANGER, jku="http://127.0.0.1:1/keys", x5u="http://127.0.0.1:1/cert"
    )


def strangers_kid(user: User) -> str:
    return signed(body_for(user), STRANGER, kid=keys.key_id(STRANGER.public_key()))


def changed_after_signing(user: User) -> str:
    head, _, signature = signed(body_for(user)).split(".")
    return f"{head}.{part(body_for(user, sub=str(uuid4())))}.{signature}"


ATTACKS: dict[str, Callable[[User], str]] = {
    "no signature": unsigned,
    "public key as secret": signed_with_the_public_key,
    "own key in the header": own_jwk_in_header,
    "own key set address in the header": own_address_in_header,
    "unknown kid": strangers_kid,
    "kid that is a path": lambda u: signed(body_for(u), STRANGER, kid="../../dev/null"),
    "kid that is SQL": lambda u: signed(body_for(u), STRANGER, kid="' OR '1'='1"),
    "changed after signing": changed_after_signing,
    "foreign audience": lambda u: signed(body_for(u, aud=["ats_service"])),
    "no audience": lambda u: signed({k: v for k, v in body_for(u).items() if k != "aud"}),
    "foreign issuer": lambda u: signed(body_for(u, iss="ats_service")),
    "refresh used as access": lambda u: signed(body_for(u, token_type="refresh")),
    "no type": lambda u: signed({k: v for k, v in body_for(u).items() if k != "token_type"}),
    "expired": lambda u: signed(body_for(u, exp=int(time.time()) - 1)),
    "never expires": lambda u: signed({k: v for k, v in body_for(u).items() if k != "exp"}),
    "not yet valid": lambda u: signed(body_for(u, nbf=int(time.time()) + 600)),
    "subject is no id": lambda u: signed(body_for(u, sub="admin")),
    "nonsense": lambda u: "a.b.c",
    "empty parts": lambda u: "..",
    "not ASCII": lambda u: "тест.тест.тест",
    "huge": lambda u: "A" * 60_000,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_forged_access_token_is_refused(attack: str, person: User, bearer: Bearer) -> None:
    answer = bearer(ATTACKS[attack](person)).get(f"{BASE}/me/")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-refused")
    assert person.email.encode() not in answer.content


@pytest.mark.parametrize("attack", sorted(set(ATTACKS) - {"refresh used as access", "no type"}))
def test_a_forged_refresh_token_is_refused(
    attack: str, person: User, anonymous: APIClient, signed_in: dict[str, Any]
) -> None:
    token = ATTACKS[attack](person)
    answer = anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": token})
    assert answer.status_code in (400, 401)


def test_an_access_token_does_not_refresh_nor_a_refresh_token_open_anything(
    anonymous: APIClient, signed_in: dict[str, Any], bearer: Bearer
) -> None:
    swapped = anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": signed_in["access"]})
    assert swapped.status_code == 401
    assert bearer(signed_in["refresh"]).get(f"{BASE}/me/").status_code == 401


def test_no_token_means_401_with_a_challenge(anonymous: APIClient, db: None) -> None:
    answer = anonymous.get(f"{BASE}/me/")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_the_key_set_shows_public_parts_only(anonymous: APIClient, db: None) -> None:
    found = anonymous.get("/.well-known/jwks.json").json()["keys"]
    assert [set(key) for key in found] == [{"kty", "crv", "x", "kid", "use", "alg"}]
    assert found[0]["kid"] == own_kid()


NEXT_KEY = base64.b64encode(b"the key that comes after the old").decode()


@pytest.fixture
def turn_keys() -> Iterator[Callable[[str, str], None]]:
    """Set the current and the previous key, as an operator does with a restart."""
    with pytest.MonkeyPatch.context() as patch:

        def turn(current: str, previous: str) -> None:
            patch.setattr(configured, "TOKEN_KEY", current)
            patch.setattr(configured, "TOKEN_KEY_PREVIOUS", previous)
            tokens.hold_own_keys()

        yield turn
    tokens.hold_own_keys()


def test_old_tokens_are_good_through_a_rotation_and_new_ones_are_signed_anew(
    anonymous: APIClient, signed_in: dict[str, Any], bearer: Bearer, turn_keys: Any
) -> None:
    turn_keys(NEXT_KEY, configured.TOKEN_KEY)
    assert bearer(signed_in["access"]).get(f"{BASE}/me/").status_code == 200
    fresh = anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": signed_in["refresh"]}).json()
    assert jwt.get_unverified_header(fresh["access"])["kid"] == own_kid()
    assert len(anonymous.get("/.well-known/jwks.json").json()["keys"]) == 2


def test_a_removed_key_is_refused_at_once(
    signed_in: dict[str, Any], bearer: Bearer, turn_keys: Any
) -> None:
    turn_keys(NEXT_KEY, "")
    assert bearer(signed_in["access"]).get(f"{BASE}/me/").status_code == 401


def test_this_service_never_asks_itself_for_its_keys(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens.hold_own_keys()

    def asked(_set: keys.KeySet) -> None:
        raise AssertionError("asked over HTTP")

    monkeypatch.setattr(keys.KeySet, "_ask", asked)
    with pytest.raises(verified.TokenRefused):
        verified.person(strangers_kid(person))
