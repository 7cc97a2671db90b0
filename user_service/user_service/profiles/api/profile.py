"""The caller's profile, its versions and preferences."""

import re
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import ServiceError
from common.views import HotListMixin
from user_service.profiles.actions import profile as actions
from user_service.profiles.models import ProfileVersion

_IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The version you changed, as in ETag: "3". It may stand in the body instead.',
)
_ETAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')
_CURRENCY = r"^[A-Z]{3}$"
_COUNTRY = r"^[A-Z]{2}$"


class EtagMalformed(ServiceError):
    """If-Match names no version."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "etag-malformed"
    title: ClassVar[str] = "If-Match does not name a version"


class ProfileSerializer(serializers.Serializer[Any]):
    """The profile at one version."""

    version = serializers.IntegerField(read_only=True, help_text="0 for an empty profile")
    resume = serializers.JSONField(help_text="JSON Resume 1.0.0")
    updated_at = serializers.DateTimeField(read_only=True, allow_null=True)


class ProfileWriteSerializer(serializers.Serializer[Any]):
    """A résumé that replaces the one of the version it was made from."""

    resume = serializers.DictField(help_text="JSON Resume 1.0.0")
    version = serializers.IntegerField(
        required=False, min_value=0, help_text="the version you changed, unless If-Match says it"
    )


class RightToWorkSerializer(serializers.Serializer[Any]):
    """Whether the person may work in a country."""

    country = serializers.RegexField(_COUNTRY, help_text="ISO 3166-1 alpha-2")
    right_to_work = serializers.BooleanField()
    needs_sponsorship = serializers.BooleanField(default=False)


class _Names(serializers.ListField):
    def __init__(self, most: int = 100, **kwargs: Any) -> None:
        child = serializers.CharField(max_length=200)
        super().__init__(child=child, max_length=most, required=False, default=list, **kwargs)


class PreferencesFieldsSerializer(serializers.Serializer[Any]):
    """What the person looks for."""

    titles = _Names(help_text="job titles")
    places = _Names(help_text="cities, regions or countries")
    remote = serializers.ChoiceField(["any", "remote", "hybrid", "on_site"], default="any")
    salary_floor = serializers.IntegerField(
        min_value=0, max_value=1_000_000_000, allow_null=True, default=None
    )
    salary_currency = serializers.RegexField(
        _CURRENCY, allow_blank=True, default="", help_text="ISO 4217"
    )
    salary_period = serializers.ChoiceField(["year", "month", "day", "hour"], default="year")
    countries = RightToWorkSerializer(many=True, required=False, default=list)
    employers_never = _Names(1000, help_text="employers that are never applied to")
    languages = _Names(help_text="languages of postings, as BCP 47 tags")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Make sure that a salary says in what money it is, and each country stands once."""
        if attrs["salary_floor"] is not None and not attrs["salary_currency"]:
            raise serializers.ValidationError(
                {"salary_currency": "Say in which currency, such as EUR."}, code="required"
            )
        named = [entry["country"] for entry in attrs["countries"]]
        if len(named) != len(set(named)):
            raise serializers.ValidationError(
                {"countries": "Name each country once."}, code="unique"
            )
        return attrs


class PreferencesSerializer(serializers.Serializer[Any]):
    """The preferences at one version of the profile."""

    version = serializers.IntegerField(required=False, min_value=0)
    preferences = PreferencesFieldsSerializer()
    updated_at = serializers.DateTimeField(read_only=True, allow_null=True)


class ProfileVersionSerializer(serializers.ModelSerializer[ProfileVersion]):
    """One change of résumé or preferences."""

    class Meta:
        model = ProfileVersion
        fields = ["id", "version", "part", "author", "created_at"]


def _expectation(request: Request, version: int | None) -> actions.Expectation:
    """Return which version the caller saw: If-Match before the body."""
    etag = request.headers.get("If-Match", "").strip()
    if not etag:
        return actions.Expectation(version)
    named = _ETAG.fullmatch(etag)
    if named is None:
        raise EtagMalformed('Send the ETag of the profile you read, such as "3".')
    return actions.Expectation(int(named[1]), by_header=True)


def _answer(view: actions.View, part: str) -> Response:
    content = getattr(view, part)
    if part == "preferences" and not content:
        content = _no_preferences()
    body = {"version": view.version, part: content, "updated_at": view.updated_at}
    return Response(body, headers={"ETag": f'"{view.version}"'})


def _no_preferences() -> dict[str, Any]:
    empty = PreferencesFieldsSerializer(data={})
    empty.is_valid(raise_exception=True)
    return dict(empty.validated_data)


class ProfileView(APIView):
    """The caller's résumé."""

    @extend_schema(
        operation_id="get_profile",
        summary="Show my profile",
        responses={200: ProfileSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return the newest version; an empty one at version 0 where there is none."""
        return _answer(actions.current(request.user.person), "resume")

    @extend_schema(
        operation_id="replace_profile",
        summary="Store the next version of my profile",
        description="412 or 409 where somebody changed the résumé after the version you name; "
        "428 where you name none and there is something to lose. Nothing is overwritten.",
        parameters=[_IF_MATCH],
        request=ProfileWriteSerializer,
        responses={200: ProfileSerializer},
    )
    def put(self, request: Request) -> Response:
        """Store a résumé as the next version."""
        body = ProfileWriteSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        expected = _expectation(request, body.validated_data.get("version"))
        resume = body.validated_data["resume"]
        part, at = ProfileVersion.Part.RESUME, timezone.now()
        view = actions.write(request.user.person, part, resume, expected=expected, at=at)
        return _answer(view, "resume")


class PreferencesView(APIView):
    """What the caller looks for."""

    @extend_schema(
        operation_id="get_preferences",
        summary="Show my job preferences",
        responses={200: PreferencesSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return the newest preferences."""
        return _answer(actions.current(request.user.person), "preferences")

    @extend_schema(
        operation_id="replace_preferences",
        summary="Store my job preferences",
        description="Versions work as for the profile.",
        parameters=[_IF_MATCH],
        request=PreferencesSerializer,
        responses={200: PreferencesSerializer},
    )
    def put(self, request: Request) -> Response:
        """Store preferences as the next version."""
        body = PreferencesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        expected = _expectation(request, body.validated_data.get("version"))
        kept = body.validated_data["preferences"]
        part, at = ProfileVersion.Part.PREFERENCES, timezone.now()
        view = actions.write(request.user.person, part, kept, expected=expected, at=at)
        return _answer(view, "preferences")


class VersionsView(HotListMixin, generics.ListAPIView[ProfileVersion]):
    """Every change of the caller's résumé and preferences, newest first."""

    serializer_class = ProfileVersionSerializer
    queryset = ProfileVersion.objects.none()
    row_fields = ("id", "version", "part", "author", "created_at")

    def get_queryset(self) -> Any:
        """Return what belongs to the caller."""
        return ProfileVersion.objects.filter(user_id=self.request.user.person)

    @extend_schema(operation_id="list_profile_versions", summary="List the versions of my profile")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one page."""
        return self.list(request)


class VersionView(APIView):
    """The caller's résumé as it was."""

    @extend_schema(
        operation_id="get_profile_version",
        summary="Show my profile as it was at a version",
        responses={200: ProfileSerializer},
    )
    def get(self, request: Request, version: int) -> Response:
        """Return the résumé of that version."""
        return _answer(actions.at_version(request.user.person, version), "resume")
