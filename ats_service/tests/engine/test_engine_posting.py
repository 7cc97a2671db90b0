"""What a posting asks for is read from its words, and each fact quotes them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ats_service.engine.posting import analyse
from ats_service.engine.postings.facts import PostingFacts


def asking(*lines: str, nice: tuple[str, ...] = ()) -> PostingFacts:
    """Analyse a posting with these requirements and wishes."""
    wishes = "\nNice to have:\n" + "\n".join(f"- {one}" for one in nice) if nice else ""
    wanted = "\n".join(f"- {one}" for one in lines)
    return analyse(f"Backend Engineer\n\nRequirements:\n{wanted}\n{wishes}")


def saying(line: str) -> PostingFacts:
    """Analyse a posting that says something beside its requirements."""
    return analyse(f"Backend Engineer\n\n{line}\n\nRequirements:\n- Python\n")


def groups(facts: PostingFacts) -> dict[str, list[str]]:
    """Return the skills of each any-of group."""
    found: dict[str, list[str]] = {}
    for skill in facts.skills:
        found.setdefault(skill.any_of, []).append(skill.name)
    return found


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("5+ years of experience with Python", 5),
        ("At least three years of professional experience", 3),
        ("2-4 years of experience in a similar role", 2),
        ("Mindestens 5 Jahre Erfahrung mit Java", 5),
        ("3 ans d'expérience en développement", 3),
        ("Founded 12 years ago, we have experience", None),
        ("You are at least 18 years of age", None),
    ],
)
def test_years_of_experience_are_read(line: str, years: float | None) -> None:
    found = asking(line).min_years
    assert (found.value if found else None) == years
    assert found is None or found.quote == line


def test_the_largest_number_of_years_stands_for_the_role() -> None:
    facts = asking("5+ years of experience in software", "2+ years of experience with Python")
    assert facts.min_years is not None
    assert facts.min_years.value == 5
    assert [(skill.name, skill.min_years) for skill in facts.skills] == [("Python", 2)]


@pytest.mark.parametrize(
    ("line", "degree", "strength"),
    [
        ("Bachelor's degree in Computer Science", "bachelor", "required"),
        ("BS/MS in Computer Science or equivalent experience", "bachelor", "or_equivalent"),
        ("Master's degree preferred", "master", "preferred"),
        ("PhD in Statistics", "doctorate", "required"),
        ("High school diploma", "secondary", "required"),
        ("A bachelor's degree is not required", "bachelor", "not_required"),
    ],
)
def test_the_lowest_degree_that_qualifies_is_read(line: str, degree: str, strength: str) -> None:
    facts = asking(line)
    assert facts.degree is not None
    assert (facts.degree.value, facts.degree_strength) == (degree, strength)


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Salary: EUR 70,000 - 90,000 per year", (70000, 90000, "EUR", "year")),
        ("Pay range: $120k - $150k", (120000, 150000, "USD", "year")),
        ("Gehalt: 60.000 € bis 75.000 € im Jahr", (60000, 75000, "EUR", "year")),
        ("Pay: $25 - $32 per hour", (25, 32, "USD", "hour")),
        ("Salaire : 45 000 € à 55 000 €", (45000, 55000, "EUR", "year")),
    ],
)
def test_pay_is_read_with_currency_and_period(line: str, pay: tuple[Any, ...]) -> None:
    [found] = saying(line).salary
    assert (found.minimum, found.maximum, found.currency, found.period) == pay
    assert found.quote == line


@pytest.mark.parametrize(
    "line",
    [
        "A learning budget of EUR 1,000 - 2,000 per year",
        "You will own budgets of $500,000 - $900,000",
        "We raised $10 - $20 million",
        "We serve 70,000 - 90,000 customers",
    ],
)
def test_budgets_and_funding_are_no_pay(line: str) -> None:
    assert saying(line).salary == ()


@pytest.mark.parametrize(
    ("line", "workplace"),
    [
        ("Fully remote within Europe", "remote"),
        ("Hybrid: three days per week in the office", "hybrid"),
        ("Remote two days per week, else in the office", "hybrid"),
        ("This role is on-site in Leeds", "onsite"),
        ("We build remote sensing products", None),
    ],
)
def test_the_workplace_is_read(line: str, workplace: str | None) -> None:
    found = saying(line).workplace
    assert (found.value if found else None) == workplace


def test_spoken_languages_are_demanded_where_they_are_no_wish() -> None:
    facts = asking("Fluent German and English", "French is a plus", "We are a Polish company")
    assert [one.value for one in facts.languages] == ["German", "English"]


def test_alternatives_share_a_group_and_demands_stand_alone() -> None:
    facts = asking("PostgreSQL or MySQL", "Python and Django", "Kafka")
    named = groups(facts)
    assert set(named.pop("")) == {"Python", "Django", "Kafka"}
    assert list(named.values()) == [["PostgreSQL", "MySQL"]]


def test_two_groups_of_one_line_stay_apart() -> None:
    facts = asking("You know Python or Java. You used PostgreSQL or MySQL.")
    assert sorted(groups(facts).values()) == [["PostgreSQL", "MySQL"], ["Python", "Java"]]


def test_wishes_are_told_from_demands() -> None:
    facts = asking("Python", "Rust is a plus", nice=("Kubernetes",))
    assert {skill.name: skill.importance for skill in facts.skills} == {
        "Python": "required",
        "Rust": "nice",
        "Kubernetes": "nice",
    }


def test_a_skill_in_the_benefits_is_not_asked_for() -> None:
    facts = analyse("Engineer\n\nRequirements:\n- Python\n\nBenefits:\n- Kubernetes courses\n")
    assert [skill.name for skill in facts.skills] == ["Python"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("We are unable to offer visa sponsorship", "no_sponsorship"),
        ("We offer visa sponsorship", "offers_sponsorship"),
        ("You must be a U.S. citizen", "citizenship_required"),
        ("An active security clearance", "clearance_required"),
    ],
)
def test_the_right_to_work_is_read(line: str, value: str) -> None:
    found = asking(line).authorisation
    assert found is not None
    assert found.value == value


def test_html_is_read_as_it_is_seen() -> None:
    page = "<h1>Engineer</h1><script>Rust</script><h2>Requirements</h2><ul><li>Python</li></ul>"
    facts = analyse(page, html=True)
    assert [skill.name for skill in facts.skills] == ["Python"]
    assert facts.title is not None
    assert facts.title.value == "Engineer"


def test_an_empty_text_says_nothing() -> None:
    facts = analyse("").as_dict()
    assert not any(facts.values())


_WORDS = (
    "Requirements: - Python or Java 5 + years experience EUR 70,000 90,000 Bachelor's degree "
    "fluent German remote . ; \n \n Nice to have: hybrid citizen required sponsorship"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40).map(" ".join))
def test_every_quote_is_a_substring_of_the_text(text: str) -> None:
    facts = analyse(text)
    one: tuple[Any, ...] = (
        facts.title,
        facts.workplace,
        facts.min_years,
        facts.degree,
        facts.authorisation,
        facts.start,
        facts.deadline,
    )
    many: tuple[Any, ...] = (
        *facts.skills,
        *facts.salary,
        *facts.languages,
        *facts.licences,
        *facts.places,
        *facts.requests,
        *facts.signals,
    )
    assert [fact for fact in (*one, *many) if fact and fact.quote not in text] == []


@pytest.mark.parametrize(
    ("line", "start", "deadline"),
    [
        ("Apply by 2 June 2026", None, "2026-06-02"),
        ("Applications will be accepted until June 2, 2026.", None, "2026-06-02"),
        ("Bewerbungsfrist: 31.12.2026", None, "2026-12-31"),
        ("Closing date: 03/04/2026", None, "03/04/2026"),
        ("Starting date: September 2026", "2026-09", None),
        ("Eintrittsdatum: 01.09.2026", "2026-09-01", None),
        ("Wir suchen ab sofort Verstärkung", "immediately", None),
        ("Founded in June 2012", None, None),
    ],
)
def test_start_and_deadline_are_dates_beside_their_words(
    line: str, start: str | None, deadline: str | None
) -> None:
    facts = analyse(f"Nurse\n\n{line}\n")
    found = [fact.value if fact else None for fact in (facts.start, facts.deadline)]
    assert found == [start, deadline]


@pytest.mark.parametrize(
    ("line", "things"),
    [
        ("Please send your CV and a cover letter.", ["cover_letter"]),
        (
            "Bewerbung mit Anschreiben und Gehaltsvorstellung",
            ["cover_letter", "salary_expectation"],
        ),
        ("Include two references and a portfolio.", ["portfolio", "references"]),
        ("Our portfolio of products is large.", []),
    ],
)
def test_what_the_application_asks_for_is_read(line: str, things: list[str]) -> None:
    assert [fact.value for fact in analyse(f"Nurse\n\n{line}\n").requests] == things


@pytest.mark.parametrize(
    ("line", "signals"),
    [
        ("A registration fee of 50 dollars applies.", ["asks-for-money"]),
        ("Contact our manager on Telegram for the interview.", ["contact-by-messenger"]),
        ("Send a photo of your passport.", ["asks-for-identity"]),
        ("Earn $900 a day from home!", ["too-good"]),
        ("Join our talent pool.", ["no-opening"]),
        ("We design signal processing and gift boxes.", []),
    ],
)
def test_signs_of_a_bad_advert_are_quoted(line: str, signals: list[str]) -> None:
    found = analyse(f"Nurse\n\n{line}\n").signals
    assert [fact.value for fact in found] == signals
    assert all(fact.quote in line for fact in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Compétences requises\n- Espagnol courant et allemand (niveau B2)",
            ["Spanish", "German"],
        ),
        ("Requisitos\n- Dominio de francés y alemán", ["French", "German"]),
        ("Anforderungen\n- Verhandlungssichere Niederländischkenntnisse", ["Dutch"]),
        ("Requirements\n- You polish every written sentence", []),
    ],
)
def test_languages_are_known_by_their_names_in_other_languages(
    text: str, names: list[str]
) -> None:
    assert [one.value for one in analyse(text).languages] == names
