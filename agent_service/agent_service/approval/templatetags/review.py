"""What the templates of the review pages say, in the language of the page."""

from datetime import date
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString

from agent_service.approval import words

register = Library()


@register.simple_tag
def say(english: str, one: str = "", **shown: Any) -> SafeString:
    """Return words of the page; ``one`` is said instead where ``count`` is 1."""
    return words.say(one if one and shown.get("count") == 1 else english, **shown)


@register.simple_tag
def language() -> str:
    """Return the language that the page is in, as HTML names it."""
    return words.spoken()


@register.filter
def told(sentence: str, code: str = "") -> SafeString:
    """Return a sentence that a row holds; its ``code`` serves where the sentence is unknown."""
    return words.told(sentence, code)


@register.filter
def state(value: str) -> SafeString:
    """Return a state of an application in words."""
    return words.told(value.replace("_", " "))


@register.filter
def day(value: date) -> str:
    """Return a day such as ``2 March 2026``."""
    return words.written(value, "day")


@register.filter
def moment(value: date) -> str:
    """Return a day and time such as ``2 March 2026, 13:00 UTC``."""
    return words.written(value, "moment")


@register.filter
def minute(value: date) -> str:
    """Return a time of a day of this year, such as ``2 Mar, 13:00``."""
    return words.written(value, "minute")
