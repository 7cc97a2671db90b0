"""Which tokens open the door."""

import base64
import json
import time
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.utils import timezone

from common.auth import keys, revocation
from common.testing import TOKEN_SEED, person_token

pytestmark = pytest.mark.django_db
URL = "/api/v1/ats/things/"


def status(client: Any, token: str) -> tuple[int, str]:
    answer = client.get(URL, HTTP_AUTHORIZATION=f"Bearer {token}")
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"aud": ["user_service"]},
        {"aud": None},
        {"iss": "somebody"},
        {"token_type": "refresh"},
        {"sub": "nobody"},
        {"nbf": 99999999999},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(anonymous: Any, claims: dict[str, Any]) -> None:
    token = person_token(uuid4(), **claims)
    assert status(anonymous, token) == (401, "token-refused")


def test_a_good_token_is_accepted(anonymous: Any, user_id: UUID) -> None:
    assert status(anonymous, person_token(user_id))[0] == 200


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "..", "é.é.é", "x" * 10_000])
def test_what_is_no_token_is_refused(anonymous: Any, token: str) -> None:
    assert status(anonymous, token)[0] == 401


@pytest.mark.parametrize("kid", [None, 7, "../../etc/passwd", "' OR 1=1 --", "unknown"])
def test_an_unknown_key_id_is_refused(anonymous: Any, user_id: UUID, kid: Any) -> None:
    claims = jwt.decode(person_token(user_id), options={"verify_signature": False})
    headers = {} if kid is None else {"kid": kid}
    if isinstance(kid, int):
        head = base64.urlsafe_b64encode(json.dumps({"alg": "EdDSA", "kid": kid}).encode())
        token = head.decode().rstrip("=") + ".e30.x"
    else:
        key = keys.private_key(TOKEN_SEED)
        token = jwt.encode(claims, key, algorithm="EdDSA", headers=headers)
    assert status(anonymous, token)[0] == 401


def test_a_token_signed_by_someone_else_or_not_at_all_is_refused(
    anonymous: Any, user_id: UUID
) -> None:
    good = person_token(user_id)
    claims = jwt.decode(good, options={"verify_signature": False})
    public = keys.private_key(TOKEN_SEED).public_key()
    kid = {"kid": keys.key_id(public)}
    forged = jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers=kid)
    unsigned = jwt.encode(claims, "", algorithm="none", headers=kid)
    with_public = jwt.encode(claims, public.public_bytes_raw(), algorithm="HS256", headers=kid)
    for token in (forged, unsigned, with_public):
        assert status(anonymous, token)[0] == 401


def test_a_remembered_token_still_expires(
    anonymous: Any, user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = person_token(user_id, exp=int(time.time()) + 600)
    assert status(anonymous, token)[0] == 200
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert status(anonymous, token) == (401, "token-refused")


def test_a_remembered_token_ends_with_its_key(anonymous: Any, user_id: UUID) -> None:
    token = person_token(user_id)
    assert status(anonymous, token)[0] == 200
    known = keys.keys_of_people()
    before = dict(known.keys)
    try:
        known.prime(Ed25519PrivateKey.generate().public_key())
        assert status(anonymous, token) == (401, "token-refused")
    finally:
        known.prime(*before.values())


def test_a_revoked_token_is_refused_and_a_later_one_is_not(anonymous: Any, user_id: UUID) -> None:
    old = person_token(user_id)
    revocation.revoke(user_id, before=timezone.now())
    cache.clear()
    assert status(anonymous, old)[0] == 401
    assert status(anonymous, person_token(user_id, auth_time=time.time() + 1))[0] == 200


def test_revocation_holds_when_the_cache_is_gone(
    anonymous: Any, user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redis.exceptions import ConnectionError as CacheAway

    def away(*args: Any, **kwargs: Any) -> Any:
        raise CacheAway("away")

    revocation.revoke(user_id, before=timezone.now())
    monkeypatch.setattr(cache, "get", away)
    monkeypatch.setattr(cache, "set", away)
    monkeypatch.setattr(cache, "add", away)
    assert status(anonymous, person_token(user_id, auth_time=1.0))[0] == 401
    assert status(anonymous, person_token(user_id, auth_time=time.time() + 1))[0] == 200


def test_an_erased_person_is_nobody(anonymous: Any, user_id: UUID) -> None:
    revocation.entomb(user_id, at=timezone.now())
    cache.clear()
    assert status(anonymous, person_token(user_id, auth_time=time.time() + 999))[0] == 401


def test_a_service_is_known_by_its_own_key_and_a_person_is_not_a_service(
    service_api: Any, api: Any, user_id: UUID
) -> None:
    assert service_api("agent_service").get("/internal/export/").status_code == 200
    assert api.get("/internal/export/").status_code == 401
    assert service_api("agent_service").get(URL).status_code == 401
