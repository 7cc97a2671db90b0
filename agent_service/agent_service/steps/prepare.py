"""prepare: fill the employer's form without sending anything, and keep what it would send."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings

from agent_service import browser
from agent_service.applications import actions, candidate, changed_forms, files, obstacles
from agent_service.applications.models import Application, GeneratedFile
from agent_service.consents import actions as consents
from agent_service.forms.adapter import consented_sites
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.draft import Draft
from agent_service.forms.draft import NeedsPerson as Obstacle
from agent_service.openings.models import Opening, Snapshot
from agent_service.steps._contract import Context, Done, Failed, NeedsPerson, Outcome, Waiting
from agent_service.writing.for_forms import FormWriter
from common import internal
from common.contracts.agent import ApplicationState
from common.http import FilteringProxy

_PAUSE = timedelta(seconds=15)


@dataclass(frozen=True)
class Prepare:
    """Open the form in a browser that holds back whatever it would send about the person."""

    name: str = "prepare"

    def run(self, context: Context) -> Outcome:
        """Return the application and the digest of its manifest."""
        opening = Opening.objects.select_related("snapshot").get(id=context.opening_id)
        posting = opening.snapshot
        assert posting is not None  # the step posting waits for it
        why = " ".join(context.outputs.get("decide", {}).get("reasons", ()))
        allowed = "similar-application" in context.confirmed
        application = actions.begin(
            context.run_id, opening, at=context.at, why=why, allowed=allowed
        )
        if application.state == ApplicationState.WITHDRAWN:
            return Failed("rejected", "You decided not to apply.")
        url = opening.url or posting.apply_url
        if not url:
            return _half_filled(application, obstacles.NO_FORM, context)
        try:
            draft = _fill(context, application, url, posting)
        except Obstacle as met:
            changed_forms.note_lost(url, met, at=context.at)
            return _half_filled(application, obstacles.met_at(url, met), context, met.draft)
        except browser.BrowserHung:
            return hung_once(context) or _half_filled(application, obstacles.hung(url), context)
        if draft.needs_site_consent:
            return _half_filled(application, obstacles.consent_needed(draft), context, draft)
        version = _kept(application, draft, context)
        return Done({"application_id": str(application.id), "digest": version.digest})


def hung_once(context: Context) -> Outcome | None:
    """Return that a form that hung is opened once more; None where that was done already."""
    if context.attempts > 1:
        return None
    why = "The form kept the browser busy for too long."
    return Waiting("form-hung", why, deadline_at=context.at + _PAUSE)


def stopped(
    application: Application, obstacle: obstacles.Obstacle, context: Context
) -> NeedsPerson:
    """Keep what stands in the way; ask the person."""
    actions.stop_at(application, obstacle.stored(), at=context.at)
    return NeedsPerson(obstacle.code, obstacle.why)


def _half_filled(
    application: Application,
    obstacle: obstacles.Obstacle,
    context: Context,
    draft: Draft | None = None,
) -> NeedsPerson:
    """Keep what could be filled in all the same, or else what most forms ask for, too."""
    if draft is None:
        known = obstacles.to_copy(candidate.candidate(_person(context), {}))
        return stopped(application, replace(obstacle, answers=known), context)
    _kept(application, draft, context, obstacle)
    return NeedsPerson(obstacle.code, obstacle.why)


def _kept(
    application: Application,
    draft: Draft,
    context: Context,
    obstacle: obstacles.Obstacle | None = None,
) -> Any:
    return actions.keep_manifest(
        application,
        draft.manifest,
        questions=[asdict(question) for question in draft.questions],
        screenshot=draft.screenshot_png,
        at=context.at,
        obstacle=obstacle.stored() if obstacle else None,
    )


def _fill(context: Context, application: Application, url: str, posting: Snapshot) -> Draft:
    stored = sent_files(context)
    with files.on_disk(stored) as paths:
        given = _person(context)
        writer = FormWriter(context.run_id, given["resume"], written_for(posting))
        sent = {str(file.id): (file, paths[str(file.id)]) for file in stored}
        person = candidate.candidate(given, sent, writer)
        job = candidate.job(posting, _facts(context))
        with (
            FilteringProxy(allowed_hosts=settings.OPERATOR_ALLOWED_HOSTS) as proxy,
            browser.session(proxy_url=proxy.url, timeout=settings.BROWSER_SECONDS) as session,
        ):
            try:
                draft = _drafted(session, application, url, person, job, context)
            except Obstacle as met:
                if met.draft is not None:
                    actions.keep_written(application, met.draft.manifest, writer, at=context.at)
                raise
            actions.keep_written(application, draft.manifest, writer, at=context.at)
            return draft


def _drafted(
    session: browser.Session,
    application: Application,
    url: str,
    person: Candidate,
    job: JobContext,
    context: Context,
) -> Draft:
    """Fill the form with nothing leaving; where that fails, again with the person's consent."""
    edits = actions.edits_of(application)
    draft = session.prepare(url, person, job, edits=edits)
    where = draft.manifest.final_url
    if not draft.needs_site_consent or not consents.allows(context.user_id, where):
        return draft
    actions.note_consent_used(application, consents.site(where), at=context.at)
    sites = consented_sites(where, draft.manifest.adapter)
    return session.prepare(url, person, job, edits=edits, site_consent=True, sites=sites)


def written_for(posting: Snapshot) -> dict[str, str]:
    """Return what a writer may know of the opening; none of it is evidence."""
    return {
        "title": posting.title,
        "employer": posting.employer,
        "text": posting.text,
        "language": posting.language,
    }


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
