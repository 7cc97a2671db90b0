"""Django's view of the access app."""

from django.apps import AppConfig


class AuthConfig(AppConfig):
    """Keeps revocations, apart from ``django.contrib.auth`` by its label."""

    name = "common.auth"
    label = "access"
    verbose_name = "Access"
    default_auto_field = "django.db.models.BigAutoField"
