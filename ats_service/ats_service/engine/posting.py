"""Posting analysis: text or HTML to facts, each with its quote."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from ats_service.engine.language import language_of
from ats_service.engine.postings import demands, terms
from ats_service.engine.postings.facts import PostingFacts
from ats_service.engine.postings.sections import lines_of

_LONGEST = 200_000


def analyse(text: str, *, html: bool = False) -> PostingFacts:
    """Return what a posting says and asks for; an empty text says nothing.

    Args:
        text: the posting, at most 200,000 characters are read.
        html: the text is HTML.
    """
    if html:
        text = _visible(text)
    lines = lines_of(text[:_LONGEST])
    title = terms.title_of(lines)
    degree, strength = demands.degree_asked(lines)
    return PostingFacts(
        title=title,
        seniority=terms.seniority_of(title),
        employer=None,
        places=tuple(terms.places_of(lines)),
        workplace=terms.workplace_of(lines),
        employment_type=terms.employment_of(lines),
        salary=tuple(terms.salary_of(lines)),
        skills=tuple(demands.skills_asked(lines)),
        min_years=demands.years_asked(lines),
        degree=degree,
        degree_strength=strength,
        languages=tuple(demands.languages_asked(lines)),
        licences=tuple(demands.licences_asked(lines)),
        authorisation=demands.authorisation(lines),
        language=language_of(text),
    )


def _visible(html: str) -> str:
    """Return the text of HTML, one block a line."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "template", "noscript"])
    return tree.body.text(separator="\n", strip=True) if tree.body else ""
