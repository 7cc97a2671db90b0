"""Decides what may be said: a sentence about the person rests on facts, whole, or is refused.

The rule is one and holds for the templates and for a language model alike. Take a sentence, cross
out every cited fact word for word; what is left may only be words of the closed list of its
language. So no number, name, skill, employer, date or degree can come in from anywhere else, least
of all from the posting, and no word such as "not", "first" or "many" can change what a fact says.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from agent_service.writing.documents import Text
from agent_service.writing.facts import DATES, Fact, Facts
from agent_service.writing.wording import Wording, tokens
from common.errors import ServiceError

#: Facts that name members of a list may be joined over the list's entries.
LISTS = frozenset(
    [
        "skills.name",
        "skills.keywords",
        "languages.language",
        "interests.name",
        "interests.keywords",
    ]
)
#: Sections in which something goes on or has ended, so that the tense is a claim.
TIMED = ("/work/", "/volunteer/", "/education/", "/projects/")
#: Fields that hold an address on the web.
ADDRESSES = frozenset({"url", "website"})
#: Punctuation that asserts nothing.
HARMLESS = frozenset(" \t\n.,;:!?()[]\"'’‘“”„«»·•|/–—-\u00a0\u202f")


class NotGrounded(ServiceError):
    """A sentence says more than its facts; ``sentence`` and ``why`` tell which and what."""

    status, code, title = 422, "not-grounded", "A sentence says more than the facts do"

    def __init__(self, sentence: str, why: str) -> None:
        """Keep the sentence and the reason."""
        super().__init__(f"{why}: {sentence!r}")
        self.sentence = sentence
        self.why = why


def check(
    sentences: Iterable[Text], facts: Facts, posting: Mapping[str, Any], wording: Wording
) -> None:
    """Pass when every sentence is grounded.

    Args:
        sentences: what is to be said, in any order.
        facts: everything the person gave.
        posting: ``title``, ``employer`` and ``text``; named in forms of address only.
        wording: the closed lists of the document's language.

    Raises:
        NotGrounded: the first sentence that is not, and why.
    """
    addresses = frozenset(address_texts(posting, wording).values())
    fixed = {
        "connective": frozenset(wording.connective.values()),
        "heading": frozenset(wording.headings.values()),
        "address": addresses,
    }
    for sentence in sentences:
        if sentence.kind != "claim":
            if sentence.text not in fixed[sentence.kind]:
                raise NotGrounded(sentence.text, f"not in the closed list of {sentence.kind}s")
            if sentence.facts:
                raise NotGrounded(
                    sentence.text, f"a {sentence.kind} states nothing, so it cites nothing"
                )
        else:
            _check_claim(sentence, facts, posting, wording)


def address_texts(posting: Mapping[str, Any], wording: Wording) -> dict[str, str]:
    """Return the forms of address for this posting, by name.

    Employer and title come from the posting, which is nobody's evidence: one that reads like
    sentences ("Engineer. I have won prizes") is left out and the general form is used.
    """
    employer, title = (_plain(posting.get(name)) for name in ("employer", "title"))
    forms = wording.address

    def pick(name: str, *, with_title: bool = False, with_employer: bool = False) -> str:
        """Return the fullest form that the posting can fill."""
        if with_title and with_employer and title and employer:
            return forms[name].format(title=title, employer=employer)
        if with_title and title:
            return forms.get(f"{name}_title", forms[name]).format(title=title)
        if with_employer and employer:
            return forms.get(f"{name}_employer", forms[name]).format(employer=employer)
        return forms[f"{name}_unknown"]

    return {
        "salutation": pick("salutation", with_employer=True),
        "subject": pick("subject", with_title=True),
        "opening": pick("opening", with_title=True, with_employer=True),
        "closing": forms["closing"],
    }


def _plain(value: Any) -> str:
    """Return a name from the posting, empty when it is too long or reads like sentences."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    sentence_like = re.search(r"[!?;]\s|[^\W\d]{3,}\.\s+\w|[{}<>]", text)
    return "" if len(text) > 120 or sentence_like else text


def _check_claim(
    sentence: Text, facts: Facts, posting: Mapping[str, Any], wording: Wording
) -> None:
    """Pass when one claim says its facts and nothing else."""
    cited = _cited(sentence, facts)
    left = _without(sentence.text, cited, wording)
    goes_on = any(fact.kind.endswith(".present") for fact in cited)
    words = set(tokens(left))
    if strange := [char for char in left if not char.isalnum() and char not in HARMLESS]:
        raise NotGrounded(sentence.text, f"no cited fact has the sign {strange[0]!r}")
    if unknown := sorted(words - wording.glue - (wording.present_words if goes_on else set())):
        raise NotGrounded(sentence.text, f"no cited fact says {', '.join(unknown)}")
    timed = any(fact.entry.startswith(TIMED) for fact in cited)
    if timed and not goes_on and (words & wording.present_words):
        raise NotGrounded(sentence.text, "no cited fact says that this goes on")
    if words & wording.posting_words:
        _check_posting_names(sentence, cited, posting)


def _cited(sentence: Text, facts: Facts) -> list[Fact]:
    """Return the facts that a claim cites; they exist and may stand in one sentence."""
    if not sentence.facts:
        raise NotGrounded(sentence.text, "states something and cites nothing")
    if missing := [one for one in sentence.facts if one not in facts]:
        raise NotGrounded(sentence.text, f"cites {missing[0]}, which the person never gave")
    cited = [facts[one] for one in sentence.facts]
    entries = {fact.entry for fact in cited}
    listed = all(fact.kind in LISTS for fact in cited)
    sections = {entry.split("/")[1] for entry in entries}
    if len(entries) > 1 and not (listed and len(sections) == 1):
        raise NotGrounded(sentence.text, "joins facts that do not belong together")
    return cited


def _without(text: str, cited: list[Fact], wording: Wording) -> str:
    """Return ``text`` with every cited fact crossed out.

    Raises:
        NotGrounded: a cited fact is not said word for word, or an end comes before its start.
    """
    left, found = text, {}
    for fact in sorted(cited, key=lambda fact: -len(fact.text)):
        match = next((m for form in _forms(fact, wording) if (m := _find(form, text))), None)
        if match is None:
            raise NotGrounded(text, f"does not say {fact.text!r}, which it cites")
        found[fact.kind.rsplit(".", 1)[-1]] = match.start()
        for form in _forms(fact, wording):
            left = _pattern(form).sub(" ", left)
    if found.get("startDate", 0) > found.get("endDate", len(text)):
        raise NotGrounded(text, "puts the end before the start")
    return left


def _forms(fact: Fact, wording: Wording) -> list[str]:
    """Return the ways in which a fact may be written, fullest first."""
    if fact.kind.endswith(".present"):
        return sorted(wording.present_words | {wording.present}, key=len, reverse=True)
    if fact.kind.rsplit(".", 1)[-1] in DATES:
        iso = fact.text
        return [iso, wording.month(iso), wording.month(iso, short=True)]
    if fact.kind.rsplit(".", 1)[-1] in ADDRESSES:
        return [fact.text, shown_address(fact.text)]
    return [fact.text]


def shown_address(url: str) -> str:
    """Return an address on the web as it is printed: without scheme, ``www.`` and last slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/") or url


def _find(form: str, text: str) -> re.Match[str] | None:
    """Return where ``text`` says ``form`` as whole words, whatever its case."""
    return _pattern(form).search(text)


def _pattern(form: str) -> re.Pattern[str]:
    """Return a pattern for ``form`` as whole words; a full stop at its end may be missing."""
    core = r"\s+".join(re.escape(part) for part in form.rstrip(".;, ").split()) or re.escape(form)
    before = r"(?<![^\W_])" if form[:1].isalnum() else ""
    after = r"(?![^\W_]|[+#])" if core[-1:].isalnum() else r"(?![^\W_])"
    return re.compile(before + core + after, re.IGNORECASE)


def _check_posting_names(sentence: Text, cited: list[Fact], posting: Mapping[str, Any]) -> None:
    """Pass when the posting names every fact that the sentence says it names."""
    text = posting.get("text")
    for fact in cited:
        if not (isinstance(text, str) and _find(fact.text, text)):
            raise NotGrounded(sentence.text, f"the posting does not name {fact.text!r}")
