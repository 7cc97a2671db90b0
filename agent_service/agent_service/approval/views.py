"""The review page: server-rendered, works without JavaScript, under a strict CSP."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agent_service.applications import actions
from agent_service.applications.api import file_response
from agent_service.applications.models import Application, GeneratedFile, TimelineEntry
from agent_service.approval import by_hand, links, page, stops, words
from agent_service.approval.links import Session
from agent_service.approval.models import Act, ReviewLink
from agent_service.approval.reader import shown_to
from common import storage
from common.errors import ServiceError

_CSP = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """Let a view in only with the session of its application, and its forms only with a token."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, application_id: UUID, **kwargs: Any) -> HttpResponse:
        found = links.session(request.COOKIES.get(links.COOKIE, ""), application_id)
        if found is None:
            return _closed(request, "Open the link to this review again, or ask for a new one.")
        token = request.POST.get("form_token", "")
        if request.method == "POST" and not links.form_token_holds(found, token):
            return _closed(request, "This form is not of your review page. Open it again.")
        try:
            return _sealed(view(request, found, **kwargs))
        except Http404:
            return nowhere(request)
        except ServiceError as error:  # such as a picture that the storage lost
            return _closed(request, error, error.status, *_languages(found))

    return inner


def _sealed(response: HttpResponse) -> HttpResponse:
    response.setdefault("Content-Security-Policy", _CSP)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _closed(
    request: HttpRequest, why: ServiceError | str, status: int = 403, *own: str
) -> HttpResponse:
    """Return a page that says why there is nothing to see, and how to get on."""
    with shown_to(request, *own):
        said = words.told(why) if isinstance(why, str) else words.problem(why)
        return _sealed(_page(request, "review/closed.html", {"why": said}, status))


def _page(
    request: HttpRequest, template: str, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, shown, status=status)
    response["Content-Language"] = words.spoken()
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """Tell a person, not a program, that a link is not whole or what it led to is gone."""
    with shown_to(request):
        return _sealed(_page(request, "review/nowhere.html", {}, 404))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link opens; only the button uses it up, so that no scanner can."""
    now = timezone.now()
    try:
        if request.method == "GET":
            return _sealed(_offered(request, links.look(token, at=now)))
        with transaction.atomic():  # a decision that is refused leaves the link as it was
            found, cookie = links.redeem(token, at=now)
            _act(found, at=now)
    except ServiceError as error:
        return _closed(request, error, error.status, *links.languages(token))
    response = HttpResponseRedirect(f"/review/{found.application_id}/")
    response.set_cookie(
        links.COOKIE,
        cookie,
        max_age=3600,
        path="/review/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return _sealed(response)


def _offered(request: HttpRequest, link: ReviewLink) -> HttpResponse:
    """Show what the button of a link does: for a decision, everything it is about."""
    run = link.application.run
    with shown_to(request, link.language, run.language, zone=run.zone):
        shown = page.context(link.application) if link.act != Act.OPEN else {}
        return _page(request, "review/open.html", {**shown, "link": link})


def _act(link: ReviewLink, *, at: datetime) -> None:
    """Do what the button of a link says."""
    if link.act == Act.APPROVE:
        actions.approve(link.application_id, link.user_id, digest=link.digest, at=at)
    elif link.act == Act.REJECT:
        actions.reject(link.application_id, link.user_id, at=at)


def _mine(session: Session) -> Application:
    rows = Application.objects.of(session.user_id).select_related("manifest", "run", "opening")
    return get_object_or_404(rows, id=session.application_id)


def _languages(session: Session) -> tuple[str, ...]:
    """Return the languages that the person chose: of the mail, of the account."""
    runs = Application.objects.of(session.user_id).filter(id=session.application_id)
    return session.language, *runs.values_list("run__language", flat=True)


def _show(
    request: HttpRequest, session: Session, *, error: ServiceError | None = None
) -> HttpResponse:
    """Show the application as it is now; after a decision, what came of it."""
    application = _mine(session)
    run = application.run
    with shown_to(request, session.language, run.language, zone=run.zone):
        shown = page.context(application) | {"form_token": links.form_token(session)}
        if error is not None:
            shown["error"] = words.problem(error)
        elif "done" in request.GET:
            shown["done"] = _newest(application)
        shown["unchanged"] = "unchanged" in request.GET
        return _page(request, "review/page.html", shown, error.status if error else 200)


@guarded
@require_GET
def review(request: HttpRequest, session: Session) -> HttpResponse:
    """Show exactly what would be sent."""
    return _show(request, session)


@guarded
@require_POST
def decide(request: HttpRequest, session: Session) -> HttpResponse:
    """Save edits, approve, reject, or allow something, as the pressed button says."""
    application, now = _mine(session), timezone.now()
    before = _newest(application)
    digest, verdict = request.POST.get("digest", ""), request.POST.get("verdict", "")
    try:
        if act := stops.ACTS.get(verdict):
            act(application, now)
        elif verdict == "reject":
            actions.reject(application.id, session.user_id, at=now)
        else:
            digest = _saved(request, session, application, digest)
            if verdict == "approve":
                actions.approve(application.id, session.user_id, digest=digest, at=now)
    except ServiceError as error:
        return _show(request, session, error=error)
    if verdict == "take-over":
        return HttpResponseRedirect(f"/review/{application.id}/by-hand/")
    came = "?done" if _newest(application) != before else "?unchanged" * (verdict == "save")
    return HttpResponseRedirect(f"/review/{application.id}/{came}")


def _newest(application: Application) -> TimelineEntry | None:
    return application.timeline.order_by("id").last()


@guarded
@require_GET
def in_own_browser(request: HttpRequest, session: Session) -> HttpResponse:
    """Show what a person copies into the employer's form themselves."""
    application = _mine(session)
    run = application.run
    with shown_to(request, session.language, run.language, zone=run.zone):
        shown = by_hand.context(application) | {"form_token": links.form_token(session)}
        return _page(request, "review/by_hand.html", shown)


def _saved(request: HttpRequest, session: Session, application: Application, digest: str) -> str:
    """Store what was changed in the form; return the digest of what it says now."""
    changed = page.answers_of(request.POST, page.rows(application))
    if not changed:
        return digest
    edited = actions.edit(
        application.id, session.user_id, digest=digest, answers=changed, at=timezone.now()
    )
    return edited.manifest.digest if edited.manifest else digest


@guarded
@require_GET
def screenshot(request: HttpRequest, session: Session) -> HttpResponse:
    """Show the picture of the filled form."""
    version = _mine(session).manifest
    if version is None or not version.screenshot_key:
        raise Http404
    return HttpResponse(storage.get(version.screenshot_key), content_type="image/png")


@guarded
@require_GET
def evidence(request: HttpRequest, session: Session) -> HttpResponse:
    """Show the page as it stood after the form was sent."""
    attempt = _mine(session).attempts.exclude(screenshot_key="").order_by("-id").first()
    if attempt is None:
        raise Http404
    return HttpResponse(storage.get(attempt.screenshot_key), content_type="image/png")


@guarded
@require_GET
def document(request: HttpRequest, session: Session, file_id: UUID) -> HttpResponse:
    """Hand out one of the documents that would be sent."""
    application = _mine(session)
    return file_response(get_object_or_404(GeneratedFile, id=file_id, run_id=application.run_id))


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Serve the page's style sheet below its own path, which the gateway routes."""
    return render(request, "review/style.css", content_type="text/css")
