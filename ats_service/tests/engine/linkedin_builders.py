"""LinkedIn's two exports, made in code as the site lays them out: profile PDF and archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap

from engine_builders import A4, Words, pdf

_SIDE, _MAIN = 22.0, 224.0
_GREY, _PALE = "0.4 0.4 0.4", "0.88 0.9 0.91"


@dataclass(frozen=True)
class Wording:
    """What one language of the site calls the parts of a profile."""

    contact: str
    skills: str
    summary: str
    experience: str
    education: str
    months: tuple[str, str, str, str]  # January, March, June and September, in a date
    present: str
    years: str  # "2 years 3 months"
    page: str
    languages: str = "Languages"
    certifications: str = "Certifications"


WORDINGS = {
    "en": Wording(
        "Contact", "Top Skills", "Summary", "Experience", "Education",
        ("January", "March", "June", "September"), "Present", "2 years 3 months", "Page {} of {}",
    ),
    "de": Wording(
        "Kontakt", "Top-Kenntnisse", "Zusammenfassung", "Berufserfahrung", "Ausbildung",
        ("Januar", "März", "Juni", "September"), "Heute", "2 Jahre 3 Monate", "Page {} of {}",
        "Languages", "Certifications",
    ),
    "fr": Wording(
        "Coordonnées", "Principales compétences", "Résumé", "Expérience", "Formation",
        ("janvier", "mars", "juin", "septembre"), "Present", "2 ans 3 mois", "Page {} of {}",
        "Langues", "Certifications",
    ),
    "es": Wording(
        "Contactar", "Aptitudes principales", "Extracto", "Experiencia", "Educación",
        ("enero de", "marzo de", "junio de", "septiembre de"), "Present", "2 años 3 meses",
        "Page {} of {}", "Idiomas", "Certificaciones",
    ),
}  # fmt: skip


class _Column:
    """A pen for one column of the first pages."""

    def __init__(self, x: float, width: int, color: str) -> None:
        self.x, self.width, self.color = x, width, color
        self.y = 50.0
        self.runs: list[tuple[int, Words]] = []

    def line(self, text: str, size: float = 10.5, above: float = 4.0, color: str = "") -> None:
        """Print a text, wrapped, below what is there."""
        self.y += above
        for part in wrap(text, int(self.width / size * 10.5)):
            self.y += size * 1.35
            page, y = divmod(self.y, A4[1] - 90)
            run = Words(self.x, y + 40, part, size, color=color or self.color)
            self.runs.append((int(page), run))


def profile_pdf(language: str) -> bytes:
    """Return the profile of a person who does not exist, as "Save to PDF" of the site prints it.

    A side bar of contact, top skills, languages and certifications; a main column of name,
    headline, place, summary, experience (one company with two positions) and education; the
    number of the page at its foot.
    """
    say = WORDINGS[language]
    runs = [*_side(say).runs, *_main(say).runs]
    count = max(page for page, _ in runs) + 1
    pages = []
    for number in range(count):
        foot = Words(400, 815, say.page.format(number + 1, count), 9, color=_GREY)
        pages.append([*(run for page, run in runs if page == number), foot])
    return pdf(*pages)


def _side(say: Wording) -> _Column:
    side = _Column(_SIDE, 34, "0 0 0")
    side.line(say.contact, 13)
    side.line("+1 555 010 7788 (Mobile)")
    side.line("ada.marlow@example.org")
    side.line("www.linkedin.com/in/ada-")
    side.line("marlow-7b1 (LinkedIn)", above=0)
    side.line("github.com/adamarlow (Portfolio)")
    side.line(say.skills, 13, 18)
    for skill in ("Distributed Systems", "PostgreSQL", "Python"):
        side.line(skill)
    side.line(say.languages, 13, 18)
    side.line("English (Native or Bilingual)")
    side.line("German (Professional Working)")
    side.line(say.certifications, 13, 18)
    side.line("Certified Kubernetes Administrator")
    return side


def _main(say: Wording) -> _Column:
    january, march, june, september = say.months
    main = _Column(_MAIN, 66, "0 0 0")
    main.line("Ada Marlow", 26)
    main.line("Principal Engineer at Acme Robotics | Reliable ledgers", 12)
    main.line("Hamburg, Germany", 12, color=_GREY)
    main.line(say.summary, 15.75, 18)
    main.line("I build ledgers that settle on time, and teach others how to keep them that way.")
    main.line(say.experience, 15.75, 18)
    main.line("Acme Robotics", 12, 8)
    main.line(say.years, 10.5, color=_GREY)
    main.line("Principal Engineer", 11.5, 6)
    main.line(f"{march} 2022 - {say.present} ({say.years})")
    main.line("Hamburg, Germany", color=_GREY)
    main.line("Leads the group that owns settlement, from design to the pager, and its roadmap.")
    main.line("- Cut the time of settlement from hours to seconds", above=2)
    main.line("Senior Engineer", 11.5, 8)
    main.line(f"{january} 2020 - {march} 2022 ({say.years})")
    main.line("Greater Hamburg Metropolitan Area", color=_GREY)
    main.line("Wrote the first ledger.")
    main.line("Initech", 12, 14)
    main.line("Software Engineer", 11.5, 6)
    main.line(f"{june} 2015 - {september} 2019 ({say.years})")
    main.line("Lyon, France", color=_GREY)
    for number in range(12):
        main.line(
            f"Moved report number {number + 1} from spreadsheets to PostgreSQL and kept it "
            "right while three teams used it every morning before the markets opened."
        )
    main.line(say.education, 15.75, 18)
    main.line("Technical University of Berlin", 12, 8)
    main.line("Master of Science - MSc, Computer Science · (2010 - 2015)")
    main.line("Lycée du Parc", 12, 10)
    main.line("Baccalauréat, Sciences · (2007 - 2010)")
    return main


#: Tables of an export as the site writes them: English headers, dates in words, quoted texts.
TABLES = {
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,"
    "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n"
    'Ada,Marlow,Quill,"1 Hidden Lane",Feb 1,Principal Engineer,"I build ledgers, and teach.",'
    'Software,20095,"Hamburg, Germany",[adamarlow],'
    '"[PORTFOLIO:https://ada.example.org/work,OTHER:ledger.example.net]",\n',
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Acme Robotics,Principal Engineer,"Leads settlement.\n• Cut the time to seconds\n'
    '- Wrote ""The Ledger"" book","Hamburg, Germany",Mar 2022,\n'
    "Initech,Software Engineer,,Lyon,Jun 2015,Sep 2019\n",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    'Technical University of Berlin,2010,2015,,"Master of Science - MSc, Physics",Chess\n',
    "Skills.csv": "Name\nPython\nPostgreSQL\n",
    "Languages.csv": "Name,Proficiency\nEnglish,Native or bilingual proficiency\nFrench,\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
    "Certified Kubernetes Administrator,https://cert.example.org/1,CNCF,Jan 2021,Jan 2024,X-1\n",
    "Projects.csv": "Title,Description,Url,Started On,Finished On\n"
    "Ledger,Settles on time.,https://ledger.example.net,Jan 2020,Feb 2021\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
    "old@example.org,Yes,No,1/1/20\nada.marlow@example.org,Yes,Yes,1/1/24\n",
    "PhoneNumbers.csv": "Extension,Number,Type\n,+49 40 555010,Mobile\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\n"
    "Code Club,Mentor,Education,Jan 2019,,Taught children.\n",
    "Honors.csv": "Title,Description,Issued On\nBest Paper,For the ledger,May 2018\n",
    "Publications.csv": "Name,Published On,Description,Publisher,Url\n"
    'On Ledgers,"May 1, 2018",How they settle,ACM,https://acm.example.org/1\n',
    "Connections.csv": "First Name,Last Name\nSecret,Friend\n",
}


def archive(tables: Mapping[str, str] | None = None, folder: str = "") -> bytes:
    """Return an export of data with the given tables, all of `TABLES` unless told."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as members:
        for name, table in (TABLES if tables is None else tables).items():
            members.writestr(folder + name, table)
    return file.getvalue()
