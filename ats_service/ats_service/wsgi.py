"""WSGI entry point of ats_service."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ats_service.settings")
application = get_wsgi_application()
