"""Posting analysis: text or HTML to facts, each with its quote.

The text is cut into lines with their section once (`postings.sections`); a module for each fact
reads them, and what the board states beside the text. A quote always is a part of the text.
"""

from __future__ import annotations

from ats_service.engine.language import language_of
from ats_service.engine.postings.degree import degree_asked
from ats_service.engine.postings.employment import employment_of
from ats_service.engine.postings.facts import Fact, PostingFacts
from ats_service.engine.postings.languages import languages_asked
from ats_service.engine.postings.moments import deadline_of, start_of
from ats_service.engine.postings.page import visible
from ats_service.engine.postings.permits import authorisation, licences_asked
from ats_service.engine.postings.places import places_of
from ats_service.engine.postings.requests import requests_of
from ats_service.engine.postings.salary import salary_of
from ats_service.engine.postings.sections import lines_of
from ats_service.engine.postings.signals import signals_of
from ats_service.engine.postings.stated import Stated, stated_in
from ats_service.engine.postings.title import seniority_of, title_of
from ats_service.engine.postings.wanted import skills_asked
from ats_service.engine.postings.workplace import workplace_of
from ats_service.engine.postings.years import years_asked

__all__ = ["Stated", "analyse", "stated_in"]

_LONGEST = 200_000


def analyse(text: str, *, html: bool = False, stated: Stated | None = None) -> PostingFacts:
    """Return what a posting says and asks for; an empty text says nothing.

    Args:
        text: the posting, at most 200,000 characters are read.
        html: the text is HTML.
        stated: what the board says beside the text; the text wins where it says more.
    """
    if html:
        text = visible(text)
    lines, stated = lines_of(text[:_LONGEST]), stated or Stated()
    title = Fact(stated.title, stated.title) if stated.title else title_of(lines)
    degree, strength = degree_asked(lines)
    employment_type = employment_of(lines, stated)
    return PostingFacts(
        title=title,
        seniority=seniority_of(title, employment_type),
        employer=Fact(stated.employer, stated.employer) if stated.employer else None,
        places=tuple(places_of(lines, stated)),
        workplace=workplace_of(lines, stated),
        employment_type=employment_type,
        salary=tuple(salary_of(lines, stated)),
        skills=tuple(skills_asked(lines)),
        min_years=years_asked(lines),
        degree=degree,
        degree_strength=strength,
        languages=tuple(languages_asked(lines)),
        licences=tuple(licences_asked(lines)),
        authorisation=authorisation(lines),
        language=language_of(text),
        start=start_of(lines),
        deadline=deadline_of(lines),
        requests=tuple(requests_of(lines)),
        signals=tuple(signals_of(lines)),
    )
