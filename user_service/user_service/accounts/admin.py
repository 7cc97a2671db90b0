"""Accounts for staff: look, find, close, sign out."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from common.admin import FactAdmin
from user_service.accounts.actions import account, mail, sessions
from user_service.accounts.models import (
    AccessEvent,
    Challenge,
    Mail,
    RefreshFamily,
    Registration,
    User,
)

admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(FactAdmin):
    """Accounts; the profile belongs to the person and is not edited here."""

    list_display = ["id", "email", "is_active", "is_staff", "email_verified_at", "last_login"]
    list_filter = ["is_active", "is_staff", "zone", "language"]
    search_fields = ["=id", "=email"]
    exclude = ["password", "groups", "user_permissions"]
    actions = ["deactivate", "reactivate", "sign_out_everywhere"]

    @admin.action(description="Close the accounts and void their tokens")
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Close the chosen accounts, but not one's own."""
        for user in queryset.exclude(id=str(request.user.pk)):
            account.deactivate(user.id, because=f"staff {request.user.pk}", at=timezone.now())
        messages.info(request, "The accounts are closed; nothing of theirs was removed.")

    @admin.action(description="Open closed accounts again")
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Open the chosen accounts again."""
        for user in queryset.filter(is_active=False):
            account.reactivate(user.id, because=f"staff {request.user.pk}", at=timezone.now())
        messages.info(request, "The accounts are open; accounts being erased stay closed.")

    @admin.action(description="Sign out everywhere")
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Void every token of the chosen accounts."""
        for user in queryset:
            sessions.sign_out_everywhere(user.id, because="staff", at=timezone.now())
        messages.info(request, "Every token of these accounts is void.")


class MailFate(admin.SimpleListFilter):
    """Where a mail stands."""

    title = "fate"
    parameter_name = "fate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("parked", "given up"), ("failing", "failing"), ("waiting", "waiting"),
                ("sent", "sent")]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of the chosen fate."""
        waiting = Q(sent_at=None, parked_at=None)
        return {
            "parked": queryset.filter(parked_at__isnull=False),
            "failing": queryset.filter(waiting, attempts__gt=0),
            "waiting": queryset.filter(waiting),
            "sent": queryset.filter(sent_at__isnull=False),
        }.get(self.value() or "", queryset)


@admin.register(Mail)
class MailAdmin(FactAdmin):
    """The mail queue: what was sent, what waits and why."""

    list_display = [
        "id", "kind", "to", "attempts", "created_at", "sent_at", "parked_at", "last_error",
    ]  # fmt: skip
    list_filter = [MailFate, "kind"]
    search_fields = ["=id", "=user_id", "=to"]
    actions = ["send_again"]

    @admin.action(description="Send again what was given up")
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        """Give the chosen mails fresh attempts."""
        count = mail.send_again(queryset, at=timezone.now())
        messages.info(request, f"{count} mails will be tried again.")


@admin.register(AccessEvent)
class AccessEventAdmin(FactAdmin):
    """The audit of sign-ins: why somebody got in or did not."""

    list_display = ["at", "kind", "outcome", "user_id", "address", "agent"]
    list_filter = ["kind", "outcome"]
    search_fields = ["=id", "=user_id", "=address"]
    ordering = ["-at"]


@admin.register(RefreshFamily)
class RefreshFamilyAdmin(FactAdmin):
    """Sign-ins and why they ended."""

    list_display = ["id", "user_id", "signed_in_at", "rotated_at", "ended_at", "ended_because"]
    list_filter = ["ended_because"]
    search_fields = ["=id", "=user__id"]
    fields = ["user_id", "signed_in_at", "rotated_at", "expires_at", "ended_at", "ended_because",
              "address", "agent"]  # fmt: skip


@admin.register(Challenge)
class ChallengeAdmin(FactAdmin):
    """Changes that wait for a mailed code."""

    list_display = ["id", "user_id", "purpose", "created_at", "expires_at"]
    list_filter = ["purpose"]
    search_fields = ["=id", "=user__id"]
    fields = ["user_id", "purpose", "created_at", "expires_at"]


@admin.register(Registration)
class RegistrationAdmin(FactAdmin):
    """Accounts that wait for the confirmation of their address."""

    list_display = ["id", "email", "created_at", "expires_at"]
    search_fields = ["=id", "=email"]
    exclude = ["password"]
