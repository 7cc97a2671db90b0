"""How templates show moments and days: as the reader's language writes them."""

from datetime import date, datetime

from django.template import Library
from django.utils import translation
from django.utils.formats import date_format

from notification_service.messages.languages import words_of

register = Library()


@register.filter
def moment(value: datetime) -> str:
    """Return day, time and zone, such as ``2 March 2026, 13:00 CET``."""
    return _shown(value, "moment")


@register.filter
def day(value: date) -> str:
    """Return the day, such as ``2 March 2026``."""
    return _shown(value, "day")


@register.filter
def percent(value: float) -> str:
    """Return a share of 0 to 1 as a whole percentage, such as ``82%``."""
    return words_of(translation.get_language() or "en")["percent"].format(round(value * 100))


def _shown(value: date | str, form: str) -> str:
    if isinstance(value, str):
        value = date.fromisoformat(value)
    words = words_of(translation.get_language() or "en")
    first = value.day == 1 and words.get("first_of_month", "")
    pattern = words[form].replace("j", first, 1) if first else words[form]
    return date_format(value, pattern, use_l10n=False)
