"""submit: the one step that may not repeat."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from agent_service import browser
from agent_service.applications import actions, changed_forms, files, obstacles, policy, submission
from agent_service.applications.models import Application
from agent_service.consents import actions as consents
from agent_service.forms.adapter import may_submit
from agent_service.forms.draft import NeedsPerson as Obstacle
from agent_service.forms.manifest import Manifest, differences
from agent_service.rules import actions as rules
from agent_service.steps._contract import Back, Context, Done, Failed, NeedsPerson, Outcome
from agent_service.steps.prepare import hung_once, sent_files, stopped
from common.contracts.agent import ApplicationState
from common.crashpoint import crashpoint
from common.http import FilteringProxy

_NEVER_SEEN = (
    "Nobody has checked forms of the kind “{adapter}” on a real page yet. Let this kind be sent, "
    "or send it yourself in your own browser."
)
_TAKEN_BACK = (
    "Filling this form sends to {site}, which you no longer allow. Allow it again, or send it "
    "yourself in your own browser."
)


@dataclass(frozen=True)
class Submit:
    """Fill the form again, compare it with what was approved, commit, click once, look."""

    name: str = "submit"

    def run(self, context: Context) -> Outcome:
        """Return the outcome; only the process that commits ``submitting`` clicks."""
        application = Application.objects.select_related("manifest", "opening").get(
            run_id=context.run_id
        )
        if application.state == ApplicationState.SUBMITTING:
            submission.lose(application, at=context.at)
            application.refresh_from_db()
        if application.state == ApplicationState.DRAFT:
            return Back("approve", "It needs your approval again; nothing was sent.")
        if application.state != ApplicationState.APPROVED:
            return settled(application)
        if not actions.is_approved(application, at=context.at):
            why = "The approval has expired; nothing was sent."
            actions.ask_again(application, why, at=context.at)
            return Back("approve", why)
        return self._send(context, application)

    def _send(self, context: Context, application: Application) -> Outcome:
        manifest = approved_manifest(application)
        if stop := _not_allowed(manifest, context):
            return stop
        with files.on_disk(sent_files(context)) as paths:
            chosen = {f.document_id: paths[f.document_id] for f in manifest.files}
            with (
                FilteringProxy(allowed_hosts=settings.OPERATOR_ALLOWED_HOSTS) as proxy,
                browser.session(proxy_url=proxy.url, timeout=settings.BROWSER_SECONDS) as session,
            ):
                if stop := _refill(session, application, manifest, chosen, context):
                    return stop
                try:
                    attempt = submission.begin(application, context)
                except policy.EmployerTaken as taken:
                    return NeedsPerson(taken.code, str(taken))
                except rules.RuleSpent as spent:
                    actions.ask_again(application, str(spent), at=context.at)
                    return Back("approve", str(spent))
                crashpoint("submit:before_click")
                outcome = session.submit()
                crashpoint("submit:after_click")
        submission.finish(attempt, outcome)
        crashpoint("submit:after_commit")
        application.refresh_from_db()
        return settled(application)


def _refill(
    session: browser.Session,
    application: Application,
    manifest: Manifest,
    chosen: Mapping[str, Path],
    context: Context,
) -> Outcome | None:
    """Fill the form again; return what keeps it from being sent, if anything does."""
    try:
        seen = session.refill(manifest, chosen)
    except Obstacle as met:
        changed_forms.note_lost(manifest.url, met, at=context.at)
        return stopped(application, obstacles.met_at(manifest.final_url, met), context)
    except browser.BrowserHung:
        stop = obstacles.hung(manifest.final_url)
        return hung_once(context) or stopped(application, stop, context)
    actions.stop_at(application, None, at=context.at)
    changed = differences(manifest, seen)
    if not changed:
        return None
    changed_forms.send_back(application, manifest, changed, at=context.at)
    return Back("prepare", f"The form changed in {len(changed)} places; nothing was sent.")


def _not_allowed(manifest: Manifest, context: Context) -> Outcome | None:
    """Return why the person's own switches keep the form from being sent, if they do."""
    if not may_submit(manifest.adapter, consents.turned_on(context.user_id)):
        return NeedsPerson(consents.KIND_NEEDED, _NEVER_SEEN.format(adapter=manifest.adapter))
    if manifest.site_consent and not consents.allows(context.user_id, manifest.final_url):
        site = consents.site(manifest.final_url)
        return NeedsPerson(consents.SITE_NEEDED, _TAKEN_BACK.format(site=site))
    return None


def approved_manifest(application: Application) -> Manifest:
    """Return the manifest that was approved; it is what goes out, or nothing does."""
    version = application.manifest
    if version is None or version.digest != application.approved_digest:
        raise submission.NotApproved("The approval is for another version; approve this one.")
    manifest = Manifest.model_validate(version.body)
    if manifest.digest() != application.approved_digest:
        raise submission.NotApproved("The stored manifest differs from what was approved.")
    return manifest


def settled(application: Application) -> Outcome:
    """Return what the application's state means for its run."""
    if application.state == ApplicationState.SUBMITTED:
        return Done({"state": application.state})
    if application.state == ApplicationState.OUTCOME_UNKNOWN:
        return NeedsPerson(
            "outcome-unknown",
            "Whether the application arrived is not known. Look for a confirmation by the "
            "employer, then say how it ended; nothing is sent again by itself.",
        )
    if application.state == ApplicationState.REFUSED:
        return Failed("refused", application.reason or "The employer's form refused it.")
    return Failed("not-approved", "The application is not approved; nothing was sent.")


STEP = Submit()
