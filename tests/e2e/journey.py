"""The main job as one person does it: from a résumé file to an application that arrived once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
from person import Person, Refused, wait_for

Say = Callable[[str], None]
_SETTLED = ("submitted", "refused", "outcome_unknown", "withdrawn")


@dataclass
class Journey:
    """What happened so far, with the ids that the suite gave."""

    person: Person
    say: Say
    ids: dict[str, str] = field(default_factory=dict)

    def upload(self, resume: Path) -> None:
        """Upload the résumé and wait until it is read."""
        kind = {"file": (resume.name, resume.read_bytes()), "kind": (None, "resume")}
        document = self.person.call("POST", "/users/documents/", files=kind)
        self.ids["document"] = document["id"]
        self.say(f"uploaded {resume.name}")
        parse = wait_for(self._parsed, "the résumé to be read")
        if parse["state"] == "failed":
            raise RuntimeError(f"the résumé cannot be read: {parse['code']}: {parse['reason']}")
        self.ids["parse"] = parse["id"]
        read = self.person.call("GET", f"/ats/parses/{parse['id']}/")["resume"]
        work = len(read.get("work") or [])
        self.say(f"read: {read.get('basics', {}).get('name')}, {work} jobs")

    def _parsed(self) -> Any:
        rows = self.person.call("GET", f"/ats/parses/?document={self.ids['document']}")["results"]
        return next((row for row in rows if row["state"] != "pending"), None)

    def fill_profile(self) -> None:
        """Accept what was read, and put in what only a person can say."""
        wait_for(
            lambda: self.person.call("GET", "/users/proposals/")["results"], "proposed fields"
        )
        asked = {"document_id": self.ids["document"]}
        self.person.call("POST", "/users/proposals/accept/", json=asked)
        profile = self.person.call("GET", "/users/profile/")
        resume = profile["resume"]
        basics = resume.setdefault("basics", {})
        if not (basics.get("name") and basics.get("email")):
            basics.setdefault("name", "Demo Person")
            basics.setdefault("email", self.person.address)
            body = {"resume": resume, "version": profile["version"]}
            self.person.call("PUT", "/users/profile/", json=body)
        for answer in STANDING_ANSWERS:
            self.person.call("POST", "/users/answers/", json=answer)
        self.say(f"profile: {basics['name']}, {len(STANDING_ANSWERS)} standing answers")

    def add_opening(self, url: str) -> None:
        """Add the opening behind an address and wait for its posting."""
        opening = self.person.call("POST", "/agents/openings/", json={"url": url})
        self.ids["opening"] = opening["id"]
        path = f"/agents/openings/{opening['id']}/"

        def read() -> Any:
            found = self.person.call("GET", path)
            return found if found["state"] != "fetching" else None

        found = wait_for(read, "the posting")
        if found["state"] == "failed":
            raise RuntimeError(f"the posting cannot be read: {found['code']}: {found['reason']}")
        self.say(f"opening: {found['title']} at {found['employer']}")

    def start(self) -> None:
        """Start the agent's run."""
        body = {"opening_id": self.ids["opening"], "document_id": self.ids["document"]}
        self.ids["run"] = self.person.call("POST", "/agents/runs/", json=body)["id"]

    def run(self) -> Any:
        """Return the run as it stands."""
        return self.person.call("GET", f"/agents/runs/{self.ids['run']}/")

    def until(self, *states: str) -> Any:
        """Follow the run, telling each step, until it is in one of the states."""
        told = set()

        def look() -> Any:
            found = self.run()
            for step in found["steps"]:
                if step["state"] == "done" and step["name"] not in told:
                    told.add(step["name"])
                    self.say(f"step {step['name']}: done")
            return found if found["state"] in states else None

        return wait_for(look, f"the run to be {' or '.join(states)}", 300)

    def application(self) -> Any:
        """Return the run's application."""
        return self.person.call("GET", f"/agents/applications/{self.ids['application']}/")

    def prepare(self) -> Any:
        """Follow the run to the manifest, answer what only the person can, and return it."""
        found = self.until("needs_person", "needs_attention", "failed", "finished")
        if found["code"] != "approval-needed":
            raise RuntimeError(f"the run stopped: {found['code']}: {found['reason']}")
        self.ids["application"] = found["application_id"]
        application = self.application()
        if answers := self._answers(application["manifest"]):
            self.say(f"answered {len(answers)} questions that only a person can")
            body = {"digest": application["manifest"]["digest"], "answers": answers}
            self.person.call("POST", self._path("edits"), json=body)
            application = self.application()
        for one in application["manifest"]["body"]["fields"]:
            if one["value"] not in (None, ""):
                self.say(f"  {one['label']}: {one['value']!s:.60}  [{one['source']['kind']}]")
        return application

    def _answers(self, manifest: Any) -> dict[str, Any]:
        """Return the person's own answer to every required field that has none."""
        fields = {one["key"]: one for one in manifest["body"]["fields"]}
        asked = [one["key"] for one in manifest["questions"] if one["required"]]
        filed = {one["key"] for one in manifest["body"]["files"]}
        empty = [
            key
            for key, one in fields.items()
            if one["required"] and one["value"] in (None, "", []) and key not in filed
        ]
        return {key: own_answer(fields[key]) for key in dict.fromkeys([*asked, *empty])}

    def _path(self, verb: str) -> str:
        return f"/agents/applications/{self.ids['application']}/{verb}/"

    def approve(self) -> Any:
        """Approve exactly the current manifest and return the application."""
        application = self.application()
        digest = application["manifest"]["digest"]
        try:
            if application["same_employer"]:  # this person knows, and wants both
                self.person.call("POST", self._path("employer-exception"))
            self.person.call("POST", self._path("approval"), json={"digest": digest})
        except Refused as error:
            if error.code != "application-not-open":
                raise
        self.say(f"approved {digest[:12]}")
        return application

    def settled(self) -> Any:
        """Wait until the application's fate is known, or known to be unknown."""

        def look() -> Any:
            found = self.application()
            return found if found["state"] in _SETTLED else None

        found = wait_for(look, "the application to be sent", 300)
        self.say(f"application: {found['state']}")
        return found


def own_answer(one: Any) -> Any:
    """Return what this person says to a question the agent must not answer."""
    if options := one["options"]:
        for wish in (r"^yes\b|^ja\b|^oui\b", r"prefer not|decline|rather not", r"."):
            if hit := next((o for o in options if re.search(wish, o, re.I)), None):
                return [hit] if one["kind"] == "checkboxes" else hit
    if one["kind"] == "checkbox":
        return True
    return {"date": "2027-01-15", "number": "5", "url": "https://example.org"}.get(
        one["kind"], "I would like to tell you more in person."
    )


def received_by(origin: str, job: str) -> Any:
    """Return what the practice employer's own process counted and kept for a job."""
    answer = httpx2.get(f"{origin}/_received", params={"job": job}, trust_env=False, timeout=20)
    return answer.raise_for_status().json()


def publish(origin: str, posting: dict[str, str]) -> str:
    """Publish a posting at the practice employer and return its address."""
    answer = httpx2.post(f"{origin}/_publish", json=posting, trust_env=False, timeout=20)
    return str(answer.raise_for_status().json()["url"])


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


_COUNTRIES = ("DE", "US", "GB")
STANDING_ANSWERS: list[dict[str, Any]] = [
    *[{"kind": "legal_authorisation", "country": code, "value": True} for code in _COUNTRIES],
    *[{"kind": "sponsorship", "country": code, "value": False} for code in _COUNTRIES],
    {"kind": "salary", "value": {"amount": 78000, "currency": "EUR", "period": "year"}},
    {"kind": "notice_period", "value": {"amount": 3, "unit": "month"}},
    {"kind": "demographic", "value": {"category": "any", "answer": None}},
    {"kind": "consent", "value": {"purpose": "privacy", "given": True}},
    {"kind": "consent", "value": {"purpose": "truth", "given": True}},
    {"kind": "consent", "value": {"purpose": "marketing", "given": False}},
    {"kind": "relocation", "value": False},
    {"kind": "of_age", "value": True},
    {"kind": "referral", "value": "Company website"},
]
