"""Where a person can be reached, as user_service knows it."""

from django.db import models


class Contact(models.Model):
    """A replica of one person's address, zone and language; never edited here."""

    user_id = models.UUIDField(primary_key=True)
    version = models.BigIntegerField(help_text="grows with each change; an older one is ignored")
    email = models.EmailField(max_length=254, blank=True)
    email_verified = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64, default="UTC", help_text="IANA name")
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag")
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the person's id, never the address."""
        return str(self.user_id)
