from datetime import date
from typing import Any

import pytest

from agent_service.writing.facts import Facts, facts_of

AT = date(2026, 11, 23)


@pytest.fixture
def profile() -> dict[str, Any]:
    return {
        "basics": {
            "name": "Ada Brandt",
            "label": "Backend engineer",
            "email": "ada@example.org",
            "phone": "+49 30 1234567",
            "url": "https://www.ada.example.org/",
            "summary": "Backend engineer who likes small teams and clear writing.",
            "location": {"city": "Berlin", "country": "Germany", "countryCode": "DE"},
            "profiles": [{"network": "GitHub", "url": "https://github.com/ada"}],
        },
        "work": [
            {
                "name": "Fennel Health",
                "position": "Software Engineer",
                "startDate": "2018-07",
                "endDate": "2021-02",
                "highlights": [
                    "Built claims APIs in Django used by 60 clinics",
                    "Contract tests: removed a weekly release freeze",
                ],
            },
            {
                "name": "Brightwater",
                "position": "Senior Software Engineer",
                "location": "Berlin",
                "startDate": "2021-03",
                "summary": "Owned the routing platform.",
                "highlights": [
                    "Cut planning time from 40 to 6 minutes for 4,000 vehicles",
                    "Designed an event pipeline on PostgreSQL and Kafka.",
                ],
            },
        ],
        "education": [
            {
                "institution": "TU Berlin",
                "area": "Computer Science",
                "studyType": "BSc",
                "startDate": "2014-10",
                "endDate": "2018-05",
                "score": "1.7",
            }
        ],
        "skills": [
            {"name": "Languages", "keywords": ["Python", "Go", "C++"]},
            {"name": "Kafka"},
        ],
        "languages": [
            {"language": "German", "fluency": "Native"},
            {"language": "Swedish", "fluency": "None"},
        ],
        "projects": [
            {"name": "tinyqueue", "description": "A job queue.", "url": "https://example.org/q"}
        ],
    }


@pytest.fixture
def facts(profile: dict[str, Any]) -> Facts:
    return facts_of(profile)


@pytest.fixture
def posting() -> dict[str, Any]:
    return {
        "title": "Staff Engineer",
        "employer": "Northwind Robotics",
        "language": "en",
        "text": "We need Python, Kafka, Rust and 12 years of Kubernetes. German is welcome.",
    }
