"""Résumés of word processors: dates in a table, a side bar in one, tabs, a text box at the top."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from engine_builders import DAY, docx

from ats_service.engine.parse import parse
from ats_service.engine.readers.docx import read_docx


def line(text: str, style: str = "") -> str:
    """Return a paragraph; the style is "bold", "item" or "heading"; a tab parts cells."""
    looks = {
        "item": '<w:numPr><w:numId w:val="1"/></w:numPr>',
        "heading": '<w:pStyle w:val="H1"/>',
    }
    bold = "<w:rPr><w:b/></w:rPr>" if style == "bold" else ""
    cells = "<w:tab/>".join(f"<w:t>{escape(cell)}</w:t>" for cell in text.split("\t"))
    return f"<w:p><w:pPr>{looks.get(style, '')}</w:pPr><w:r>{bold}{cells}</w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def box(content: str) -> str:
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:p><w:r><w:pict xmlns:v="urn:v"><v:shape><v:textbox>'
        f"{inner}</v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def read(document: str) -> dict[str, Any]:
    return parse(docx(document=document), name="cv.docx", as_of=DAY).resume


def jobs(resume: dict[str, Any]) -> list[tuple[str, ...]]:
    keys = ("name", "position", "startDate", "endDate")
    return [tuple(job.get(key, "") for key in keys) for job in resume["work"]]


def test_dates_in_the_first_column_of_a_table_date_what_stands_beside_them() -> None:
    rows = table(
        (
            line("03/2019 – heute"),
            line("Projektleiter", "bold")
            + line("Rheinbau GmbH, Köln")
            + line("Leitung von drei Baustellen", "item"),
        ),
        (line("08/2014 – 02/2019"), line("Bauleiter", "bold") + line("Hoch & Tief AG, Bonn")),
    )
    resume = read(line("Jonas Weber", "bold") + line("Berufserfahrung", "heading") + rows)
    assert jobs(resume) == [
        ("Rheinbau GmbH", "Projektleiter", "2019-03", ""),
        ("Hoch & Tief AG", "Bauleiter", "2014-08", "2019-02"),
    ]


def test_dates_in_the_last_column_of_a_table_date_what_stands_before_them() -> None:
    first = (
        line("Delta Foods, Pune", "bold") + line("Data Analyst") + line("Sales reports", "item")
    )
    second = line("Hill Works, Nagpur", "bold") + line("Junior Analyst")
    rows = table((first, line("Jul 2021 – Present")), (second, line("Aug 2019 – Jun 2021")))
    resume = read(line("Asha Rao", "bold") + line("Work Experience", "heading") + rows)
    assert jobs(resume) == [
        ("Delta Foods", "Data Analyst", "2021-07", ""),
        ("Hill Works", "Junior Analyst", "2019-08", "2021-06"),
    ]


def test_rows_of_a_table_inside_content_controls_are_read() -> None:
    def controlled(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    cells = "".join(f"<w:tc>{line(text)}</w:tc>" for text in ("2019 – 2021", "Baker, Crumb Ltd"))
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cells.replace('Baker', 'Cook')}</w:tr>"
    rows = controlled(controlled(f"<w:tr>{controlled(cells)}</w:tr>{gone}"))
    resume = read(
        line("Ann Ives", "bold") + line("Experience", "heading") + f"<w:tbl>{rows}</w:tbl>"
    )
    assert jobs(resume) == [("Crumb Ltd", "Baker", "2019", "2021")]


def test_lines_of_a_cell_stay_lines() -> None:
    address = "<w:p><w:r><w:t>Hauptstraße 112</w:t><w:br/><w:t>48145 Münster</w:t></w:r></w:p>"
    rows = table((line("Anschrift"), address), (line("Telefon"), line("0171 5550182")))
    basics = read(line("Ute Kern", "bold") + rows)["basics"]
    assert (basics["phone"], basics["location"]["city"]) == ("0171 5550182", "Münster")


def test_a_side_bar_made_of_a_table_is_no_part_of_the_jobs() -> None:
    side = line("Contact", "bold") + line("mia.stone@example.org") + line("Denver, CO")
    side += line("Skills", "bold") + line("Phlebotomy", "item") + line("Triage", "item")
    main = line("Experience", "bold") + line("Medical Assistant", "bold")
    main += line("Peak Clinic\t2019 – Present") + line("Draws blood", "item")
    main += line("Receptionist", "bold") + line("Aspen Dental\t2015 – 2019")
    main += line("Education", "bold") + line("Front Range College\t2015")
    resume = read(line("Mia Stone", "bold") + table((side, main)))
    assert jobs(resume) == [
        ("Peak Clinic", "Medical Assistant", "2019", ""),
        ("Aspen Dental", "Receptionist", "2015", "2019"),
    ]
    assert resume["skills"][0]["keywords"] == ["Phlebotomy", "Triage"]
    assert resume["basics"]["location"]["city"] == "Denver"


def test_tabs_part_titles_and_dates() -> None:
    text = line("Paul Ncube", "bold") + line("Harare, Zimbabwe\tpaul@example.org")
    text += line("Professional Experience", "heading")
    text += line("Agronomist, Zambezi Farms Ltd\t2018 – Present", "bold")
    text += line("Advised 300 growers of maize", "item")
    text += line("Field Officer, Seed Trust\t2013 – 2018", "bold")
    resume = read(text)
    assert jobs(resume) == [
        ("Zambezi Farms Ltd", "Agronomist", "2018", ""),
        ("Seed Trust", "Field Officer", "2013", "2018"),
    ]


def test_a_text_box_at_the_top_tells_who_it_is() -> None:
    head = line("Tom Vance", "bold") + line("tom.vance@example.org") + line("Boise, ID")
    text = line("WORK HISTORY", "bold") + line("Welder", "bold")
    text += line("Snake River Fabrication, Boise, ID") + line("May 2016 – Present")
    text += line("TIG welding of stainless tanks", "item")
    resume = read(box(head) + text)
    basics = resume["basics"]
    assert (basics["name"], basics["email"]) == ("Tom Vance", "tom.vance@example.org")
    assert jobs(resume) == [("Snake River Fabrication", "Welder", "2016-05", "")]


def test_fields_that_lead_somewhere_are_links() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    told = '<w:r><w:instrText> HYPERLINK "https://{}/in/maralindt" </w:instrText></w:r>'.format
    shown = "<w:r><w:t>{}</w:t></w:r>".format
    field = mark("begin") + told("linkedin.com") + mark("separate")
    field += shown("Profile") + mark("end")
    instruction = 'w:instr="HYPERLINK &quot;mailto:mara@example.org&quot;"'
    simple = f"<w:fldSimple {instruction}>{shown('Mail')}</w:fldSimple>"
    contact = f"<w:p>{field}{shown(' | ')}{simple}</w:p>"
    basics = read(line("Mara Lindt", "bold") + contact)["basics"]
    assert basics["email"] == "mara@example.org"
    assert [profile["url"] for profile in basics["profiles"]] == [
        "https://linkedin.com/in/maralindt"
    ]


def test_a_style_of_characters_makes_words_bold_and_slanted() -> None:
    named = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'.format
    own = '<w:r><w:rPr><w:rStyle w:val="Strong"/><w:b w:val="0"/></w:rPr><w:t>Leeds</w:t></w:r>'
    text = f"<w:p>{named('Strong', 'Nurse')}{named('Slanted', 'Globex')}{own}</w:p>"
    (page,) = read_docx(docx(document=text)).pages
    assert [(span.text, span.style.bold, span.style.italic) for span in page.spans] == [
        ("Nurse", True, False),
        ("Globex", True, True),
        ("Leeds", False, False),
    ]


def test_list_marks_of_a_symbol_font_make_items() -> None:
    mark = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    item = f"<w:p>{mark}<w:r><w:t>{{}}</w:t></w:r></w:p>".format
    text = line("Experience", "heading") + line("Welder, Snake River Fabrication Inc.", "bold")
    text += line("2016 – 2020") + item("Welded stainless tanks") + item("Led two apprentices")
    (job,) = read(line("Tom Vance", "bold") + text)["work"]
    assert job["highlights"] == ["Welded stainless tanks", "Led two apprentices"]


def test_a_dash_in_a_style_of_its_own_parts_position_and_employer() -> None:
    dash = "<w:r><w:t xml:space='preserve'> – </w:t></w:r>"
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>".format
    title = f"<w:p>{bold('Infirmière de nuit')}{dash}{bold('Les Tilleuls')}</w:p>"
    text = line("Zoé Blin", "bold") + line("Expérience professionnelle", "heading") + title
    resume = read(text + line("Sept. 2015 – févr. 2019"))
    assert jobs(resume) == [("Les Tilleuls", "Infirmière de nuit", "2015-09", "2019-02")]


def test_dashes_that_somebody_typed_below_a_heading_mark_a_list() -> None:
    text = line("Zoé Blin", "bold") + line("Compétences", "heading")
    text += line("– Soins palliatifs") + line("– Pansements")
    text += line("Expérience professionnelle", "heading") + line("Aide-soignante", "bold")
    text += line("Clinique du Lac\t2019 – 2021") + line("Toilettes", "item")
    (group,) = read(text)["skills"]
    assert group["keywords"] == ["Soins palliatifs", "Pansements"]


def test_a_table_of_studies_may_name_its_columns() -> None:
    rows = (
        ("Examination", "Name of the Institute", "Board / University", "Year", "% of marks"),
        ("B.Tech (Civil Engineering)", "Malabar Institute", "Kerala University", "2018", "8.4"),
        ("Class XII", "Seaview Higher Secondary School", "CBSE", "2014", "91 %"),
    )
    studies = table(*(tuple(map(line, row)) for row in rows))
    resume = read(line("Asha Rao", "bold") + line("Education", "heading") + studies)
    told = [
        (s["institution"], s["studyType"], s.get("area"), s["endDate"])
        for s in resume["education"]
    ]
    assert told == [
        ("Malabar Institute", "B.Tech", "Civil Engineering", "2018"),
        ("Seaview Higher Secondary School", "Class XII", None, "2014"),
    ]
