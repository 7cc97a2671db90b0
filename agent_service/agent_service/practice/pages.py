"""The practice employer's pages: board, posting, form, thanks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib import resources
from itertools import groupby
from string import Template

from agent_service.practice.questions import TRAP, Ask
from agent_service.practice.store import Posting

#: Forms to practise on, as other systems build theirs; what is sent there is not kept.
KINDS = {
    "widgets": "lists, calendars, switches and drop zones of many libraries",
    "wizard": "several pages with a review at the end",
    "german": "a form in German",
    "embedded": "a form in a frame, with a résumé parser that overwrites",
}
INSIDE = ("parsed",)  # what a frame of theirs shows


@cache
def asset(name: str) -> str:
    """Return a packaged file of the pages."""
    return (resources.files("agent_service.practice") / "templates" / name).read_text("utf-8")


def board(postings: Sequence[Posting]) -> str:
    """Return the list of open positions."""
    rows = "".join(
        f'<li><a href="/jobs/{p.id}">{escape(p.title)}</a>, {escape(p.company)},'
        f" {escape(p.location)}</li>"
        for p in postings
    )
    kinds = "".join(
        f'<li><a href="/forms/{k}">{k}</a>: {escape(t)}</li>' for k, t in KINDS.items()
    )
    more = f"<h2>Other kinds of forms to practise on</h2><ul>{kinds}</ul>"
    return _page("Open positions", f"<h1>Open positions</h1><ul>{rows}</ul>{more}")


def posting(job: Posting, url: str) -> str:
    """Return one posting with its JobPosting markup."""
    text = "".join(f"<p>{_lines(part)}</p>" for part in job.text.split("\n\n"))
    body = (
        f"<h1>{escape(job.title)}</h1><p>{escape(job.company)} · {escape(job.location)}</p>"
        f'{text}<p><a class="apply" href="/jobs/{job.id}/apply">Apply for this job</a></p>'
    )
    return _page(f"{job.title} at {job.company}", body, _markup(job, url))


def form(job: Posting, asked: Sequence[Ask], query: str, errors: Sequence[str] = ()) -> str:
    """Return the application form; ``query`` travels on to where it is sent."""
    problems = "".join(f"<li>{escape(e)}</li>" for e in errors)
    alert = f'<div class="errors" role="alert">Please correct:<ul>{problems}</ul></div>'
    parts = "".join(
        f"<fieldset><legend>{escape(section)}</legend>{''.join(map(_question, group))}</fieldset>"
        for section, group in groupby(asked, key=lambda a: a.section)
    )
    action = f"/jobs/{job.id}/apply" + (f"?{escape(query)}" if query else "")
    body = (
        f"<h1>Apply: {escape(job.title)}</h1><p>{escape(job.company)}</p>{alert if errors else ''}"
        f'<form method="post" enctype="multipart/form-data" action="{action}">{parts}'
        f'<div class="off"><label for="{TRAP}">Leave this field blank</label>'
        f'<input type="text" id="{TRAP}" name="{TRAP}" tabindex="-1" autocomplete="off"></div>'
        '<button type="submit">Submit application</button></form>'
    )
    script = '<script src="/form.js" defer></script>'
    return _page(f"Apply: {job.title}", body, script)


def thanks(job: Posting, number: int) -> str:
    """Return the confirmation of an application."""
    body = (
        f"<h1>Thank you for applying</h1><p>{escape(job.company)} has received your application"
        f" for {escape(job.title)}. Your number is {number}.</p>"
    )
    return _page("Application received", body)


def plain(title: str) -> str:
    """Return a page that says one thing."""
    return _page(title, f"<h1>{escape(title)}</h1>")


def _page(title: str, body: str, head: str = "") -> str:
    return Template(asset("page.html")).substitute(title=escape(title), body=body, head=head)


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _markup(job: Posting, url: str) -> str:
    data = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": job.title,
        "description": "".join(f"<p>{_lines(part)}</p>" for part in job.text.split("\n\n")),
        "identifier": {"@type": "PropertyValue", "name": job.company, "value": str(job.id)},
        "datePosted": job.published_at[:10],
        "employmentType": "FULL_TIME",
        "directApply": True,
        "url": url,
        "hiringOrganization": {"@type": "Organization", "name": job.company},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": job.location.split(",")[0].strip(),
                "addressCountry": job.country,
            },
        },
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _question(ask: Ask) -> str:
    draw = {"radio": _radio, "tick": _tick, "select": _select, "file": _file}
    inner = draw.get(ask.kind, _box)(ask)
    return f'<div class="question">{inner}</div>'


def _star(ask: Ask) -> str:
    return ' <span class="required" aria-hidden="true">*</span>' if ask.required else ""


def _label(ask: Ask) -> str:
    return f'<label for="{ask.name}">{escape(ask.label)}{_star(ask)}</label>'


def _needed(ask: Ask) -> str:
    return " required" if ask.required else ""


def _box(ask: Ask) -> str:
    common = f'id="{ask.name}" name="{ask.name}"{_needed(ask)}'
    if ask.kind == "area":
        return f'{_label(ask)}<textarea rows="5" {common}></textarea>'
    if ask.kind == "location":
        return (
            f'{_label(ask)}<input type="text" {common} role="combobox" aria-autocomplete="list"'
            f' aria-expanded="false" aria-controls="{ask.name}-list" autocomplete="off">'
            f'<ul class="suggestions" role="listbox" id="{ask.name}-list" hidden></ul>'
        )
    return f'{_label(ask)}<input type="{ask.kind}" {common}>'


def _select(ask: Ask) -> str:
    options = "".join(f"<option>{escape(o)}</option>" for o in ask.options)
    return (
        f'{_label(ask)}<select id="{ask.name}" name="{ask.name}"{_needed(ask)}>'
        f'<option value="">Please select</option>{options}</select>'
    )


def _radio(ask: Ask) -> str:
    choices = "".join(
        f'<label class="choice"><input type="radio" name="{ask.name}" value="{escape(o)}"'
        f"{_needed(ask)}> {escape(o)}</label>"
        for o in ask.options
    )
    return f"<fieldset><legend>{escape(ask.label)}{_star(ask)}</legend>{choices}</fieldset>"


def _tick(ask: Ask) -> str:
    return (
        f'<input type="checkbox" id="{ask.name}" name="{ask.name}" value="Yes"{_needed(ask)}> '
        f'<label class="choice" for="{ask.name}">{escape(ask.label)}{_star(ask)}</label>'
    )


def _file(ask: Ask) -> str:
    return (
        f'<div role="group" aria-labelledby="{ask.name}-name"><span class="name"'
        f' id="{ask.name}-name">{escape(ask.label)}{_star(ask)}</span>'
        f'<button type="button" data-for="{ask.name}">Attach</button> '
        f'<span id="{ask.name}-chosen"></span>'
        f'<label class="hidden-input" for="{ask.name}">Attach</label>'
        f'<input class="hidden-input" type="file" id="{ask.name}" name="{ask.name}"'
        ' accept=".pdf,.docx,.odt,.txt"></div>'
    )
