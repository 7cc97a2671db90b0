"""prepare: fill the employer's form without sending anything, and keep what it would send."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from agent_service import browser
from agent_service.applications import actions, candidate, files
from agent_service.applications.models import GeneratedFile
from agent_service.forms.draft import Draft
from agent_service.forms.draft import NeedsPerson as Obstacle
from agent_service.openings.models import Opening, Snapshot
from agent_service.steps._contract import Context, Done, NeedsPerson, Outcome
from common import internal
from common.http import FilteringProxy

#: The person lets this one form be sent to while it is prepared; given by resuming the run.
_CONSENT = "site-consent-needed"


@dataclass(frozen=True)
class Prepare:
    """Open the form in a browser that holds back whatever it would send about the person."""

    name: str = "prepare"

    def run(self, context: Context) -> Outcome:
        """Return the application and the digest of its manifest."""
        opening = Opening.objects.select_related("snapshot").get(id=context.opening_id)
        posting = opening.snapshot
        assert posting is not None  # the step posting waits for it
        application = actions.begin(context.run_id, opening, at=context.at)
        url = opening.url or posting.apply_url
        if not url:
            return NeedsPerson("no-form", "The opening has no form; send the documents yourself.")
        try:
            draft = _fill(context, url, posting)
        except Obstacle as met:
            return NeedsPerson(f"form-{met.kind}".replace("_", "-"), met.why)
        if draft.needs_site_consent:
            return NeedsPerson(
                _CONSENT,
                "This form cannot be read without sending something first. Resume the run to "
                "allow that for this application, or apply there yourself.",
            )
        version = actions.keep_manifest(
            application,
            draft.manifest,
            questions=[asdict(question) for question in draft.questions],
            screenshot=draft.screenshot_png,
            at=context.at,
        )
        return Done({"application_id": str(application.id), "digest": version.digest})


def _fill(context: Context, url: str, posting: Snapshot) -> Draft:
    stored = sent_files(context)
    with files.on_disk(stored) as paths:
        person = candidate.candidate(
            _person(context), {str(file.id): (file, paths[str(file.id)]) for file in stored}
        )
        job = candidate.job(posting, _facts(context))
        with (
            FilteringProxy(allowed_hosts=settings.OPERATOR_ALLOWED_HOSTS) as proxy,
            browser.session(proxy_url=proxy.url, timeout=settings.BROWSER_SECONDS) as session,
        ):
            draft: Draft = session.prepare(
                url, person, job, site_consent=_CONSENT in context.confirmed
            )
            return draft


def sent_files(context: Context) -> list[GeneratedFile]:
    """Return the run's documents in the format that forms are given."""
    rows = GeneratedFile.objects.filter(run_id=context.run_id, media_type=candidate.SENT)
    return list(rows.order_by("id"))


def _person(context: Context) -> dict[str, Any]:
    """Return the pinned résumé with today's standing answers: the person may have added some."""
    pinned = _profile(context, f"/profile/{context.profile_version}/")
    return {**_profile(context, "/profile/"), "resume": pinned["resume"]}


def _profile(context: Context, path: str) -> dict[str, Any]:
    found: dict[str, Any] = internal.call(
        "user_service", path, on_behalf_of=context.user_id
    ).json()
    return found


def _facts(context: Context) -> dict[str, Any]:
    path = f"/postings/{context.outputs['posting']['posting_id']}/"
    found: dict[str, Any] = internal.call(
        "ats_service", path, on_behalf_of=context.user_id
    ).json()["facts"]
    return found


STEP = Prepare()
