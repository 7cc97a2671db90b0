from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_service.openings.identity import TRACKING, canonical_url, keys, reference, soft_key

UUID = "0a1b2c3d-1111-4222-8333-444455556666"
GREENHOUSE = [
    "https://boards.greenhouse.io/acme/jobs/4001",
    "https://job-boards.greenhouse.io/acme/jobs/4001?gh_src=abc#app",
    "https://job-boards.greenhouse.io/Acme/jobs/4001/",
    "http://boards.greenhouse.io/embed/job_app?for=acme&token=4001",
    "https://boards-api.greenhouse.io/v1/boards/acme/jobs/4001?questions=true",
    "https://acme.example/careers?gh_jid=4001&utm_source=x",
    "https://www.acme.example/jobs/pump-engineer/?gh_jid=4001",
]
LEVER = [
    f"https://jobs.lever.co/acme/{UUID}",
    f"https://jobs.lever.co/acme/{UUID}/apply?lever-source=LinkedIn",
    f"https://api.lever.co/v0/postings/acme/{UUID}?mode=json",
    f"https://jobs.lever.co/Acme/{UUID.upper()}",
]
ASHBY = [
    f"https://jobs.ashbyhq.com/acme/{UUID}",
    f"https://jobs.ashbyhq.com/acme/{UUID}/application?utm_campaign=q",
    f"https://acme.example/jobs?ashby_jid={UUID}",
]


@pytest.mark.parametrize("addresses", [GREENHOUSE, LEVER, ASHBY])
def test_all_forms_of_an_address_share_a_key(addresses: list[str]) -> None:
    first = set(keys(addresses[0], "", "", []).exact)
    for address in addresses[1:]:
        assert first & set(keys(address, "", "", []).exact), address


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (
            "https://acme.wd5.myworkdayjobs.com/en-US/Careers/job/Berlin/Pump-Engineer_R-12345",
            "workday:acme:r-12345",
        ),
        (
            "https://acme.wd5.myworkdayjobs.com/Careers/job/Berlin/Pump-Engineer_R-12345-1/apply",
            "workday:acme:r-12345",
        ),
        (
            "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/job/Pump_JR1234567",
            "workday:acme:jr1234567",
        ),
        (
            "https://wd5.myworkdaysite.com/en-US/recruiting/acme/Careers/job/X/Pump_R123",
            "workday:acme:r123",
        ),
        (
            "https://jobs.smartrecruiters.com/Acme/743999912345678-pump-engineer",
            "smartrecruiters:acme:743999912345678",
        ),
        (
            "https://api.smartrecruiters.com/v1/companies/Acme/postings/743999912345678",
            "smartrecruiters:acme:743999912345678",
        ),
        ("https://apply.workable.com/acme/j/3F2A1B4C5D/apply/", "workable:acme:3f2a1b4c5d"),
        ("https://apply.workable.com/j/3F2A1B4C5D", "workable:*:3f2a1b4c5d"),
        ("https://acme.recruitee.com/o/pump-engineer/c/new", "recruitee:acme:pump-engineer"),
        ("https://acme.jobs.personio.de/job/123456?language=de", "personio:acme:123456"),
        ("https://acme.teamtailor.com/de/jobs/987654-pump-engineer", "teamtailor:acme:987654"),
        ("https://acme.bamboohr.com/careers/42", "bamboohr:acme:42"),
        ("https://acme.bamboohr.com/jobs/view.php?id=42", "bamboohr:acme:42"),
        ("https://careers-acme.icims.com/jobs/1234/pump-engineer/job", "icims:careers-acme:1234"),
        (
            "https://acme.taleo.net/careersection/2/jobdetail.ftl?job=123&lang=en",
            "taleo:acme:123",
        ),
        ("https://jobs.jobvite.com/acme/job/oAbC1fwX", "jobvite:acme:oAbC1fwX"),
        ("https://jobs.jobvite.com/careers/acme/job/oAbC1fwX", "jobvite:acme:oAbC1fwX"),
        (f"https://ats.rippling.com/en-GB/acme/jobs/{UUID}", f"rippling:acme:{UUID}"),
        ("https://acme.breezy.hr/p/1a2b3c4d5e6f-pump-engineer", "breezy:acme:1a2b3c4d5e6f"),
        (
            "https://career5.successfactors.eu/career?company=acme&career_job_req_id=77",
            "successfactors:acme:77",
        ),
        (
            "https://de.linkedin.com/jobs/view/pump-engineer-at-acme-3812345678",
            "linkedin:*:3812345678",
        ),
        ("https://uk.indeed.com/viewjob?jk=abc123&from=serp", "indeed:*:abc123"),
    ],
)
def test_every_known_board_gives_its_own_key(url: str, key: str) -> None:
    assert key in keys(url, "", "", []).exact


@pytest.mark.parametrize(
    "url",
    [
        "https://boards.greenhouse.io/acme",
        "https://jobs.lever.co/acme",
        "https://acme.example/jobs/4001",
        "https://greenhouse.io.evil.example/acme/jobs/1",
        "https://evil.example/boards.greenhouse.io/acme/jobs/1",
    ],
)
def test_other_pages_name_no_job_of_a_board(url: str) -> None:
    assert reference(url) is None


def test_two_jobs_share_nothing_exact() -> None:
    urls = ["https://acme.example/jobs?id=1", "https://acme.example/jobs?id=2", *GREENHOUSE[:1]]
    found = [set(keys(url, "Acme", "Engineer", ["Berlin"]).exact) for url in urls]
    assert not found[0] & found[1]
    assert not found[0] & found[2]


@given(
    names=st.lists(st.sampled_from([*sorted(TRACKING), "utm_source", "UTM_Medium"]), max_size=6),
    value=st.text(max_size=8),
    place=st.integers(0, 2),
)
def test_tracking_never_changes_the_address(names: list[str], value: str, place: int) -> None:
    kept = [("b", "2"), ("a", "1")]
    query = kept[:place] + [(name, value) for name in names] + kept[place:]
    url = f"https://Acme.example:443/jobs/7/?{urlencode(query)}#apply"
    assert canonical_url(url) == "https://acme.example/jobs/7?a=1&b=2"


@given(st.text(max_size=80))
def test_text_that_is_no_address_is_refused_or_made_canonical(text: str) -> None:
    try:
        found = canonical_url(text)
    except ValueError:
        return
    assert canonical_url(found) == found


def test_a_route_in_the_fragment_is_part_of_the_address() -> None:
    assert canonical_url("https://a.example/#/jobs/7").endswith("#/jobs/7")
    assert canonical_url("https://a.example/x#top") == "https://a.example/x"


def test_a_source_is_dropped_and_a_job_reference_is_kept() -> None:
    assert canonical_url("https://a.example/j?ref=newsletter") == "https://a.example/j"
    assert canonical_url("https://a.example/j?ref=REQ-7") == "https://a.example/j?ref=REQ-7"


@pytest.mark.parametrize("url", ["", "mailto:a@b.example", "/jobs/7", "file:///etc/passwd", "x"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        canonical_url(url)


def test_scheme_and_www_do_not_part_the_same_page() -> None:
    pages = ["http://www.a.example/j", "https://a.example/j/"]
    assert len({keys(page, "", "", []).exact for page in pages}) == 1


@pytest.mark.parametrize(
    ("employer", "title", "places"),
    [
        ("ACME GmbH", "Senior Engineer (m/w/d)", ["Berlin, Germany"]),
        ("Acme", "Sr. Engineer", ["Berlin"]),
        ("acme Inc.", "SENIOR  ENGINEER [all genders]", ["berlin, DE", "Berlin"]),
    ],
)
def test_the_soft_key_ignores_how_it_is_written(
    employer: str, title: str, places: list[str]
) -> None:
    assert soft_key(employer, title, places) == "soft:acme|senior engineer|berlin"


def test_the_soft_key_keeps_what_differs() -> None:
    assert soft_key("Acme", "C++ Engineer", []) != soft_key("Acme", "C Engineer", [])
    assert soft_key("Müller", "Ingenieur", []) == soft_key("MULLER", "ingenieur", [])
    assert soft_key("株式会社", "技術者", []) == "soft:株式会社|技術者|"
    assert soft_key("", "Engineer", ["Berlin"]) == ""
