"""What boxes and buttons say in languages that few forms are written in."""

from collections.abc import Callable

import pytest
from read_back import RESUME, drafted

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate
from agent_service.forms.scripts import script

pytestmark = pytest.mark.browser

HINTS = (
    "Wybierz…", "Proszę wybrać", "Scegli", "Selecione", "Selecione uma opção", "Vyberte",
    "Välj", "Välj ett alternativ", "Vælg", "Vælg land", "Velg", "Velg et alternativ", "Kies",
)  # fmt: skip
REQUIRED = (
    "wymagane", "obbligatorio", "obrigatório", "povinné", "obligatoriskt", "påkrævet",
    "påkrevd", "verplicht",
)  # fmt: skip
ONWARD = (
    "Dalej", "Następny krok", "Avanti", "Próximo", "Další", "Nästa", "Næste", "Neste",
)  # fmt: skip
SENDING = (
    "Wyślij", "Aplikuj teraz", "Invia candidatura", "Enviar", "Odeslat", "Skicka ansökan",
    "Send ansøgning", "Send inn søknad", "Versturen",
)  # fmt: skip


def said(session: Session, url: str, call: str) -> list[str]:
    """Return what the buttons say that a script finds on the page at ``url``."""

    def work() -> list[str]:
        page = session._fresh(url, False, ())
        page.goto(url)
        found = page.frames()[0].find(script("sight", "names", "controls", "buttons", call=call))
        return [str(button.evaluate("e => e.textContent")) for button in found]

    return session._call(work)


@pytest.mark.parametrize("hint", HINTS)
def test_the_hint_of_an_empty_list_is_no_answer(
    session: Session, page_of: Callable[[str], str], person: Candidate, hint: str
) -> None:
    asked = f"<label>Shift <select><option>{hint}</option><option>Noc</option></select></label>"
    field = drafted(session, page_of(RESUME + asked), person).manifest.fields[1]
    assert (field.options, field.read_back) == (("Noc",), None)


@pytest.mark.parametrize("word", REQUIRED)
def test_a_word_behind_a_label_says_that_it_must_be_answered(
    session: Session, page_of: Callable[[str], str], person: Candidate, word: str
) -> None:
    boxes = f"<label>E-mail ({word}) <input></label><label>Fax (opcjonalnie) <input></label>"
    must, may = drafted(session, page_of(RESUME + boxes), person).manifest.fields[1:]
    assert (must.label, must.required) == ("E-mail", True)
    assert (may.label, may.required) == ("Fax", False)


@pytest.mark.parametrize("word", ONWARD)
def test_a_button_leads_on(session: Session, page_of: Callable[[str], str], word: str) -> None:
    back = "<button type=button>Wstecz</button>"
    url = page_of(f"<input name=a><input name=b>{back}<button type=button>{word}</button>")
    assert said(session, url, "steps()") == [word]


@pytest.mark.parametrize("word", SENDING)
def test_a_button_sends(session: Session, page_of: Callable[[str], str], word: str) -> None:
    other = "<button type=button>Anuluj</button><button type=button>Voltar</button>"
    url = page_of(f"{RESUME}<input name=a>{other}<button type=button>{word}</button>")
    assert said(session, url, "sender(all(FIELDS).filter(seen))") == [word]


def test_buttons_that_say_yes_and_no_are_one_question(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    both = "<div><p>Prawo jazdy?</p><div><button type=button>Tak</button>"
    both += "<button type=button>Nie</button></div></div>"
    fields = drafted(session, page_of(RESUME + both), person).manifest.fields
    assert ("Prawo jazdy?", "choice", ("Tak", "Nie")) in [
        (f.label, f.kind, f.options) for f in fields
    ]
