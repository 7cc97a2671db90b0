"""Résumés as PDF, each with words of its own."""

from typing import Any

import httpx2
import typst
from person import Person

_PAGE = """
= Amara Lindqvist
amara\\@example.org, Berlin, {mark}
== Experience
#for year in range(2008, 2024) [
=== Backend Engineer, Harbour {mark} #year
#lorem(60)
- Built services in Python and SQL for ports
- Led a team of #(year - 2005) engineers
]
== Education
MSc Computer Science, Lund University, 2007
== Skills
Python, SQL, Django, PostgreSQL, Kubernetes
"""


def pdf(mark: str) -> bytes:
    """Return a résumé of three pages; ``mark`` makes it differ from the others."""
    found: bytes = typst.compile(_PAGE.format(mark=mark).encode())
    return found


def upload(person: Person, content: bytes) -> Any:
    """Upload a résumé over a connection of its own."""
    with httpx2.Client(base_url=person.http.base_url, timeout=60, trust_env=False) as http:
        answer = http.post(
            "/users/documents/",
            files={"file": ("resume.pdf", content), "kind": (None, "resume")},
            headers={"Authorization": f"Bearer {person.tokens['access']}"},
        )
    return answer.raise_for_status().json()
