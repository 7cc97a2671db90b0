"""The shapes of addresses on the job boards that are known by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_LOCALE = r"(?:/[a-z]{2}(?:[-_][A-Za-z]{2})?)?"
_REST = r"(?:/.*)?"

#: Boards whose job ids are unique over all tenants, so the id alone is a key too.
UNIQUE_IDS = frozenset({"greenhouse", "lever", "ashby", "workable", "linkedin", "indeed"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One job on one board; ``region`` is the board's data region, ``origin`` its own host."""

    ats: str
    tenant: str
    job: str
    region: str = ""
    origin: str = ""

    def keys(self) -> tuple[str, ...]:
        """Return ``ats:tenant:job`` and, where ids are global, ``ats:*:job``."""
        known = (f"{self.ats}:{self.tenant}:{self.job}",) if self.tenant else ()
        anywhere = self.ats in UNIQUE_IDS or not self.tenant
        return (*known, f"{self.ats}:*:{self.job}") if anywhere else known


@dataclass(frozen=True, slots=True)
class Rule:
    """How one board writes its addresses: a pattern over host and path, or query parameters."""

    ats: str
    pattern: re.Pattern[str]
    job_parameter: str = ""
    tenant_parameter: str = ""
    tidy: Callable[[str], str] = str.lower


def _rule(ats: str, pattern: str, job: str = "", tenant: str = "") -> Rule:
    """Return a rule whose job ids do not depend on case."""
    return Rule(ats, re.compile(pattern, re.IGNORECASE), job, tenant)


def _requisition(value: str) -> str:
    """Return a Workday requisition without the ``-1`` that numbers its other postings."""
    return re.sub(r"(?<=\d{4})-\d{1,2}$", "", value).lower()


def _exactly(value: str) -> str:
    """Return an id that is told apart by case."""
    return value


_WORKDAY_JOB = r"/(?:job|details)/(?:.*/)?[^/]*_(?P<job>[A-Za-z]*[-_]?\d[\w-]*)(?:/apply.*)?"

RULES: tuple[Rule, ...] = (
    _rule(
        "greenhouse",
        r"(?:job-boards|boards)(?:\.(?P<region>eu))?\.greenhouse\.io/embed/job_app/?",
        "token",
        "for",
    ),
    _rule(
        "greenhouse",
        r"(?:job-boards|boards)(?:\.(?P<region>eu))?\.greenhouse\.io"
        rf"/(?P<tenant>[^/]+)/jobs/(?P<job>\d+){_REST}",
    ),
    _rule(
        "greenhouse",
        r"(?:boards-api|api)(?:\.(?P<region>eu))?\.greenhouse\.io"
        rf"/v1/boards/(?P<tenant>[^/]+)/jobs/(?P<job>\d+){_REST}",
    ),
    _rule(
        "lever",
        rf"jobs(?:\.(?P<region>eu))?\.lever\.co/(?P<tenant>[^/]+)/(?P<job>{_UUID}){_REST}",
    ),
    _rule(
        "lever",
        r"api(?:\.(?P<region>eu))?\.lever\.co/v0/postings"
        rf"/(?P<tenant>[^/]+)/(?P<job>{_UUID}){_REST}",
    ),
    _rule("ashby", rf"jobs\.ashbyhq\.com/(?P<tenant>[^/]+)/(?P<job>{_UUID}){_REST}"),
    Rule(
        "workday",
        re.compile(
            r"(?P<tenant>[\w-]+)\.(?P<region>wd\d+)\.myworkdayjobs(?:-impl)?\.com/.*"
            + _WORKDAY_JOB
        ),
        tidy=_requisition,
    ),
    Rule(
        "workday",
        re.compile(
            r"(?:(?P<region>wd\d+)\.)?myworkdaysite\.com/(?:.*/)?recruiting"
            r"/(?P<tenant>[\w-]+)/.*" + _WORKDAY_JOB
        ),
        tidy=_requisition,
    ),
    _rule(
        "smartrecruiters",
        r"(?:jobs|careers)\.smartrecruiters\.com/(?P<tenant>[^/]+)/(?P<job>\d{6,})(?:-[^/]*)?/?",
    ),
    _rule(
        "smartrecruiters",
        r"jobs\.smartrecruiters\.com/oneclick-ui/company"
        rf"/(?P<tenant>[^/]+)/(?:job|publication)/(?P<job>[\w-]+){_REST}",
    ),
    _rule(
        "smartrecruiters",
        r"api\.smartrecruiters\.com/v1/companies/(?P<tenant>[^/]+)/postings/(?P<job>[\w-]+)/?",
    ),
    _rule("workable", rf"apply\.workable\.com/(?:(?P<tenant>[^/]+)/)?j/(?P<job>\w+){_REST}"),
    _rule(
        "workable",
        r"apply\.workable\.com/(?P<tenant>[^/]+)/jobs/view/(?P<job>\w+?)(?:\.md)?/?",
    ),
    _rule("workable", rf"(?P<tenant>[\w-]+)\.workable\.com/(?:j|jobs)/(?P<job>\w+){_REST}"),
    _rule("recruitee", rf"(?P<tenant>[\w-]+)\.recruitee\.com{_LOCALE}/o/(?P<job>[^/]+){_REST}"),
    _rule("personio", rf"(?P<tenant>[\w-]+)\.jobs\.personio\.(?:de|com)/job/(?P<job>\d+){_REST}"),
    _rule(
        "teamtailor",
        rf"(?P<tenant>[\w-]+)(?:\.\w+)?\.teamtailor\.com{_LOCALE}/jobs/(?P<job>\d+)(?:-[^/]*)?{_REST}",
    ),
    _rule("bamboohr", rf"(?P<tenant>[\w-]+)\.bamboohr\.com/careers/(?P<job>\d+){_REST}"),
    _rule("bamboohr", r"(?P<tenant>[\w-]+)\.bamboohr\.com/jobs/view\.php", "id"),
    _rule("icims", rf"(?P<tenant>[\w-]+)\.icims\.com/jobs/(?P<job>\d+){_REST}"),
    _rule("taleo", r"(?P<tenant>[\w-]+)\.taleo\.net/careersection/.*jobdetail\.ftl", "job"),
    Rule(
        "jobvite",
        re.compile(rf"jobs\.jobvite\.com/(?:careers/)?(?P<tenant>[^/]+)/job/(?P<job>\w+){_REST}"),
        tidy=_exactly,
    ),
    _rule(
        "rippling", rf"ats\.rippling\.com{_LOCALE}/(?P<tenant>[^/]+)/jobs/(?P<job>{_UUID}){_REST}"
    ),
    _rule("breezy", rf"(?P<tenant>[\w-]+)\.breezy\.hr/p/(?P<job>[0-9a-f]+)(?:-[^/]*)?{_REST}"),
    _rule(
        "successfactors",
        r"[\w-]+\.(?:successfactors|sapsf)\.(?:com|eu)/(?:.*)",
        "career_job_req_id",
        "company",
    ),
    _rule("linkedin", r"(?:[a-z]+\.)?linkedin\.com/jobs/view/(?:[^/]*-)?(?P<job>\d{6,})/?"),
    _rule("indeed", r"(?:[a-z]+\.)?indeed\.com/(?:viewjob|m/viewjob|rc/clk).*", "jk"),
    # Last, since they match any host: boards embedded in an employer's own site.
    _rule("greenhouse", r".*", "gh_jid", "for"),
    _rule("ashby", r".*", "ashby_jid"),
)
