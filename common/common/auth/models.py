"""What each service remembers of void tokens and erased people."""

from django.db import models


class Revocation(models.Model):
    """The moment before which a person's tokens are void; a tombstone once they are erased."""

    user_id = models.UUIDField(primary_key=True)
    revoked_before = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """Return the person's id."""
        return str(self.user_id)
