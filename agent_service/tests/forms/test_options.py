"""One option or none: never the first."""

import pytest

from agent_service.forms.options import pick

PERMITTED = ["Yes, I am permitted", "No, I am not"]
RANGES = ["0-1 years", "2-5 years", "6-10 years", "10+ years"]
GENDERS = ["Male", "Female", "Decline To Self Identify"]
VETERAN = ["I am a veteran", "I don't wish to answer"]
COUNTRIES = ["Canada", "United States of America", "United States Minor Outlying Islands"]


@pytest.mark.parametrize(
    ("options", "wanted", "slot", "picked"),
    [
        (["Yes", "No"], "no", "sponsorship", "No"),
        (["N0", "Yes"], "No", "sponsorship", "N0"),
        (["Oui", "Non"], "Yes", "work_authorization", "Oui"),
        (PERMITTED, "Yes", "work_authorization", "Yes, I am permitted"),
        (["Yes, now", "Yes, later", "No"], "Yes", "sponsorship", None),
        (["Citizen", "Permanent resident"], "Yes", "work_authorization", None),
        (COUNTRIES, "United States", "country", "United States of America"),
        (["United States +1", "Canada +1"], "United States", "phone_country", "United States +1"),
        (["Deutschland", "Österreich"], "Germany", "country", "Deutschland"),
        (["TX", "CA"], "Texas", "region", "TX"),
        (RANGES, "8", "years_experience", "6-10 years"),
        (["1-5", "5-10"], "5", "years_experience", None),
        (GENDERS, "decline", "gender", "Decline To Self Identify"),
        (VETERAN, "decline", "veteran", "I don't wish to answer"),
        (["Male", "Female"], "decline", "gender", None),
        (["College - Bachelor of Science", "College - Master of Science"], "Bachelor's Degree",
         "degree", "College - Bachelor of Science"),
        (["Corporate Website", "LinkedIn"], "Company website", "source", "Corporate Website"),
        (["LinkedIn", "Other"], "Company website", "source", None),
        (["Austin, Texas, United States", "Austin, Minnesota, United States"],
         "Austin, Texas, United States", "location", "Austin, Texas, United States"),
        (["Immediate", "2 weeks", "1 month"], "2 weeks", "notice_period", "2 weeks"),
        (["sofort", "2 Wochen", "4 Wochen"], "2 weeks", "notice_period", "2 Wochen"),
        (["1 week", "Two weeks"], "2 weeks", "notice_period", "Two weeks"),
        (["2 weken", "1 maand"], "2 weeks", "notice_period", "2 weken"),
        (["LinkedIn", "Bedrijfswebsite"], "Company website", "source", "Bedrijfswebsite"),
        (["Immediately", "Within 2 weeks"], "2 weeks", "available_from", "Within 2 weeks"),
        (["Less than 2 weeks", "1 month"], "2 weeks", "notice_period", None),
        (["bis 3 Jahre", "mehr als 5 Jahre"], "8", "years_experience", "mehr als 5 Jahre"),
        (["Menos de 2 años", "De 5 a 10 años"], "8", "years_experience", "De 5 a 10 años"),
        (["up to 3 years", "more than 7 years"], "8", "skill_years", "more than 7 years"),
        (["Up to 10%", "Up to 25%", "Up to 50%"], "25", "travel", "Up to 25%"),
        (["EUR", "USD"], "85000 USD per year", "salary_currency", "USD"),
        (["$ CAD", "$ USD"], "85000 USD per year", "salary_currency", "$ USD"),
        (["per hour", "per year"], "85000 USD per year", "salary_period", "per year"),
        (["per hour", "per year"], "85000 USD", "salary_period", None),
        (["+86", "+1"], "United States", "phone_country", "+1"),
        (["I am 16 or 17", "I'm 18 or older"], "Yes", "over_18", "I'm 18 or older"),
        (["Yep", "Nope"], "No", "work_authorization", "Nope"),
        (["Job board", "Acme Careers Website", "Internal Career Section"], "Company website",
         "source", "Acme Careers Website"),
        (["Home", "Cell"], "Mobile", "phone_type", "Cell"),
        (["Básico", "Nativo"], "Native", "language_level", "Nativo"),
        (["Austin, TX, US", "Austin, MN, US"], "Austin, Texas, United States", "location",
         "Austin, TX, US"),
        (["Sí", "No"], "Yes", "travel", "Sí"),
        (["Works for me", "I need to be remote"], "Yes", "hybrid", "Works for me"),
        (["I accept", "I do not accept"], "No", "consent_terms", "I do not accept"),
        (["Not at all", "Some", "Fluent"], "None", "language_level", "Not at all"),
        ([], "Yes", "sponsorship", None),
    ],
)  # fmt: skip
def test_an_option_is_picked_by_meaning(
    options: list[str], wanted: str, slot: str, picked: str | None
) -> None:
    assert pick(options, wanted, slot, country="US") == picked
