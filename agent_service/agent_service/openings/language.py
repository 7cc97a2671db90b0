"""Tells which of the supported languages a text is written in."""

import re


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a list that is written as running text."""
    return tuple(words.split())


#: Frequent short words that tell the languages apart.
COMMON_WORDS = {
    "en": frozenset(
        listed("the and of to in you we our with for are will is your as have this team by")
    ),
    "de": frozenset(
        listed("und der die das wir du sie mit für ein eine ist bei auf zu als von sind im")
    ),
    "fr": frozenset(
        listed("le la les et des de vous nous un une pour dans est avec votre sur du au")
    ),
    "es": frozenset(
        listed("el la los las y de que en un una para con por su es del al nuestro tu se")
    ),
}
#: The least share of such words in running text; names and lists stay below it.
LEAST = 0.06


def language_of(text: str, hint: str = "") -> str:
    """Return the two-letter language of ``text``, empty when it is none of the supported ones.

    Args:
        text: any text; the first 20,000 characters are looked at.
        hint: a language tag that comes with the text; it counts first.
    """
    given = hint.strip()[:2].lower()
    if given.isascii() and given.isalpha() and len(given) == 2:
        return given
    words = re.findall(r"[^\W\d_]+", text.casefold()[:20_000])
    shares = {
        language: sum(word in common for word in words) / (len(words) or 1)
        for language, common in COMMON_WORDS.items()
    }
    second, best = sorted(shares, key=lambda language: shares[language])[-2:]
    return best if shares[best] >= LEAST and shares[best] > shares[second] else ""
