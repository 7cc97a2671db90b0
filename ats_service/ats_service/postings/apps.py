"""What is read once when the service starts."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from ats_service.engine.skills.vocabulary import extend_with


class PostingsConfig(AppConfig):
    """Postings and the skills they ask for."""

    name = "ats_service.postings"

    def ready(self) -> None:
        """Know the skills of the operator's own files from the start, or fail loudly."""
        if settings.ATS_TERMS:
            extend_with([Path(name) for name in settings.ATS_TERMS])
