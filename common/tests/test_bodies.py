"""Bodies that no view reads."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from common.bodies import DrainMiddleware


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer without looking at the body."""
    return HttpResponse(status=401)


def test_what_a_view_left_of_the_body_is_read_after_the_answer() -> None:
    request = RequestFactory().post("/", b"x" * 200_000, content_type="text/plain")
    assert DrainMiddleware(refuse)(request).status_code == 401
    assert request.read() == b""


def test_a_body_that_was_read_stays_as_it_was() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.body)

    request = RequestFactory().post("/", b"all of it", content_type="text/plain")
    assert DrainMiddleware(view)(request).content == b"all of it"
    assert request.body == b"all of it"
