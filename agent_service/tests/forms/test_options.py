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
        ([], "Yes", "sponsorship", None),
    ],
)  # fmt: skip
def test_an_option_is_picked_by_meaning(
    options: list[str], wanted: str, slot: str, picked: str | None
) -> None:
    assert pick(options, wanted, slot, country="US") == picked
