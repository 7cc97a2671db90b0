"""Django's view of the idempotency app."""

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    """Keeps the answers of requests that carried a key."""

    name = "common.idempotency"
    label = "idempotency"
    default_auto_field = "django.db.models.BigAutoField"
