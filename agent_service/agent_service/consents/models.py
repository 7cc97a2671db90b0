"""What a person lets the agent do beyond reading: per site, and per kind of form."""

from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7


class SiteConsentQuerySet(QuerySet["SiteConsent"]):
    """Named reads of consents."""

    def of(self, user_id: UUID) -> "SiteConsentQuerySet":
        """Return the person's consents, those taken back too."""
        return self.filter(user_id=user_id)

    def standing(self, user_id: UUID, site: str) -> "SiteConsentQuerySet":
        """Return the consent for this site that holds now."""
        return self.filter(user_id=user_id, site=site, revoked_at=None)


class SiteConsent(models.Model):
    """A site that may be sent to while a form is prepared; taken back, the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    site = models.CharField(max_length=300, help_text="host, with its port where it names one")
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = SiteConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user_id", "-id"], name="site_consent_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "site"], condition=Q(revoked_at=None), name="one_consent_a_site"
            )
        ]

    def __str__(self) -> str:
        """Return the site."""
        return self.site


class FormSwitch(models.Model):
    """A kind of form that nobody verified and that a person lets be sent; off, the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    adapter = models.CharField(max_length=60)
    turned_on_at = models.DateTimeField()
    turned_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "adapter"],
                condition=Q(turned_off_at=None),
                name="one_switch_a_kind",
            )
        ]

    def __str__(self) -> str:
        """Return the adapter's name."""
        return self.adapter
