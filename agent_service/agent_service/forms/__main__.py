"""Fill employers' forms from the command line; no database, nothing sent before it is ordered.

python -m agent_service.forms fill --url URL --profile FILE --out manifest.json
python -m agent_service.forms bench --server URL --pages FILE --out DIR
python -m agent_service.forms ask --url URL --profile FILE
python -m agent_service.forms --schema

``fill`` exits 0 when every required field reads back right (with --submit: when it was sent and
confirmed), 3 when a person is needed, 4 when the form refused, 5 when the outcome is unknown;
1 when the page or the browser failed, 2 for a wrong command line. ``ask`` prints what a form
with a public schema would be answered, without a browser, and exits 0 or 3 likewise.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from agent_service import browser
from agent_service.forms import command
from agent_service.forms.candidate import Candidate, DocumentKind, JobContext
from agent_service.forms.intake import candidate, find_documents
from agent_service.forms.manifest import Manifest
from agent_service.forms.person import Person
from agent_service.writing.for_forms import FormWriter
from common.http import Client, FilteringProxy, OutboundError


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.schema:
        print(json.dumps(schemas(), indent=2))
        return 0
    if not given.command:
        parser.error("say fill or bench, or --schema")
    try:
        return int(given.run(given))
    except browser.BrowserMissing as error:
        print(error, file=sys.stderr)
        return 1
    except OutboundError as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, ValueError, ValidationError) as error:
        print(error, file=sys.stderr)
        return 2


def schemas() -> dict[str, Any]:
    """Return the JSON Schemas of what goes in and what comes out."""
    return {"profile": Person.model_json_schema(), "manifest": Manifest.model_json_schema()}


def _fill(given: argparse.Namespace) -> int:
    person = _named_person(given)
    order = command.Order(
        given.url,
        given.out,
        given.consent_prepare,
        given.submit,
        given.screenshot,
        JobContext(given.employer, given.title, given.country),
    )
    with (
        FilteringProxy(allowed_hosts=[command.host_of(o) for o in given.allow_origin]) as proxy,
        browser.session(proxy_url=proxy.url) as session,
    ):
        state = command.run(session, person, order)
    print(f"{state}: {given.out}")
    return command.STATUS[state]


def _ask(given: argparse.Namespace) -> int:
    person = _named_person(given)
    client = Client(allowed_hosts=[command.host_of(o) for o in given.allow_origin])
    schema = command.fetched(client, command.schema_of(given.url).schema_url(given.url))
    job = JobContext(given.employer, given.title, given.country)
    found = command.ask(given.url, schema, person, job)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    asked = any(f["status"] == "asked" for f in found["fields"])
    return command.STATUS["needs_person" if asked else "ready"]


def _bench(given: argparse.Namespace) -> int:
    given.out.mkdir(parents=True, exist_ok=True)
    hosts = [command.host_of(o) for o in (given.server, *given.allow_origin)]
    with (
        tempfile.TemporaryDirectory() as folder,
        FilteringProxy(allowed_hosts=hosts) as proxy,
        browser.session(proxy_url=proxy.url) as session,
    ):
        person = (
            _named_person(given)
            if given.profile
            else _served_person(given, Client(allowed_hosts=hosts), Path(folder))
        )
        states: Counter[str] = Counter()
        for order in command.orders(
            given.server, given.pages, given.out, consent=True, send=given.submit
        ):
            state = command.run(session, person, order)
            states[state] += 1
            print(f"{state}: {order.out.stem}", flush=True)
    print(json.dumps(states))
    return command.STATUS["failed"] if states["failed"] else 0


def _named_person(given: argparse.Namespace) -> Candidate:
    """Return the person of --profile."""
    return _person(Person.model_validate_json(given.profile.read_bytes()), given)


def _served_person(given: argparse.Namespace, client: Client, folder: Path) -> Candidate:
    """Return the person that the server has for its pages."""
    server = given.server.rstrip("/")
    person = Person.model_validate_json(command.fetched(client, f"{server}/_profile"))
    for kind, name in person.files.items():
        if not getattr(given, kind):
            path = folder / Path(name).name
            path.write_bytes(command.fetched(client, f"{server}/assets/{path.name}"))
            setattr(given, kind, path)
    return _person(person, given)


def _person(person: Person, given: argparse.Namespace) -> Candidate:
    documents: dict[DocumentKind, Path] = {}
    if given.profile:
        documents |= find_documents(person, given.profile.parent)
    named: dict[DocumentKind, Path | None] = {
        "resume": given.resume,
        "cover_letter": given.cover_letter,
    }
    documents |= {kind: path for kind, path in named.items() if path}
    found = candidate(person, documents)
    opening = {name: getattr(given, name, "") for name in ("title", "employer")}
    return replace(found, writer=FormWriter(uuid4(), found.profile, opening))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m agent_service.forms",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--schema", action="store_true", help="print the JSON Schemas and exit")
    commands = parser.add_subparsers(dest="command")
    fill = commands.add_parser("fill", help="fill one form")
    fill.set_defaults(run=_fill)
    fill.add_argument("--out", type=Path, required=True, help="where the manifest is written")
    fill.add_argument("--screenshot", type=Path, help="where the picture is written")
    fill.add_argument(
        "--consent-prepare", action="store_true", help="let the site be sent to while preparing"
    )
    ask = commands.add_parser("ask", help="answer a form's public schema, without a browser")
    ask.set_defaults(run=_ask)
    for each in (fill, ask):
        each.add_argument("--url", required=True, help="address of the posting or its form")
        each.add_argument("--profile", type=Path, required=True, help="the person (see --schema)")
        for name in ("employer", "title", "country"):
            each.add_argument(f"--{name}", default="", help=f"the opening's {name}, if known")
    bench = commands.add_parser(
        "bench", help="fill many forms of a test server, which may be sent to while preparing"
    )
    bench.set_defaults(run=_bench)
    bench.add_argument("--server", required=True, help="origin that serves the pages under /f/")
    bench.add_argument("--pages", type=Path, required=True, help="JSON lines with id and path")
    bench.add_argument("--out", type=Path, required=True, help="folder for one manifest a page")
    bench.add_argument(
        "--profile", type=Path, help="the person; by default the server's /_profile"
    )
    for each in (fill, bench):
        each.add_argument("--submit", action="store_true", help="send what is ready, once")
    for each in (fill, ask, bench):
        each.add_argument("--resume", type=Path, help="the résumé to attach")
        each.add_argument("--cover-letter", type=Path, help="the letter to attach")
        each.add_argument(
            "--allow-origin",
            action="append",
            default=[],
            metavar="ORIGIN",
            help="a private origin that may be reached",
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
