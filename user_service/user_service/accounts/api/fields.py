"""Fields that several requests about accounts share."""

import re
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from common.text import clean

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


class AddressField(serializers.EmailField):
    """An e-mail address, in lower case as it is the login."""

    def __init__(self, **kwargs: Any) -> None:
        """Take at most what SMTP takes."""
        super().__init__(max_length=254, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the address in lower case."""
        return str(super().to_internal_value(data)).lower()


class NewPasswordField(serializers.CharField):
    """A password to be set; its strength is judged with the account's data."""

    def __init__(self, **kwargs: Any) -> None:
        """Keep blanks at its ends; refuse lengths that only cost hashing time."""
        super().__init__(
            min_length=8, max_length=128, trim_whitespace=False, write_only=True, **kwargs
        )


class PasswordField(serializers.CharField):
    """A password that is compared."""

    def __init__(self, **kwargs: Any) -> None:
        """Keep blanks at its ends."""
        super().__init__(max_length=128, trim_whitespace=False, write_only=True, **kwargs)


class CodeField(serializers.CharField):
    """A code from a mail."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the code with or without its hyphens."""
        super().__init__(max_length=64, write_only=True, **kwargs)


class NameField(serializers.CharField):
    """A person's name on one line."""

    def __init__(self, **kwargs: Any) -> None:
        """Allow no name at all."""
        super().__init__(max_length=200, allow_blank=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the name without line ends and control characters."""
        return " ".join(clean(str(super().to_internal_value(data))).split())


class ZoneField(serializers.CharField):
    """An IANA time zone."""

    def __init__(self, **kwargs: Any) -> None:
        """Show how zones look."""
        super().__init__(max_length=64, help_text="IANA, such as Europe/Berlin", **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the zone if there is one of that name."""
        zone = str(super().to_internal_value(data))
        if zone not in _zones():
            raise serializers.ValidationError(
                "Choose an IANA time zone, such as Europe/Berlin.", code="unknown-zone"
            )
        return zone


class LanguageField(serializers.CharField):
    """A language tag."""

    def __init__(self, **kwargs: Any) -> None:
        """Show how tags look."""
        super().__init__(max_length=35, help_text="BCP 47, such as en or pt-BR", **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the tag if it is formed like one."""
        tag = str(super().to_internal_value(data))
        if not _LANGUAGE.fullmatch(tag):
            raise serializers.ValidationError(
                "Give a BCP 47 language tag, such as en or pt-BR.", code="malformed-language"
            )
        return tag


class ToldSerializer(serializers.Serializer[Any]):
    """A sentence that says what happens next."""

    detail = serializers.CharField(read_only=True)


class PairSerializer(serializers.Serializer[Any]):
    """Tokens of one sign-in."""

    access = serializers.CharField(read_only=True, help_text="send as Authorization: Bearer")
    refresh = serializers.CharField(read_only=True, help_text="good once, for a new pair")
    token_type = serializers.CharField(read_only=True, default="Bearer")
    expires_in = serializers.IntegerField(read_only=True, help_text="seconds")
