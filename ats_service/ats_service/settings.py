"""Settings of ats_service: résumé parsing, document check, postings, match."""

from common.settings import *

ROOT_URLCONF = "ats_service.urls"
DATABASES = {"default": database("ats_service")}
INSTALLED_APPS = [
    *COMMON_APPS,
    "ats_service.resumes",
    "ats_service.postings",
    "ats_service.matching",
]
#: Whether the text of a scan is recognised, where the system has Tesseract.
ATS_OCR = env.bool("ATS_OCR", default=True)
#: Further files of skills, in the form of engine/skills/terms; see docs/resumes.md.
ATS_TERMS = env.list("ATS_TERMS", default=[])
CELERY_BEAT_SCHEDULE |= ticks(sweep_parses=30.0, sweep_postings=30.0)
SPECTACULAR_SETTINGS |= {
    "ENUM_NAME_OVERRIDES": {"WorkState": "ats_service.resumes.models.WorkState"}
}
