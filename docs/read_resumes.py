"""Pictures of résumés with the recognised fields drawn over them, for docs/resumes.md.

Five people of our own, in three layouts: our writer's, a side bar and a gutter of dates. Each is
printed to PDF, read by the engine, and every field is framed where its evidence says it stands.
"""

import base64
import html
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import browsing
import pypdfium2
from playwright.sync_api import Browser

from agent_service.writing.render import render
from agent_service.writing.write import write
from ats_service.engine.parse import parse

AT = date(2026, 11, 23)
PEOPLE = Path(__file__).resolve().parents[1] / "tests" / "e2e" / "fixtures" / "people"
LAYOUTS = {
    "developer": "written",
    "nurse": "written",
    "comptable": "written",
    "electrician": "sidebar",
    "lehrerin": "gutter",
}
#: Colour of a field's frame by the first part of its JSON pointer.
COLOURS = {"basics": "#0b57d0", "work": "#b3261e", "education": "#146c2e", "skills": "#8430ce"}
OTHER = "#9a5b00"
SCALE = 1.6  # pixels a point


def picture_resumes(folder: Path, say: Callable[[str], None]) -> None:
    """Write ``resume-NAME.png`` for each person into ``folder``."""
    with browsing.opened() as browser:
        for name, layout in LAYOUTS.items():
            count = _picture(browser, folder, name, layout)
            say(f"picture resume-{name}: {count} fields, {layout}")


def _picture(browser: Browser, folder: Path, name: str, layout: str) -> int:
    """Write one picture and return how many fields it shows."""
    profile = json.loads((PEOPLE / f"{name}.json").read_text(encoding="utf-8"))
    data = _printed(browser, profile, layout)
    evidence = parse(data, name=f"{name}.pdf", as_of=AT).resume["meta"]["evidence"]
    page = browser.new_page()
    page.set_content(_framed(data, evidence))
    page.locator("main").screenshot(path=str(folder / f"resume-{name}.png"))
    page.close()
    return len(evidence)


def _printed(browser: Browser, profile: dict[str, Any], layout: str) -> bytes:
    if layout == "written":
        return render(write(profile, {}, at=AT).resume, kind="pdf", at=AT)
    page = browser.new_page()
    page.set_content(_sidebar(profile) if layout == "sidebar" else _gutter(profile))
    data = page.pdf(format="A4", print_background=True)
    page.close()
    return data


def _framed(data: bytes, evidence: dict[str, Any]) -> str:
    """Return a page that shows the first page of a PDF with a frame for each field."""
    page = pypdfium2.PdfDocument(data)[0]
    image = base64.b64encode(_png(page.render(scale=SCALE, rev_byteorder=True))).decode()
    width, height = (round(side * SCALE) for side in page.get_size())
    frames = "".join(_frames(evidence))
    return (
        f"{_STYLE}<main style='width:{width}px;height:{_lowest(evidence)}px'><img width={width} "
        f"height={height} src='data:image/png;base64,{image}'>{frames}</main>"
    )


_STYLE = """<style>
body {margin: 0} main {position: relative; overflow: hidden}
i {position: absolute; border: 1.5px solid; border-radius: 2px}
b {position: absolute; font: 7px sans-serif; color: #fff; padding: 0 2px; border-radius: 2px;
   transform: translate(-100%, -5px); white-space: nowrap; opacity: 0.85}
</style>"""


def _lowest(evidence: dict[str, Any]) -> int:
    """Return where the last frame of the first page ends, with a margin, in pixels."""
    spans = [span for proof in evidence.values() for span in proof["spans"] if span["page"] == 1]
    return round((max(span["box"][3] for span in spans) + 40) * SCALE)


def _frames(evidence: dict[str, Any]) -> Iterator[str]:
    for pointer, proof in evidence.items():
        parts = pointer.strip("/").split("/")
        colour = COLOURS.get(parts[0], OTHER)
        label = " ".join(part for part in parts[1:] if not part.isdigit()) or parts[0]
        for number, span in enumerate(proof["spans"]):
            if span["page"] == 1 and span["box"]:
                left, top, right, bottom = (round(side * SCALE) for side in span["box"])
                size = f"left:{left - 2}px;top:{top - 2}px;width:{right - left + 4}px"
                yield f'<i style="{size};height:{bottom - top + 4}px;color:{colour}"></i>'
                if number == 0:
                    place = f"left:{right + 2}px;top:{top - 2}px;background:{colour}"
                    yield f'<b style="{place}">{html.escape(label)}</b>'


def _png(bitmap: Any) -> bytes:
    """Return a bitmap of red, green and blue bytes as PNG."""
    data, long = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels
    starts = (row * bitmap.stride for row in range(bitmap.height))
    rows = b"".join(b"\x00" + data[start : start + long] for start in starts)
    size = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


def _sidebar(profile: dict[str, Any]) -> str:
    basics = profile["basics"]
    side = [basics["email"], basics["phone"], f"{basics['location']['city']}, IL"]
    side += ["<h2>Skills</h2>", *profile["skills"][0]["keywords"], "<h2>Languages</h2>"]
    side += [f"{one['language']} ({one['fluency']})" for one in profile["languages"]]
    return (
        "<style>body{font:11px Arial;display:grid;grid-template-columns:150px 1fr;gap:28px}"
        "h1{font-size:24px}h2{font-size:14px;color:#155}li{margin:3px 0}p{margin:4px 0}"
        f"</style><div><h2>Contact</h2>{''.join(map(_paragraph, side))}</div><div>"
        f"<h1>{basics['name']}</h1><p>{basics['label']}</p><h2>Experience</h2>"
        f"{''.join(_job(job) for job in profile['work'])}<h2>Education</h2>"
        f"{''.join(_school(school) for school in profile['education'])}</div>"
    )


def _gutter(profile: dict[str, Any]) -> str:
    basics = profile["basics"]
    rows = "".join(_row(_period(job, "heute"), _told(job)) for job in profile["work"])
    schools = "".join(
        _row(_period(one), f"<b>{one['studyType']}, {one['area']}</b><br>{one['institution']}")
        for one in profile["education"]
    )
    skills = ", ".join(profile["skills"][0]["keywords"])
    return (
        "<style>body{font:11px Georgia}td{vertical-align:top;padding:3px 14px 3px 0}"
        f"h2{{font-size:14px}}li{{margin:3px 0}}</style><h1>{basics['name']}</h1>"
        f"<p>{basics['label']}</p><p>{basics['email']} | {basics['phone']} | "
        f"{basics['location']['city']}</p><h2>Berufserfahrung</h2><table>{rows}</table>"
        f"<h2>Ausbildung</h2><table>{schools}</table><h2>Kenntnisse</h2><p>{skills}</p>"
    )


def _paragraph(text: str) -> str:
    return text if text.startswith("<") else f"<p>{text}</p>"


def _row(left: str, right: str) -> str:
    return f"<tr><td>{left}</td><td>{right}</td></tr>"


def _job(job: dict[str, Any]) -> str:
    return f"<p><b>{job['position']}</b> · {_period(job)}</p><p>{job['name']}</p>{_points(job)}"


def _told(job: dict[str, Any]) -> str:
    return f"<b>{job['position']}</b><br>{job['name']}{_points(job)}"


def _points(job: dict[str, Any]) -> str:
    return f"<ul>{''.join(f'<li>{point}</li>' for point in job['highlights'])}</ul>"


def _school(school: dict[str, Any]) -> str:
    return f"<p><b>{school['studyType']} in {school['area']}</b></p><p>{school['institution']}</p>"


def _period(entry: dict[str, Any], now: str = "present") -> str:
    start, end = (entry.get(name, "") for name in ("startDate", "endDate"))
    shown = ["/".join(reversed(part.split("-"))) if part else "" for part in (start, end)]
    return " - ".join(part for part in (shown[0], shown[1] or now) if part)
