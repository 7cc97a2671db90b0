"""Django's view of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, their tokens and the mail about them."""

    name = "user_service.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hold the keys of people's tokens, so that this service never asks itself for them."""
        from user_service.accounts import tokens

        tokens.hold_own_keys()
