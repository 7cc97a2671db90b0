"""The positions that the practice employer offers when nobody gave it others."""

from __future__ import annotations

from agent_service.practice.store import Store

BOARD = "practice"  # the board's token in the public feed

_FIRST = (
    (
        "Backend Engineer",
        "Tidewater Freight",
        "Hamburg, Germany",
        """Tidewater Freight plans container transport between ports and inland terminals.

What you will do
- Design and run Python services that plan 40,000 container moves a day
- Own PostgreSQL schemas and the queries that the planners wait for
- Take part in the on-call rota, one week in six

What we look for
- At least 4 years of professional experience with Python
- Good knowledge of PostgreSQL and of one message broker (RabbitMQ, Kafka)
- Experience with Django or FastAPI
- Fluent English; German is a plus

What we offer
- 70,000 to 85,000 EUR a year, 30 days of leave
- Two days a week at home""",
    ),
    (
        "Data Analyst",
        "Larkspur Health",
        "Austin, Texas, United States",
        """Larkspur Health runs 22 clinics and wants to know how long its patients wait, and why.

Responsibilities
- Build reports on waiting times, staffing and cost
- Answer the clinics' questions with SQL, and explain the answer in plain words
- Keep the definitions of our measures in one place

Requirements
- 2 years or more as an analyst
- SQL, and Python or R
- Experience with a dashboard tool such as Power BI, Tableau or Metabase
- Bachelor's degree in a quantitative field, or equivalent experience

Hybrid: three days a week in the Austin office. 78,000 to 92,000 USD a year.""",
    ),
    (
        "Customer Support Lead",
        "Quarry Lane Software",
        "Remote, United Kingdom",
        """Quarry Lane makes scheduling software for small workshops. Support is five people.

The job
- Lead the support team: rota, coaching, quality of answers
- Handle the hard tickets yourself
- Tell product what hurts customers most, with numbers

You bring
- 3 years in customer support for a software product, 1 of them leading people
- Clear, friendly written English
- Experience with Zendesk, Intercom or a similar tool

Remote within the United Kingdom; 42,000 to 48,000 GBP a year.""",
    ),
)


def publish_first(store: Store, *, at: str) -> None:
    """Offer the first positions, unless there are any already."""
    if store.postings():
        return
    for title, company, location, text in _FIRST:
        store.publish(
            title=title,
            company=company,
            location=location,
            country=country_of(location),
            text=text,
            at=at,
        )


def country_of(location: str) -> str:
    """Return the last part of a place, which by custom is its country."""
    return location.rsplit(",", 1)[-1].strip()
