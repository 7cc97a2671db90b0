"""The addresses under which calendar programs read people's interviews."""

from django.db import models


class Feed(models.Model):
    """How often a person made the address of their calendar anew; it is in the address, signed."""

    user_id = models.UUIDField(primary_key=True)
    round = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the person's id."""
        return str(self.user_id)
