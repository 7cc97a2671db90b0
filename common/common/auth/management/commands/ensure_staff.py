"""Create the one staff account of this service's admin site on the first start."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from common.settings import env


class Command(BaseCommand):
    """Create it with STAFF_PASSWORD where no staff account exists; print nothing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account once."""
        model = get_user_model()
        users = model.objects
        password = env.str("STAFF_PASSWORD", default="")
        if not password or users.filter(is_superuser=True).exists():
            return
        name = env.str("STAFF_NAME", default="staff@localhost")
        users.create_superuser(**{"email": name, model.USERNAME_FIELD: name, "password": password})
