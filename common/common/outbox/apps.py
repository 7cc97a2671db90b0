"""Django's view of the outbox app."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """Finds every ``handlers`` module and starts the relay in workers."""

    name = "common.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the Celery app for web processes too; register handlers and signals."""
        import_module(settings.CELERY_APP)
        autodiscover_modules("handlers")
        from common.outbox import worker

        worker.connect()
