"""The Celery app of ats_service; workers start with ``-A ats_service.celery``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ats_service.settings")
app = Celery("ats_service")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
