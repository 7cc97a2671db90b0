"""What a page says about itself, in the words that employers use."""

from collections.abc import Callable

import pytest

from agent_service.browser import Session
from agent_service.forms.signs import Signs, read_signs

pytestmark = pytest.mark.browser

THANKS = (
    "Thank you for applying!",
    "Thank you, Nadia, for your application.",
    "Your application was successfully submitted",
    "You've successfully applied to Data Analyst",
    "Merci d’avoir postulé chez nous",
    "Votre candidature est bien enregistrée",
    "Danke, dass Sie sich bei uns beworben haben.",
    "Ihre Bewerbung wurde erfolgreich abgeschickt",
    "Candidatura enviada",
    "Tu solicitud se ha enviado",
    "Gracias por inscribirte en la oferta",
    "Sua candidatura foi recebida",
    "Je sollicitatie is goed ontvangen",
    "La tua candidatura è stata inviata",
    "Grazie per esserti candidata",
    "Dziękujemy za przesłanie aplikacji!",
    "Twoje zgłoszenie zostało wysłane",
    "Děkujeme za vaši přihlášku",
    "Vaše přihláška byla odeslána",
    "Tack för din ansökan",
    "Vi har tagit emot din ansökan",
    "Tak for din ansøgning",
    "Takk for din søknad",
    "Søknaden er mottatt",
)
NO_THANKS = (
    "A sua candidatura foi recusada",
    "Your application was not submitted",
    "Thank you for your patience while we upload the file",
    "Please submit your application",
    "Ihre Bewerbung konnte nicht gesendet werden",
    "Envoyer ma candidature",
    "Enviar candidatura",
    "Ihre Bewerbung wird gesendet",
    "Wyślij aplikację",
    "Dziękujemy za cierpliwość",
    "Skicka din ansökan",
    "Send din ansøgning",
    "Twoje zgłoszenie nie zostało wysłane",
    "Søknaden er ikke sendt",
    "Din ansøgning er ikke sendt",
    "Ansökan har inte skickats",
)
AGAIN = (
    "You already applied",
    "Ya te has inscrito en esta oferta",
    "Je hebt al gesolliciteerd",
    "Du har redan sökt",
)


def signs(session: Session, url: str) -> Signs:
    """Return what the page at ``url`` says."""

    def work() -> Signs:
        page = session._fresh(url, False, ())
        page.goto(url)
        return read_signs(page)

    return session._call(work)


@pytest.mark.parametrize("words", THANKS)
def test_thanks_are_known_in_the_language_of_the_page(
    session: Session, page_of: Callable[[str], str], words: str
) -> None:
    assert signs(session, page_of(f"<h1>{words}</h1>")).thanks


@pytest.mark.parametrize("words", NO_THANKS)
def test_what_only_sounds_like_thanks_confirms_nothing(
    session: Session, page_of: Callable[[str], str], words: str
) -> None:
    assert not signs(session, page_of(f"<h1>{words}</h1>")).thanks


@pytest.mark.parametrize("words", AGAIN)
def test_an_application_made_before_is_told_of(
    session: Session, page_of: Callable[[str], str], words: str
) -> None:
    assert signs(session, page_of(f"<h1>{words}</h1>")).again
