import io
import json

import pytest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from common import parsers
from common.errors import ServiceError


def parse(body: bytes) -> object:
    return parsers.StrictJSONParser().parse(io.BytesIO(body))


def test_good_bodies_are_read() -> None:
    assert parse(b'{"a": [1, null]}') == {"a": [1, None]}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed-json"),
        (b'{"a": NaN}', 400, "malformed-json"),
        (b"[" * 10_000 + b"]" * 10_000, 400, "malformed-json"),
        (b'{"a": "\\u0000"}', 400, "unstorable-text"),
        (b'{"\\udfff": 1}', 400, "unstorable-text"),
        (b" " * 1_000_001, 413, "json-too-large"),
    ],
    ids=["empty", "nan", "10,000 levels", "nul", "lone surrogate", "too long"],
)
def test_bad_bodies_are_problems_that_say_how_to_go_on(
    body: bytes, status: int, code: str
) -> None:
    with pytest.raises(ServiceError) as refused:
        parse(body)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert len(str(refused.value)) > len("Send it again.")


def test_an_endless_body_is_read_only_up_to_its_limit() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size == parsers.MAX_BYTES + 1
            return b"x" * parsers.MAX_BYTES + b"x"

    with pytest.raises(parsers.JsonTooLarge):
        parsers.StrictJSONParser().parse(Endless())


class Echo(APIView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    def post(self, request: Request) -> Response:
        return Response(request.data)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"name": "Zo\\u0000"}', 400, "unstorable-text"),
        (b'{"a":' * 100_000, 400, "malformed-json"),
        (b'"' + b"x" * 2_000_000 + b'"', 413, "json-too-large"),
    ],
    ids=["nul", "100,000 levels", "2 MB"],
)
def test_a_view_answers_bad_bodies_with_a_problem(body: bytes, status: int, code: str) -> None:
    request = APIRequestFactory().post("/", body, content_type="application/json")
    answer = Echo.as_view()(request).render()
    problem = json.loads(answer.content)
    assert (answer.status_code, problem["code"]) == (status, code)
    assert answer["content-type"] == "application/problem+json"
