"""Setting rules, letting them approve, and spending their places of a day."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agent_service.applications.models import Application
from agent_service.consents.actions import check_kinds
from agent_service.rules.models import RuleApproval, RuleVersion, StandingRule
from agent_service.zones import zone_of
from common.errors import ServiceError
from common.text import clean_json

MOST = 20  # rules of one person: each is judged for every manifest
_TERMS = (
    "name", "on", "adapters", "match_at_least", "a_day", "employers_never", "one_per_employer",
    "expires_at",
)  # fmt: skip


class RuleChanged(ServiceError):
    """The rule is not as it was looked at."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "rule-changed"
    title: ClassVar[str] = "The rule changed since you looked at it"


class TooManyRules(ServiceError):
    """The person has as many rules as anybody may have."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "too-many-rules"
    title: ClassVar[str] = "You have as many rules as there may be"


class RuleSpent(ServiceError):
    """The rule that approved it no longer covers it."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "rule-spent"
    title: ClassVar[str] = "The rule that approved this no longer covers it"


@transaction.atomic(savepoint=False)
def create(user_id: UUID, terms: dict[str, Any], *, at: datetime) -> StandingRule:
    """Make a rule; it is judged for every manifest from now on.

    Raises:
        KindUnknown: it names a kind of form that does not exist.
        TooManyRules: the person has enough of them.
    """
    check_kinds(terms["adapters"])
    if StandingRule.objects.of(user_id).count() >= MOST:
        raise TooManyRules(f"End one first: {MOST} are the most.")
    rule = StandingRule.objects.create(
        user_id=user_id, created_at=at, updated_at=at, **clean_json(terms)
    )
    _keep_version(rule, at=at)
    return rule


@transaction.atomic(savepoint=False)
def replace(
    rule_id: UUID, user_id: UUID, terms: dict[str, Any], *, version: int | None, at: datetime
) -> StandingRule:
    """Change a rule; what it approved and was not sent yet is judged again.

    Raises:
        KindUnknown: it names a kind of form that does not exist.
        RuleChanged: it is not at the ``version`` that was looked at.
    """
    check_kinds(terms["adapters"])
    rule = StandingRule.objects.of(user_id).select_for_update().get(id=rule_id)
    if version is not None and version != rule.version:
        raise RuleChanged(f"It is at version {rule.version}; look at it again.")
    for name, value in clean_json(terms).items():
        setattr(rule, name, value)
    rule.version, rule.updated_at = rule.version + 1, at
    rule.save()
    _keep_version(rule, at=at)
    return rule


@transaction.atomic(savepoint=False)
def end(rule_id: UUID, user_id: UUID, *, at: datetime) -> None:
    """End a rule; what it approved and was not sent yet goes to the person."""
    StandingRule.objects.of(user_id).filter(id=rule_id).update(on=False, ended_at=at)


def spend(application: Application, *, at: datetime) -> None:
    """Take the place of this day for what a rule approved, in the transaction that begins to send.

    Raises:
        RuleSpent: the rule was changed, ended or has expired, or the day has no place left.
    """
    taken = RuleApproval.objects.get(application=application)
    rule = StandingRule.objects.select_for_update().get(id=taken.rule_id)
    if not rule.on or rule.version != application.approval_rule_version:
        raise RuleSpent(f"Your rule “{rule.name}” was changed or ended after it approved this.")
    if rule.expires_at is not None and rule.expires_at <= at:
        raise RuleSpent(f"Your rule “{rule.name}” ended before this was sent.")
    today = day(at, taken.zone)
    others = RuleApproval.objects.filter(rule=rule, sent_on=today).exclude(id=taken.id)
    if others.count() >= rule.a_day:
        raise RuleSpent(f"Your rule “{rule.name}” allows {rule.a_day} a day; they went.")
    taken.sent_on = today
    taken.save(update_fields=["sent_on"])


def taken_on(rule: StandingRule, today: date, *, but: Application) -> int:
    """Return how many places of a day are taken by other applications."""
    of_day = Q(approved_on=today) | Q(sent_on=today)
    return RuleApproval.objects.filter(of_day, rule=rule).exclude(application=but).count()


def day(at: datetime, zone: str) -> date:
    """Return the day it is in a zone; in UTC where the zone is unknown."""
    return at.astimezone(zone_of(zone)).date()


def _keep_version(rule: StandingRule, *, at: datetime) -> None:
    terms = {name: getattr(rule, name) for name in _TERMS}
    terms["expires_at"] = rule.expires_at.isoformat() if rule.expires_at else None
    RuleVersion.objects.create(
        user_id=rule.user_id, rule=rule, version=rule.version, terms=terms, created_at=at
    )
