"""The same people in many layouts: what is read must not depend on how it is laid out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from engine_builders import DAY
from varied_resumes import Job, Layout, Person, draw, layouts

from ats_service.engine.parse import parse

#: Layouts that are drawn, and the share of which every single field must be right.
DRAWN, WHOLE = 90, 0.97
#: No field may be wrong in more than this share of them.
WRONG = 0.04

PEOPLE = (
    Person(
        "en", "Angela Torres", "angela@example.org", "Sacramento",
        (
            Job("Charge Nurse", "Sutter Medical Center", "2019-06", "", "Sacramento, CA", (
                "Lead a team of eight nurses on a unit of 32 beds and keep the plan of the staff",
                "Reduced falls by 18 percent in one year",
            )),
            Job("Staff Nurse", "Mercy General Hospital", "2015-07", "2019-05", "Sacramento, CA", (
                "Cared for five to six patients a shift",
            )),
        ),
        (Job("Bachelor of Science in Nursing", "California State University", "2011-08",
             "2015-05"),),
        ("Telemetry", "Wound care", "Triage"),
    ),
    Person(
        "en", "Darren Whitlock", "darren@example.co.uk", "Manchester",
        (
            Job("Approved Electrician", "Northgate Electrical Services Ltd", "2017-03", "",
                "Manchester, UK", ("Install and test circuits in schools",)),
            Job("Electrician", "Brightspark Contractors", "2012-08", "2017-02", "Salford, UK",
                ("Rewired council housing",)),
            Job("Workshop Apprentice", "Mill Lane Motors", "2010-09", "2012-07", "Stockport, UK",
                ("Serviced cars and vans under supervision",)),
        ),
        (Job("NVQ Level 3 in Electrotechnics", "Stockport College", "2010-09", "2012-06"),),
        ("Fault finding", "Containment", "Testing and inspection"),
    ),
    Person(
        "de", "Stefan Aigner", "stefan@example.at", "Linz",
        (
            Job("Schichtleiter", "Voest Stahlwerk GmbH", "2018-01", "", "Linz, Österreich",
                ("Führung von 20 Mitarbeitern in drei Schichten",)),
            Job("Maschinenschlosser", "Huber Maschinenbau", "2010-04", "2017-12",
                "Wels, Österreich", ("Wartung der hydraulischen Pressen",)),
        ),
        (Job("Lehre als Maschinenschlosser", "Berufsschule Linz", "2006-09", "2010-03"),),
        ("Hydraulik", "Schweißen"),
    ),
    Person(
        "fr", "Camille Durand", "camille@example.fr", "Lyon",
        (
            Job("Infirmière en réanimation", "Hôpital Édouard Herriot", "2020-09", "",
                "Lyon, France", ("Soins aux patients de douze lits", "Formation des étudiants")),
            Job("Infirmière aux urgences", "Clinique du Parc", "2017-01", "2020-08",
                "Villeurbanne, France", ("Accueil et tri des patients",)),
        ),
        (Job("Diplôme d'État d'infirmier", "IFSI de Lyon", "2013-09", "2016-07"),),
        ("Soins intensifs", "Perfusions"),
    ),
    Person(
        "es", "Marta Iglesias", "marta@example.es", "Madrid",
        (
            Job("Abogada laboralista", "Bufete Ruiz y Asociados", "2016-01", "",
                "Madrid, España", ("Defensa de trabajadores ante los juzgados",)),
            Job("Abogada júnior", "Legalia", "2012-09", "2015-12", "Toledo, España",
                ("Preparación de contratos",)),
        ),
        (Job("Licenciatura en Derecho", "Universidad Autónoma de Madrid", "2006-09", "2011-06"),),
        ("Derecho laboral", "Mediación"),
    ),
)  # fmt: skip


def _told(person: Person, layout: Layout) -> dict[str, Any]:
    """Return what a person reads, field by field."""
    length = 4 if layout["dates"] == "year" else 7
    return {
        "person": (person.name, person.email, person.city),
        "positions": [job.one for job in person.work],
        "employers": [job.two for job in person.work],
        "highlights": [list(job.done) for job in person.work],
        "schools": [job.two for job in person.schools],
        "degrees": [job.one for job in person.schools],
        "dates": [(j.start[:length], j.end[:length]) for j in (*person.work, *person.schools)],
        "skills": list(person.skills),
    }


def _read(document: bytes) -> dict[str, Any]:
    """Return the same of what the engine reads."""
    resume = parse(document, name="cv.pdf", as_of=DAY).resume
    basics, work = resume.get("basics", {}), resume.get("work", [])
    schools = resume.get("education", [])
    place = basics.get("location", {})
    return {
        "person": (basics.get("name"), basics.get("email"), place.get("city")),
        "positions": [job.get("position") for job in work],
        "employers": [job.get("name") for job in work],
        "highlights": [job.get("highlights", []) for job in work],
        "schools": [school.get("institution") for school in schools],
        "degrees": [_degree(school) for school in schools],
        "dates": [(e.get("startDate", ""), e.get("endDate", "")) for e in (*work, *schools)],
        "skills": [word for group in resume["skills"] for word in group.get("keywords", ())],
    }


def _degree(school: dict[str, Any]) -> str:
    """Return kind and area as they were printed: "Licenciatura en Derecho"."""
    kind, area = school.get("studyType", ""), school.get("area", "")
    return f"{kind} {'en' if kind == 'Licenciatura' else 'in'} {area}" if area else kind


def test_nearly_every_layout_is_read_without_a_single_wrong_field() -> None:
    wrong: Counter[str] = Counter()
    drawn = whole = 0
    for number, layout in enumerate(layouts(seed=7)):
        person = PEOPLE[number % len(PEOPLE)]
        document = draw(person, layout)
        if document is None:
            continue
        told, read = _told(person, layout), _read(document)
        bad = [name for name in told if told[name] != read[name]]
        wrong.update(bad)
        drawn, whole = drawn + 1, whole + (not bad)
        if drawn == DRAWN:
            break
    assert whole >= WHOLE * DRAWN, wrong
    assert max(wrong.values(), default=0) <= WRONG * DRAWN, wrong
