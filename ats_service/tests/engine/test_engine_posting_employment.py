"""The employment type is read where it is said of this job, in the words of four languages."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import Stated, analyse


def type_of(line: str, *, title: str = "") -> str | None:
    """Return the employment type of a posting that says this line."""
    fact = analyse(f"Nurse\n\n{line}\n", stated=Stated(title=title)).employment_type
    return fact.value if fact else None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Permanent, 37.5 hours per week", "permanent"),
        ("Full-time, permanent", "full_time"),
        ("Boston, MA | Full-Time Regular", "full_time"),
        ("$15 - $17 an hour - Part-time", "part_time"),
        ("FTE: 1.0     Term: Fixed (18 months)", "fixed_term"),
        ("Part-time considered. Permanent contract.", "permanent"),
        ("Contrat de projet de 12 mois", "fixed_term"),
        ("Temporary contract", "fixed_term"),
        ("A 9-month FTC", "fixed_term"),
        ("Contrat à durée indéterminée", "permanent"),
        ("Temp-to-perm in Leeds", "contract"),
        ("Part-time, 4 days per week (0.8 FTE)", "part_time"),
        ("Appointment type: Term - not to exceed 2 years", "fixed_term"),
        ("This is a seasonal, part-time position", "fixed_term"),
        ("A teacher to cover a maternity leave", "fixed_term"),
        ("£400 per day (inside IR35)", "contract"),
        ("This is a paid co-op placement", "internship"),
        ("Aushilfe im Verkauf, Minijob", "part_time"),
        ("Domaine familial cherche 3 saisonniers", "fixed_term"),
        ("Contrato temporal a tiempo parcial", "fixed_term"),
        ("Benefits\n- Unbefristete Vollzeitstelle", "full_time"),
        ("Contrato de 6 meses", "fixed_term"),
        ("Benefits\n- Festanstellung in Vollzeit", "full_time"),
        ("Regular full-time.", "full_time"),
        ("Eine Saisonstelle in den Bergen", "fixed_term"),
        ("Nature of appointment: one year contract", "fixed_term"),
        ("Benefits\n- Health cover for full-time employees", None),
        ("Our casual dress code", None),
        ("Full time, fixed term until 31 March", "fixed_term"),
        ("Benefits\n- A one-year contract at first", "fixed_term"),
        ("Benefits\n- Open-ended contract", "permanent"),
        ("Benefits\n- Contrato de planta", "permanent"),
        ("Benefits\n- Contrato indefinido\n- Jornada parcial por la tarde", "part_time"),
        ("Wir suchen Sie in Voll- oder Teilzeit, unbefristet", "permanent"),
        ("Full-time or part-time, permanent position", "permanent"),
        ("Temps plein ou partiel", None),
        ("Gehalt ab 2.900 € brutto (Basis Vollzeit)", None),
        ("Eine Anstellung auf Vollzeitbasis", "full_time"),
        ("Pensum: 60 %", "part_time"),
        ("30 hours a week in two shifts, permanent", "permanent"),
        ("Our contract with you: permanent.", "permanent"),
        ("Stellenumfang 75 %", "part_time"),
        ("Full time (part time considered)", "full_time"),
        ("Vollzeit, Teilzeit möglich", "full_time"),
        ("Teilzeit ist möglich", None),
        ("Freelance, six weeks", "contract"),
        ("Internship (paid)", "internship"),
        ("Intérim, trois mois", "contract"),
        ("Taux d'activité : 80-100 %", None),
        ("Long-term full-time students are welcome", None),
    ],
)
def test_the_type_of_this_job_is_read(line: str, kind: str | None) -> None:
    assert type_of(line) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Pflegefachkraft in Teilzeit", "part_time"),
        ("Teacher (Maternity Cover)", "fixed_term"),
        ("Sales Associate - Seasonal", "fixed_term"),
        ("Data Analyst - Stage de 6 mois", "internship"),
        ("Contract Manager", None),
        ("Werkstudentin Einkauf", "part_time"),
        ("Koch 50–60 %", "part_time"),
        ("Koch 80-100 %", None),
        ("Developer, 80 % remote", None),
        ("Head of Permanent Recruitment", None),
    ],
)
def test_a_title_names_the_type_in_words_of_one_meaning(title: str, kind: str | None) -> None:
    assert type_of("We care.", title=title) == kind


def test_a_title_that_says_permanent_leaves_the_hours_to_the_text() -> None:
    assert type_of("Poste à temps plein.", title="Caviste (H/F) - CDI") == "full_time"
    assert type_of("Une belle cave.", title="Caviste (H/F) - CDI") == "permanent"
