"""The Celery app of agent_service; workers start with ``-A agent_service.celery``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agent_service.settings")
app = Celery("agent_service")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
