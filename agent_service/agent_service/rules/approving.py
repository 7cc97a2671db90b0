"""Lets a person's standing rules judge one exact manifest, and approve it where one covers it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agent_service.applications import policy
from agent_service.applications.actions import is_approved
from agent_service.applications.models import Application, ManifestVersion
from agent_service.applications.timeline import note
from agent_service.applications.versions import locked
from agent_service.consents.actions import turned_on
from agent_service.forms.adapter import may_submit
from agent_service.forms.manifest import Manifest
from agent_service.rules.actions import day, taken_on
from agent_service.rules.judging import Case, Objection, Terms, objections
from agent_service.rules.models import RuleApproval, RuleVerdict, StandingRule
from common.contracts.agent import ApplicationState


def has_rules(user_id: UUID) -> bool:
    """Return whether the person set a rule that is on."""
    return StandingRule.objects.of(user_id).filter(on=True).exists()


@transaction.atomic
def approve(
    application_id: UUID,
    user_id: UUID,
    *,
    score: float | None,
    zone: str,
    at: datetime,
    check_lease: Callable[[], None],
) -> bool:
    """Approve the current manifest by the first rule that covers it; return if it is approved.

    One person's rules are judged one application at a time, so that two workers cannot both take
    the last place of a day, or the only one at an employer.

    Args:
        application_id: whose manifest.
        user_id: the person.
        score: of the match, 0 to 1.
        zone: the person's, for the day.
        at: now.
        check_lease: raises LeaseLost where another worker has the run.

    Raises:
        LeaseLost: nothing was stored.
        NotOpen: it was sent, or withdrawn.
    """
    check_lease()
    policy.one_at_a_time(user_id)
    application = locked(application_id, user_id)
    if is_approved(application, at=at):  # the person, or another worker, was faster
        return True
    version = application.manifest
    if version is None or application.obstacle or application.taken_over_at:
        return False
    manifest = Manifest.model_validate(version.body)
    if manifest.digest() != version.digest:
        return False
    rules = StandingRule.objects.of(user_id).filter(on=True).select_for_update()
    for rule in rules.order_by("id"):
        case = _case(application, version, manifest, rule, score=score, zone=zone, at=at)
        against = objections(_terms(rule), case)
        _keep_verdict(application, version, rule, against, at=at)
        if not against:
            _approve(application, version, rule, case, zone=zone)
            return True
    return False


def _terms(rule: StandingRule) -> Terms:
    return Terms(
        adapters=rule.adapters,
        match_at_least=rule.match_at_least,
        a_day=rule.a_day,
        employers_never=rule.employers_never,
        one_per_employer=rule.one_per_employer,
        expires_at=rule.expires_at,
    )


def _case(
    application: Application,
    version: ManifestVersion,
    manifest: Manifest,
    rule: StandingRule,
    *,
    score: float | None,
    zone: str,
    at: datetime,
) -> Case:
    allowed = application.employer_allowed_at is not None
    return Case(
        manifest=manifest,
        questions=version.questions,
        may_be_sent=may_submit(manifest.adapter, turned_on(application.user_id)),
        score=score,
        employer=application.employer,
        open_there=0 if allowed else len(policy.others(application, at=at)),
        today=taken_on(rule, day(at, zone), but=application),
        at=at,
    )


def _keep_verdict(
    application: Application,
    version: ManifestVersion,
    rule: StandingRule,
    against: list[Objection],
    *,
    at: datetime,
) -> None:
    """Keep what the rule said; a no is told in the timeline once a manifest."""
    _stored, created = RuleVerdict.objects.update_or_create(
        application=application,
        rule=rule,
        rule_version=rule.version,
        digest=version.digest,
        defaults={
            "user_id": application.user_id,
            "applies": not against,
            "reasons": [asdict(one) for one in against],
            "at": at,
        },
    )
    if against and created:
        why = " ".join(one.sentence for one in against[:5])
        sentence = f"Your rule “{rule.name}” (version {rule.version}) does not cover this. {why}"
        note(application, "rule-declined", sentence, at=at)


def _approve(
    application: Application,
    version: ManifestVersion,
    rule: StandingRule,
    case: Case,
    *,
    zone: str,
) -> None:
    """Store the approval, who gave it, and the place of the day that it takes."""
    at = case.at
    RuleApproval.objects.update_or_create(
        application=application,
        defaults={
            "user_id": application.user_id,
            "rule": rule,
            "rule_version": rule.version,
            "digest": version.digest,
            "zone": zone,
            "approved_on": day(at, zone),
            "approved_at": at,
            "sent_on": None,
        },
    )
    application.state, application.approved_digest = ApplicationState.APPROVED, version.digest
    application.approval_rule_id, application.approval_rule_version = rule.id, rule.version
    application.approved_at = application.updated_at = at
    application.approval_expires_at = at + timedelta(hours=settings.APPROVAL_HOURS)
    if case.open_there:  # the rule says that several are fine
        application.employer_allowed_at = at
    application.save()
    note(
        application,
        "approved-by-rule",
        f"Your rule “{rule.name}” (version {rule.version}) approved exactly what is shown: match "
        f"{case.score or 0:.2f} of at least {rule.match_at_least:.2f}, a form of the kind "
        f"{case.manifest.adapter}, number {case.today + 1} of at most {rule.a_day} today.",
        at=at,
    )
