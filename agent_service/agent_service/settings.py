"""Settings of agent_service: runs, openings, writing, forms, applications."""

from urllib.parse import urlsplit

from common.settings import *

ROOT_URLCONF = "agent_service.urls"
DATABASES = {"default": database("agent_service")}
INSTALLED_APPS = [
    *COMMON_APPS,
    "django.contrib.postgres",
    "agent_service.openings",
    "agent_service.runs",
    "agent_service.applications",
    "agent_service.approval",
    "agent_service.consents",
    "agent_service.rules",
]
#: The queue of steps that open a browser; its worker starts when first needed.
BROWSER_QUEUE = "agent_service.browser"
#: Where the practice employer answers; empty where it is off.
PRACTICE_ORIGIN = env.str("AGENT_PRACTICE_ORIGIN", default="").rstrip("/")
if PRACTICE_ORIGIN and not PRODUCTION:
    OPERATOR_ALLOWED_HOSTS = [*OPERATOR_ALLOWED_HOSTS, urlsplit(PRACTICE_ORIGIN).netloc]
#: How long an approval, the link to give it, and such a link in a mail hold.
APPROVAL_HOURS = env.int("AGENT_APPROVAL_HOURS", default=24)
REVIEW_LINK_MINUTES = env.int("AGENT_REVIEW_LINK_MINUTES", default=30)
MAILED_LINK_HOURS = env.int("AGENT_MAILED_LINK_HOURS", default=168)
#: Days after which an application that was sent no longer counts as open at its employer.
OPEN_DAYS = env.int("AGENT_OPEN_DAYS", default=90)
#: How long the browser may take over one form (seconds).
BROWSER_SECONDS = env.int("AGENT_BROWSER_SECONDS", default=180)
#: Matches of at least this score (0 to 1) are told.
MATCH_TOLD = env.float("AGENT_MATCH_TOLD", default=0.6)
#: An OpenAI-compatible model that may reword letters; without one, templates serve.
LLM = {name: env.str(name, default="") for name in ("LLM_URL", "LLM_MODEL", "LLM_KEY")}
#: Staff are told when a job board has answered nothing usable for so long.
SOURCE_SILENT_HOURS = env.float("AGENT_SOURCE_SILENT_HOURS", default=6)
CELERY_BEAT_SCHEDULE |= ticks(
    sweep_openings=30.0,
    sweep_runs=30.0,
    watch_sources=600.0,
    sweep_files=3600.0,
    sweep_review_links=3600.0,
)
SPECTACULAR_SETTINGS |= {
    "ENUM_NAME_OVERRIDES": {
        "OpeningState": "agent_service.openings.models.OpeningState",
        "RunState": "agent_service.runs.models.STATES",
        "StepState": "agent_service.runs.models.StepState",
        "ApplicationState": "agent_service.applications.models.STATES",
        "SourceKind": "agent_service.applications.shapes.KINDS",
    }
}
