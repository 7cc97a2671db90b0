"""One of everything that belongs to one person, with a canary in every field, and its ids."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from callers import Recorder
from journey import Journey, publish
from operations import Operation
from person import PASSWORD, Refused, wait_for
from suite import Suite

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_RESUME = Path(__file__).parents[1] / "e2e" / "fixtures" / "resume.md"
#: Where a person's things are listed; every row is then read by its own path, where it has one.
_LISTS = {
    "/users/documents/": ("", "versions/", "content/"),
    "/users/answers/": ("",),
    "/users/proposals/": (),
    "/users/profile/versions/": (),
    "/ats/parses/": ("", "check/"),
    "/ats/postings/": ("",),
    "/ats/matches/": ("",),
    "/agents/openings/": ("",),
    "/agents/runs/": ("",),
    "/agents/applications/": ("", "screenshot/"),
    "/agents/site-consents/": ("",),
    "/agents/rules/": ("",),
    "/notifications/messages/": (),
    "/notifications/reminders/": (),
    "/notifications/interviews/": (),
    "/notifications/deliveries/": ("",),
    "/notifications/destinations/": ("",),
}
_SINGLE = (
    "/users/me/", "/users/profile/", "/users/preferences/", "/notifications/preferences/",
    "/notifications/unread/", "/notifications/habits/", "/notifications/calendar/",
    "/users/export/", "/agents/form-kinds/",
)  # fmt: skip
#: What changes by looking at it, or by itself.
_RESTLESS = re.compile(r"^(exported_at|updated_at|last_used_at|last_seen_at|read_at)$")


@dataclass
class Belongings:
    """What a person has, and how to see whether somebody touched it."""

    person: Recorder
    canary: str
    ids: dict[str, set[str]] = field(default_factory=dict)  # by where they were seen
    own: dict[str, str] = field(default_factory=dict)  # one id for each field of a body
    keys: list[str] = field(default_factory=list)  # Idempotency-Keys
    calendar: str = ""  # its address, which is a secret
    secrets: list[str] = field(default_factory=list)  # texts that nobody else may see

    def all_ids(self) -> list[str]:
        """Return every id once, in a fixed order."""
        return sorted({one for found in self.ids.values() for one in found})

    def first(self, place: str) -> str:
        """Return one id that was read as ``id`` at a place."""
        return min(self.ids[place.replace(" ", "") + " /id"])

    def path_of(self, operation: Operation) -> str:
        """Return the path of an operation on something that the person has."""
        start, place, _ = operation.path.removeprefix("/api/v1").partition("{")
        if place and not set(operation.places) & {"version", "token"}:
            kind = "*/ " if start == "/agents/files/" else " "
            return operation.at(self.first(start + kind))
        return operation.at("1")

    def ids_at(self, word: str) -> list[str]:
        """Return the person's own id, then one id of every place of a service where one was seen."""  # noqa: E501
        own = next(iter(self.ids["/users/me/ /id"]))
        places = [found for place, found in self.ids.items() if place.startswith(f"/{word}/")]
        chosen = {min(found) for found in places} | set(self.own.values())
        return [own, *sorted(chosen - {own})]

    def look(self) -> dict[str, Any]:
        """Return everything that the person can read, and collect the ids in it."""
        seen = {path: self._read(path) for path in _SINGLE}
        for path, inner in _LISTS.items():
            rows = seen[path] = self.person.call("GET", f"{path}?page_size=100")["results"]
            for row in rows:
                for end in inner:
                    seen[f"{path}{row['id']}/{end}"] = self._read(f"{path}{row['id']}/{end}")
        for path in _files_in(seen):
            for end in ("", "content/"):
                seen[path + end] = self._read(path + end)
        for path, body in seen.items():
            self._collect(re.sub(_UUID, "*", path), body)
        return seen

    def rows(self) -> dict[str, Any]:
        """Return what must stay as it is whatever others do."""
        return {path: _still(body) for path, body in self.look().items()}

    def _read(self, path: str) -> Any:
        try:
            body = self.person.call("GET", path)
        except Refused as error:
            if error.code != "not-found" or not path.endswith("/screenshot/"):
                raise
            return None  # there is a picture once the form is filled
        return sha256(body).hexdigest() if isinstance(body, bytes) else body

    def _collect(self, path: str, value: Any) -> None:
        for where, text in _texts(value):
            for found in _UUID.findall(text):
                self.ids.setdefault(f"{path} {where}", set()).add(found)


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string in a value with the names that lead to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{where}/{'*' if _UUID.fullmatch(key) else key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, where)


def _files_in(seen: dict[str, Any]) -> list[str]:
    """Return the paths of the documents that the agent wrote."""
    shown = [
        one for path, one in seen.items() if re.fullmatch(r"/agents/applications/.{36}/", path)
    ]
    return [f"/agents/files/{file['id']}/" for one in shown for file in one.get("files", [])]


def changes(before: Any, after: Any, where: str = "") -> list[str]:
    """Return one line for each place in which what a person has is not as it was."""
    if before == after:
        return []
    pairs: list[tuple[Any, Any, Any]] = [(where, before, after)]
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = [(key, before.get(key), after.get(key)) for key in before.keys() | after.keys()]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(number, *pair) for number, pair in enumerate(zip(before, after, strict=True))]
    else:
        return [f"{where}: {before!s:.300} became {after!s:.300}"]
    return [line for key, old, new in pairs for line in changes(old, new, f"{where}/{key}")]


def _still(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _still(v) for k, v in value.items() if not _RESTLESS.match(k)}
    return [_still(one) for one in value] if isinstance(value, list) else value


def owner_of_everything(suite: Suite, *, whole: bool = True) -> Belongings:
    """Return a person who has one of everything.

    Args:
        suite: where.
        whole: also what the agent makes in a browser: runs, applications, files, reminders.
    """
    canary = f"canary{uuid.uuid4().hex[:12]}"
    person = Recorder(suite)
    person.address = f"{canary}@example.org"
    person.join()
    has = Belongings(person, canary)
    journey = Journey(person, lambda line: None)
    _tell(has, journey)
    _ask_ats(has)
    _set_up_destination(has)
    _allow(has)
    _make_calendar(has)
    _collect_openings(has, suite, journey)
    if whole:
        _apply(has, suite, journey)
    ticket = person.call("POST", "/notifications/tickets/", json={})
    has.secrets = [has.calendar, canary, person.tokens["refresh"], PASSWORD, ticket["ticket"]]
    has.keys = [options["headers"]["Idempotency-Key"] for _, _, options in person.sent]
    wait_for(lambda: has.rows() == has.rows(), "everything to come to rest")
    return has


def _tell(has: Belongings, journey: Journey) -> None:
    """Upload, and say everything that only a person can say."""
    call, canary = has.person.call, has.canary
    call("PATCH", "/users/me/", json={"name": f"Ann {canary}"})
    resume = _RESUME.read_text().replace("Amara", canary).replace("Nordhafen", canary)
    files = {"file": (f"{canary}.md", resume.encode()), "kind": (None, "resume")}
    has.own["document_id"] = call("POST", "/users/documents/", files=files)["id"]
    journey.ids["document"] = has.own["document_id"]
    row = wait_for(journey._parsed, "the résumé to be read")
    has.own["parse_id"] = row["id"]
    soon = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    talk = {"day": soon, "begins": "10:30", "employer": f"Employer {canary}", "place": canary}
    call("POST", "/notifications/interviews/", json=talk)
    journey.fill_profile()
    other = {"file": (f"{canary}-2.md", resume.encode() + b"\n- Finnish\n")}
    call("POST", f"/users/documents/{has.own['document_id']}/versions/", files=other)
    letter = {"file": (f"{canary}.txt", f"Dear {canary}".encode()), "kind": (None, "cover_letter")}
    call("POST", "/users/documents/", files=letter)
    _standing_words(has)


def _standing_words(has: Belongings) -> None:
    call, canary = has.person.call, has.canary
    profile = call("GET", "/users/profile/")
    profile["resume"]["basics"]["summary"] = f"Summary {canary}."
    call("PUT", "/users/profile/", json={k: profile[k] for k in ("resume", "version")})
    wishes = {
        "titles": [canary, "Backend Engineer"],
        "places": [canary],
        "employers_never": [f"{canary} Never Ltd"],
        "countries": [{"country": "DE", "right_to_work": True}],
    }
    version = profile["version"] + 1
    call("PUT", "/users/preferences/", json={"version": version, "preferences": wishes})
    free = {"kind": "free_text", "question": f"Why {canary}?", "value": f"For {canary}."}
    call("POST", "/users/answers/", json=free)


def _set_up_destination(has: Belongings) -> None:
    """Set up what cannot be proved, and wait until that is known: it stays as it is."""
    given = {"channel": "chat", "settings": {"url": f"irc://{has.canary}.example/{has.canary}"}}
    path = "/notifications/destinations/"
    made = has.person.call("POST", path, json=given)
    has.person.call("PATCH", f"{path}{made['id']}/", json={"label": has.canary})
    wait_for(lambda: has.person.call("GET", f"{path}{made['id']}/")["reason"], "the proof")


def _allow(has: Belongings) -> None:
    """Let a site be prepared on, a kind of form be sent, and a rule approve what never comes."""
    call = has.person.call
    call("POST", "/agents/site-consents/", json={"site": f"{has.canary}.example"})
    call("POST", "/agents/form-kinds/", json={"name": "ashby", "on": True})
    terms = {"name": has.canary, "adapters": ["ashby"], "match_at_least": 1, "a_day": 1}
    call("POST", "/agents/rules/", json={**terms, "employers_never": [has.canary]})


def _make_calendar(has: Belongings) -> None:
    """Make an address for the calendar of interviews."""
    has.calendar = has.person.call("POST", "/notifications/calendar/", json={})["url"]


def _ask_ats(has: Belongings) -> None:
    """Have a posting analysed and matched."""
    call, canary = has.person.call, has.canary
    text = f"{canary} GmbH\n\nRequirements:\n- 3 years of Python\n- {canary}\n- Django"
    posting = call("POST", "/ats/postings/", json={"text": text})["id"]
    has.own["posting_id"] = posting

    def analysed() -> bool:
        return bool(call("GET", f"/ats/postings/{posting}/")["state"] == "done")

    wait_for(analysed, "the posting to be analysed")
    pair = {name: has.own[name] for name in ("parse_id", "posting_id")}
    call("POST", "/ats/matches/", json=pair)


def posting_of(canary: str, title: str) -> dict[str, str]:
    """Return a posting that the practice employer can publish."""
    text = f"{canary}\n\nRequirements\n- 3 years of Python\n- Django\n- PostgreSQL\n\nBerlin, on site."  # noqa: E501
    return {"title": title, "company": f"{canary} GmbH", "location": "Berlin", "text": text}


def _collect_openings(has: Belongings, suite: Suite, journey: Journey) -> None:
    """Add an opening from a text, from a file and from an address."""
    call, canary = has.person.call, has.canary
    text = posting_of(canary, "Baker")["text"]
    pasted = {"text": text, "title": canary, "employer": f"{canary} AG"}
    has.own["opening_id"] = call("POST", "/agents/openings/", json=pasted)["id"]
    file = {"file": (f"{canary}.txt", text.encode())}
    call("POST", "/agents/openings/files/", files=file)
    origin = suite.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    journey.add_opening(publish(origin, posting_of(canary, "Platform Engineer")))


def _apply(has: Belongings, suite: Suite, sent: Journey) -> None:
    """Send one application, and bring another one up to the person's word."""
    origin = suite.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    waiting = Journey(has.person, sent.say, dict(sent.ids))
    waiting.add_opening(publish(origin, posting_of(has.canary, "Data Engineer")))
    sent.start()
    waiting.start()
    sent.prepare()
    sent.approve()
    waiting.prepare()
    sent.settled()
    sent.until("finished")
    has.person.call("POST", waiting._path("review-link"), json={})
    has.own |= {"run_id": waiting.ids["run"], "application_id": waiting.ids["application"]}
    wait_for(lambda: has.person.call("GET", "/notifications/reminders/")["results"], "a reminder")
