"""What options, answers and countries are called in Polish, Italian, Portuguese and the like."""

from pathlib import Path

import pytest
from form_controls import control

from agent_service.forms import bank, places
from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, Document, JobContext, StandingAnswer
from agent_service.forms.options import pick
from agent_service.forms.slots import kind_of_question, slot_of
from agent_service.forms.words import fold, in_days, month_number, span_in_days

NOTICE = ("Brak", "2 tygodnie", "1 miesiąc", "3 miesiące")
LEVELS = ("Podstawowa", "Średniozaawansowana", "Zaawansowana", "Język ojczysty")
STUDIES = (
    "Średnie",
    "Wyższe I stopnia (licencjat / inżynier)",
    "Wyższe II stopnia (magister)",
    "Doktorat",
)
BACHELOR = "Bachelor's Degree"


@pytest.mark.parametrize(
    ("offered", "wanted", "slot", "picked"),
    [
        (("Tak", "Nie"), "No", "sponsorship", "Nie"),
        (("Sì", "No"), "Yes", "over_18", "Sì"),
        (("Ano", "Ne"), "No", "relocate", "Ne"),
        (("Ja", "Nej"), "No", "relocate", "Nej"),
        (("Ja", "Nei"), "No", "relocate", "Nei"),
        (("Kobieta", "Mężczyzna", "Wolę nie odpowiadać"), "decline", "gender",
         "Wolę nie odpowiadać"),
        (("Donna", "Uomo", "Preferisco non rispondere"), "decline", "gender",
         "Preferisco non rispondere"),
        (("Mulher", "Homem", "Prefiro não responder"), "decline", "gender",
         "Prefiro não responder"),
        (("Žena", "Muž", "Nechci uvádět"), "decline", "gender", "Nechci uvádět"),
        (("Kvinna", "Man", "Vill inte uppge"), "decline", "gender", "Vill inte uppge"),
        (("Kvinde", "Mand", "Ønsker ikke at oplyse"), "decline", "gender",
         "Ønsker ikke at oplyse"),
        (("Kvinne", "Mann", "Ønsker ikke å oppgi"), "decline", "gender", "Ønsker ikke å oppgi"),
        (("Man", "Vrouw", "Zeg ik liever niet"), "decline", "gender", "Zeg ik liever niet"),
        (("Kobieta", "Mężczyzna"), "decline", "gender", None),
        (NOTICE, "2 weeks", "notice_period", "2 tygodnie"),
        (("Brak", "2 tygodnie", "Więcej niż 2 tygodnie"), "2 weeks", "notice_period",
         "2 tygodnie"),
        (("Immediato", "Due settimane", "Un mese"), "2 weeks", "notice_period", "Due settimane"),
        (("15 giorni", "30 giorni"), "2 weeks", "notice_period", None),
        (("Imediato", "Duas semanas", "Um mês"), "1 month", "notice_period", "Um mês"),
        (("Inga", "Två veckor", "En månad"), "1 month", "notice_period", "En månad"),
        (("14 dní", "2 měsíce"), "2 months", "notice_period", "2 měsíce"),
        (LEVELS, "Native", "language_level", "Język ojczysty"),
        (("Scolastico", "Buono", "Madrelingua"), "Native", "language_level", "Madrelingua"),
        (("Grundläggande", "Flytande", "Modersmål"), "Fluent", "language_level", "Flytande"),
        (("Żadna", "Podstawowa"), "None", "language_level", "Żadna"),
        (STUDIES, BACHELOR, "degree", STUDIES[1]),
        (STUDIES, "Master of Science", "degree", STUDIES[2]),
        (("Diploma di maturità", "Laurea triennale", "Laurea magistrale"), BACHELOR, "degree",
         "Laurea triennale"),
        (("Ensino médio", "Graduação", "Pós-graduação", "Mestrado"), BACHELOR, "degree",
         "Graduação"),
        (("Středoškolské s maturitou", "Bakalářské", "Magisterské"), BACHELOR, "degree",
         "Bakalářské"),
        (("Gymnasieexamen", "Kandidatexamen", "Masterexamen"), BACHELOR, "degree",
         "Kandidatexamen"),
        (("Bachelor", "Kandidatgrad", "Ph.d."), "Master of Arts", "degree", "Kandidatgrad"),
        (("Videregående", "Bachelorgrad", "Mastergrad"), BACHELOR, "degree", "Bachelorgrad"),
        (("MBO", "HBO", "WO Master"), BACHELOR, "degree", "HBO"),
        (("Pracuj.pl", "Strona internetowa firmy", "Polecenie"), "Company website", "source",
         "Strona internetowa firmy"),
        (("LinkedIn", "Sito web aziendale"), "Company website", "source", "Sito web aziendale"),
        (("LinkedIn", "Site da empresa"), "Company website", "source", "Site da empresa"),
        (("LinkedIn", "Webové stránky firmy"), "Company website", "source",
         "Webové stránky firmy"),
        (("LinkedIn", "Företagets hemsida"), "Company website", "source", "Företagets hemsida"),
        (("LinkedIn", "Jeres hjemmeside"), "Company website", "source", "Jeres hjemmeside"),
        (("LinkedIn", "Selskapets nettside"), "Company website", "source", "Selskapets nettside"),
        (("LinkedIn", "Website van de organisatie"), "Company website", "source",
         "Website van de organisatie"),
        (("Mniej niż 2 lata", "2-5 lat", "6-10 lat"), "8", "years_experience", "6-10 lat"),
        (("Meno di 2 anni", "Più di 5 anni"), "8", "years_experience", "Più di 5 anni"),
        (("Mindre end 3 år", "Mere end 5 år"), "8", "years_experience", "Mere end 5 år"),
        (("Rocznie", "Miesięcznie", "Za godzinę"), "85000 PLN per year", "salary_period",
         "Rocznie"),
        (("Zdalnie", "Hybrydowo", "Stacjonarnie"), "remote", "arrangement", "Zdalnie"),
        (("Da remoto", "Ibrido", "In sede"), "hybrid", "arrangement", "Ibrido"),
        (("Stany Zjednoczone", "Polska"), "United States", "country", "Stany Zjednoczone"),
        (("Spojené státy americké", "Česko"), "United States", "country",
         "Spojené státy americké"),
        (("Forenede Stater", "Danmark"), "United States", "country", "Forenede Stater"),
    ],
)  # fmt: skip
def test_an_option_is_picked_by_meaning(
    offered: tuple[str, ...], wanted: str, slot: str, picked: str | None
) -> None:
    assert pick(offered, wanted, slot, country="US") == picked


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("1 miesiąc", 30),
        ("dwa tygodnie", 14),
        ("due settimane", 14),
        ("três meses", 90),
        ("tři měsíce", 90),
        ("to uker", 14),
        ("en måned", 30),
        ("over to uger", 0),
        ("up to 2 weeks", 14),
        ("en 2 semanas", 14),
    ],
)
def test_a_span_of_time_is_counted_in_days(said: str, days: int) -> None:
    assert span_in_days(said) == days


def test_a_word_that_is_a_number_before_weeks_is_none_elsewhere() -> None:
    assert in_days("up to 2 weeks") == "up to 14 "
    assert in_days("mellem 2 og 4 uger") == "mellem 14 og 28 "


@pytest.mark.parametrize(
    "months",
    [
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik"
        " listopad grudzień",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
        "januar februar mars april mai juni juli august september oktober november desember",
        "januari februari maart april mei juni juli augustus september oktober november december",
    ],
)
def test_months_are_known_by_name(months: str) -> None:
    assert [month_number(m) for m in months.split()] == list(range(1, 13))


@pytest.mark.parametrize(
    ("question", "country"),
    [
        ("Czy posiada Pan/Pani prawo do pracy w USA?", "US"),
        ("Czy możesz legalnie pracować w Polsce?", "PL"),
        ("Hai il permesso di lavorare negli Stati Uniti?", "US"),
        ("Tem autorização para trabalhar nos EUA?", "US"),
        ("Máte povolení k práci v České republice?", "CZ"),
        ("Har du rätt att arbeta i Sverige?", "SE"),
        ("Har du ret til at arbejde i Danmark?", "DK"),
        ("Har du rett til å arbeide i Norge?", "NO"),
        ("Czy możesz pracować w Polsce lub w Niemczech?", ""),
    ],
)
def test_a_question_is_about_the_country_it_names(question: str, country: str) -> None:
    assert places.mentioned_country(question) == country


def test_letters_that_are_no_accents_fold_too() -> None:
    assert fold("Łódź, Ærø, Œuvre") == "lodz aero oeuvre"


def test_a_project_to_be_proud_of_is_the_same_question_in_every_language() -> None:
    known = StandingAnswer("p", "question", "A queue.", "Tell us about a project you are proud of")
    for asked in (
        "Opisz projekt, z którego jesteś najbardziej dumny",
        "Descrivi un progetto di cui sei orgogliosa",
        "Conte-nos sobre um projeto de que se orgulha",
        "Popište projekt, na který jste nejvíce hrdí",
        "Berätta om ett projekt du är stolt över",
        "Beskriv et prosjekt du er stolt av",
    ):
        assert bank.same_question(asked, [known]) == known
    assert bank.same_question("Opisz projekt, który się nie udał", [known]) is None


def test_why_this_employer_takes_the_answer_to_that() -> None:
    why = StandingAnswer("m", "motivation", "The people.")
    who = Candidate(profile={}, answers=(why,))
    for asked in (
        "Dlaczego chce Pan/Pani u nas pracować?",
        "Perché vuoi lavorare con noi?",
        "Por que quer trabalhar connosco?",
        "Proč chcete pracovat u nás?",
        "Varför vill du jobba hos oss?",
        "Hvorfor vil du arbejde hos os?",
        "Hvorfor ønsker du å jobbe hos oss?",
    ):
        assert decide(control(asked, "textarea"), who, JobContext()).value == "The people."
        assert kind_of_question(asked) == "motivation"


def test_what_asks_for_the_opposite_is_left_to_the_person() -> None:
    may = StandingAnswer("w", "work_authorization", "Yes", country="PL")
    who = Candidate(profile={}, answers=(may,))
    plain = control("Czy ma Pan prawo do pracy w Polsce?", "radio", options=("Tak", "Nie"))
    denied = control("Czy nie ma Pan prawa do pracy w Polsce?", "radio", options=("Tak", "Nie"))
    assert decide(plain, who, JobContext()).value == "Tak"
    assert decide(denied, who, JobContext()).value is None


def test_a_street_takes_no_more_than_its_box_where_others_ask_for_the_rest() -> None:
    near = (control("Kod pocztowy"), control("Numer domu"))
    assert slot_of(control("Ulica", beside=near)).name == "street_name"
    assert slot_of(control("Adres", beside=near)).name == "street"
    assert slot_of(control("Adres")).name == "full_address"
    assert slot_of(control("Adresse", beside=(control("Postnummer"),))).name == "street"


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("Periodo di preavviso (giorni)", "14"),
        ("Okres wypowiedzenia (w tygodniach)", "2"),
        ("Opzegtermijn in weken", "2"),
        ("Notice period (days)", "14"),
        ("Notice period (months)", None),
    ],
)
def test_a_number_of_days_or_weeks_is_that_of_the_unit_the_label_names(
    label: str, typed: str | None
) -> None:
    who = Candidate(profile={}, answers=(StandingAnswer("n", "notice_period", "2 weeks"),))
    assert decide(control(label, "number"), who, JobContext()).value == typed


def test_a_word_of_two_languages_is_told_apart_by_the_labels_beside() -> None:
    in_polish = control("Kraj", "select", beside=(control("Kod pocztowy"), control("Nazwisko")))
    in_czech = control("Kraj", "select", beside=(control("PSČ"), control("Příjmení")))
    assert [slot_of(c).name for c in (in_polish, in_czech)] == ["country", "region"]


def test_a_letter_is_uploaded_where_it_is_called_so() -> None:

    letter = Document("d", "cover_letter", "letter.pdf", Path("letter.pdf"), "0" * 64)
    who = Candidate(profile={}, documents=(letter,))
    asked = control("List motywacyjny", "file", accept=".pdf")
    assert decide(asked, who, JobContext()).document == letter


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Marketing experience", "consent_marketing"),
        ("Ist Ihnen so etwas noch nie passiert?", "person_only"),
        ("Kommun", "country"),
        ("Nome da empresa", "given_name"),
        ("Nome dell'azienda", "given_name"),
        ("Já trabalhou com Python?", "previously_employed"),
        ("Hai già lavorato in team?", "previously_employed"),
        ("Har du tidligere arbejdet med Python?", "previously_employed"),
        ("Har du arbetat med Python tidigare?", "previously_employed"),
        ("Czy pracowałeś wcześniej z Javą?", "previously_employed"),
        ("Sei disponibile a lavorare su turni?", "available_from"),
        ("Data kursu", "available_from"),
        ("Ile lat ma Pana firma?", "years_experience"),
        ("Znasz Pythona?", "knows_employee"),
        ("Kjenner du til Kubernetes?", "knows_employee"),
        ("Kender du en god metode?", "gender"),
    ],
)
def test_a_word_in_common_makes_no_question_another(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("A", "B"))).name != slot


@pytest.mark.parametrize(
    "label",
    [
        "Kan du flytte tunge kasser?",
        "Kan du flytta tunga lådor?",
        "Czy możesz przeprowadzić szkolenie?",
        "Kender du nogen programmeringssprog?",
        "Känner du några ramverk?",
        "Hoe goed ken je Excel?",
        "Acconsenti al trasferimento dei dati all'estero?",
        "Acme website",
        "Añadir experiencia",
        "Telefon (dom)?",
    ],
)
def test_a_word_that_means_something_else_here_is_the_form_s_own_question(label: str) -> None:
    assert slot_of(control(label, "radio", options=("A", "B"))).name in ("question", "phone")
