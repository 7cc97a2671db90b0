"""Django's view of the profiles app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """The profile, its versions, standing answers and proposals."""

    name = "user_service.profiles"
    label = "profiles"
