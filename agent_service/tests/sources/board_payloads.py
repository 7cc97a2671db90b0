"""Payloads in the shape of each board's documentation, written for these tests."""

import html
import json
from typing import Any

BODY = "<p>We build&nbsp;pumps &amp; valves.</p><ul><li>Python</li><li>SQL</li></ul>"
TEXT = "We build pumps & valves.\n\n- Python\n- SQL"
UUID = "0a1b2c3d-1111-4222-8333-444455556666"

GREENHOUSE_JOB: dict[str, Any] = {
    "id": 4001,
    "title": "Pump Engineer",
    "company_name": "Acme ",
    "absolute_url": "https://job-boards.greenhouse.io/acme/jobs/4001?gh_src=x",
    "location": {"name": "Berlin | Remote, Germany"},
    "metadata": [{"name": "Location Type", "value": "Hybrid"}],
    "content": html.escape(BODY),
    "language": "en",
    "first_published": "2026-07-16T11:55:32-04:00",
    "application_deadline": "2026-12-31",
    "pay_input_ranges": [
        {"min_cents": 6000000, "max_cents": 8000050, "currency_type": "EUR", "title": "Annual pay"}
    ],
    "questions": [
        {
            "label": "Resume/CV",
            "required": True,
            "fields": [
                {"name": "resume", "type": "input_file", "values": []},
                {"name": "resume_text", "type": "textarea", "values": []},
            ],
        },
        {
            "label": "Do you need a visa?",
            "required": True,
            "description": "&lt;p&gt;For &lt;b&gt;Germany&lt;/b&gt;&lt;/p&gt;",
            "fields": [
                {
                    "name": "question_1",
                    "type": "multi_value_single_select",
                    "values": [{"label": "Yes", "value": 1}, {"label": "No", "value": 0}],
                }
            ],
        },
    ],
    "location_questions": [
        {
            "label": "Location",
            "required": False,
            "fields": [{"name": "location", "type": "input_text"}],
        }
    ],
    "demographic_questions": {
        "questions": [
            {
                "id": 7,
                "label": "Gender",
                "required": False,
                "type": "multi_value_single_select",
                "answer_options": [{"id": 1, "label": "Decline"}],
            }
        ]
    },
    "data_compliance": [
        {
            "type": "gdpr",
            "requires_processing_consent": True,
            "requires_retention_consent": False,
        }
    ],
}

LEVER_JOB: dict[str, Any] = {
    "id": UUID,
    "text": "Pump Engineer",
    "hostedUrl": f"https://jobs.lever.co/acme-pumps/{UUID}",
    "applyUrl": f"https://jobs.lever.co/acme-pumps/{UUID}/apply",
    "createdAt": 1764205361939,
    "workplaceType": "remote",
    "categories": {
        "location": "Berlin",
        "allLocations": ["Berlin", "Paris"],
        "commitment": "Full-time",
    },
    "description": "<div>AcmePumps builds pumps.</div>",
    "descriptionPlain": "AcmePumps builds pumps.",
    "lists": [
        {"text": "Requirements & more", "content": "<li>Python</li><li>SQL</li>"},
        {"text": "Nice", "content": "<li>Rust</li>"},
    ],
    "salaryDescriptionPlain": "We pay on time.",
    "additional": "<p>Equal opportunity.</p>",
    "salaryRange": {"min": 50000, "max": 60000, "currency": "EUR", "interval": "per-year-salary"},
}

ASHBY_JOB: dict[str, Any] = {
    "id": UUID,
    "title": " Pump Engineer ",
    "jobUrl": f"https://jobs.ashbyhq.com/AcmePumps/{UUID}",
    "applyUrl": f"https://jobs.ashbyhq.com/AcmePumps/{UUID}/application",
    "location": "Berlin",
    "secondaryLocations": [{"location": "Paris"}, {"location": None}],
    "employmentType": "FullTime",
    "isRemote": True,
    "isListed": True,
    "workplaceType": "Hybrid",
    "publishedAt": "2026-04-20T22:43:56.531+00:00",
    "descriptionHtml": BODY,
    "compensation": {
        "compensationTierSummary": "€50K – €60K • Offers Equity",
        "summaryComponents": [
            {"compensationType": "EquityPercentage", "minValue": 1, "maxValue": 2},
            {
                "compensationType": "Salary",
                "interval": "1 YEAR",
                "currencyCode": "EUR",
                "minValue": 50000,
                "maxValue": 60000,
            },
        ],
    },
}

#: board -> (address of the job, payload of the job, payload of the board)
BOARDS: dict[str, tuple[str, Any, Any]] = {
    "greenhouse": (
        "https://boards.greenhouse.io/acme/jobs/4001",
        GREENHOUSE_JOB,
        {"jobs": [GREENHOUSE_JOB]},
    ),
    "lever": (f"https://jobs.lever.co/acme-pumps/{UUID}", LEVER_JOB, [LEVER_JOB]),
    "ashby": (
        f"https://jobs.ashbyhq.com/AcmePumps/{UUID}",
        {"jobs": [ASHBY_JOB]},
        {"jobs": [ASHBY_JOB]},
    ),
}


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()
