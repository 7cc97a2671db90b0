"""Django's view of the privacy app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Export and erasure."""

    name = "user_service.privacy"
    label = "privacy"
