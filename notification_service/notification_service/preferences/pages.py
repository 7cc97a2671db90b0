"""Pages that a message's links lead to: no script, nothing from elsewhere, never kept."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from notification_service.contacts.models import Contact
from notification_service.messages.kinds import KINDS
from notification_service.messages.languages import FALLBACK, has, language_of, pages_of
from notification_service.preferences.actions import channels, known_of


def language_for(user_id: UUID, request: HttpRequest) -> str:
    """Return in which language to show a person a page: their own, or else their browser's."""
    return next((language_of(tag) for tag in _wanted(user_id, request) if has(tag)), FALLBACK)


def _wanted(user_id: UUID, request: HttpRequest) -> Iterator[str]:
    yield known_of(user_id).habits.language
    yield from Contact.objects.filter(user_id=user_id).values_list("language", flat=True)
    header = request.headers.get("Accept-Language", "")
    yield from (tag for tag, _weight in parse_accept_lang_header(header[:500]))


def label_of(kind: str, language: str) -> str:
    """Return what a kind of message is called."""
    own = KINDS[kind].label if kind in KINDS else kind
    return str(pages_of(language).get("kinds", {}).get(kind, own))


def channel_name(channel: str, language: str) -> str:
    """Return what a channel is called in a sentence."""
    own = getattr(channels().get(channel), "label", channel)
    return str(pages_of(language)["channels"].get(channel, own))


def page(
    request: HttpRequest, template: str, shown: dict[str, Any], *, language: str
) -> HttpResponse:
    """Return a page under a strict policy; its address is a secret, so it is told to nobody."""
    words = {"title": pages_of(language)["title"], "language": language}
    response = render(request, template, {**words, **shown})
    response["Content-Language"] = language
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


class LinkView(APIView):
    """What a signed link of a message opens: looking changes nothing, only POST acts."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Serve every client: mail programs send whatever Accept header they like."""
        return super().perform_content_negotiation(request, force=True)
