"""A project of its own for the tests of common, under the name of one service."""

import os

os.environ["SERVICE"] = "ats_service"

from common.settings import *

ROOT_URLCONF = "project.urls"
DATABASES = {"default": database("ats_service")}
INSTALLED_APPS = [*COMMON_APPS, "project.things"]
CELERY_APP = "project.celery"
