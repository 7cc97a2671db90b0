"""The caller's answer bank."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import NotHere
from common.idempotency.actions import idempotent
from common.text import clean_json
from common.views import HotListMixin
from user_service.profiles import kinds
from user_service.profiles.actions import answers as actions
from user_service.profiles.models import Answer

_VALUE = (
    "legal_authorisation, sponsorship, relocation, travel, previous_employment, known_employee, "
    "restrictive_agreement, of_age: true or false. "
    "security_clearance: true, false or text. "
    "salary: {amount, currency, period}. notice_period: {amount, unit}. "
    "start_date: YYYY-MM-DD or immediately. demographic: {category, answer}; null declines. "
    "consent: {purpose, given}. driving_licence: true, false or classes. "
    "work_mode: remote, hybrid, on_site or any. years_experience: {subject, years}. "
    "referral, free_text: text. other: text, number, true, false or a list of texts."
)


class AnswerSerializer(serializers.Serializer[Any]):
    """One standing answer."""

    id = serializers.UUIDField(read_only=True, source="answer_id")
    kind = serializers.ChoiceField(choices=[kind.value for kind in kinds.Kind])
    question = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="", help_text="as it is asked"
    )
    country = serializers.RegexField(
        r"^[A-Z]{2}$", required=False, allow_null=True, allow_blank=True, default=None,
        help_text="ISO 3166-1 alpha-2; null for any",
    )  # fmt: skip
    value = serializers.JSONField(help_text=_VALUE)
    since = serializers.IntegerField(read_only=True, help_text="version of the profile")
    changed_at = serializers.DateTimeField(read_only=True, source="created_at")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Make sure that the value has the shape of its kind."""
        kind = kinds.Kind(attrs["kind"])
        shape = kinds.SHAPES[kind]
        if shape.of_country and not attrs["country"]:
            _refuse("country", "Say for which country this holds.", "required")
        if shape.of_question and not attrs["question"]:
            _refuse("question", "Say what is asked.", "required")
        try:
            value = kinds.checked(kind, clean_json(attrs["value"]))
        except kinds.ValueRefused as error:
            raise serializers.ValidationError(_nested(error)) from error
        country = attrs["country"] or ""
        return {"kind": kind, "question": attrs["question"], "country": country, "value": value}


def _refuse(field: str, sentence: str, code: str) -> None:
    raise serializers.ValidationError({field: sentence}, code=code)


def _nested(error: kinds.ValueRefused) -> dict[str, Any]:
    """Return the errors of a value by their pointers below the body."""
    return {
        found["pointer"].lstrip("/"): [
            serializers.ErrorDetail(found["detail"], code=found["code"])
        ]
        for found in error.errors
    }


def _said(request: Request) -> actions.Said:
    body = AnswerSerializer(data=request.data)
    body.is_valid(raise_exception=True)
    return actions.Said(**body.validated_data)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """Return one row as the API shows it."""
    return {
        "id": row["answer_id"],
        "kind": row["kind"],
        "question": row["question"],
        "country": row["country"] or None,
        "value": row["value"],
        "since": row["since"],
        "changed_at": row["created_at"],
    }


_FIELDS = ("answer_id", "kind", "question", "country", "value", "since", "created_at")


def _answer(answer: Answer, status: int = 200) -> Response:
    return Response(_shown({name: getattr(answer, name) for name in _FIELDS}), status=status)


class AnswersView(HotListMixin, generics.GenericAPIView[Answer]):
    """The caller's standing answers."""

    serializer_class = AnswerSerializer
    queryset = Answer.objects.none()
    row_fields = ("id", *_FIELDS)  # the order of pages is that of id
    shape: ClassVar[Any] = staticmethod(_shown)

    def get_queryset(self) -> Any:
        """Return what holds now and belongs to the caller."""
        found = Answer.objects.current(self.request.user.person)
        if not (kind := self.request.query_params.get("kind")):
            return found
        return found.filter(kind=kind) if kind in set(kinds.Kind) else found.none()

    @extend_schema(
        operation_id="list_answers",
        summary="List my standing answers",
        parameters=[OpenApiParameter("kind", str, description="only answers of this kind")],
        responses={200: AnswerSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Return one page, the last changed first."""
        return self.list(request)

    @extend_schema(
        operation_id="create_answer",
        summary="Add a standing answer",
        request=AnswerSerializer,
        responses={201: AnswerSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Store a new standing answer."""
        return _answer(actions.add(request.user.person, _said(request), at=timezone.now()), 201)


class AnswerView(APIView):
    """One of the caller's standing answers."""

    @extend_schema(
        operation_id="get_answer",
        summary="Show a standing answer",
        responses={200: AnswerSerializer},
    )
    def get(self, request: Request, answer_id: UUID) -> Response:
        """Return the answer as it holds now."""
        found = Answer.objects.current(request.user.person).filter(answer_id=answer_id).first()
        if found is None:
            raise NotHere("Check the id; your answers are listed at answers/.")
        return _answer(found)

    @extend_schema(
        operation_id="replace_answer",
        summary="Change a standing answer",
        request=AnswerSerializer,
        responses={200: AnswerSerializer},
    )
    def put(self, request: Request, answer_id: UUID) -> Response:
        """Replace the answer; its id stays."""
        at = timezone.now()
        return _answer(actions.change(request.user.person, answer_id, _said(request), at=at))

    @extend_schema(
        operation_id="delete_answer",
        summary="Remove a standing answer from every version",
        responses={204: None},
    )
    def delete(self, request: Request, answer_id: UUID) -> Response:
        """Remove the answer."""
        actions.remove(request.user.person, answer_id, at=timezone.now())
        return Response(status=204)
