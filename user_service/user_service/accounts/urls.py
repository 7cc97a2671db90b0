"""Paths of accounts."""

from django.urls import path

from user_service.accounts.api import internal, me, passwords, registrations, tokens

urlpatterns = [
    path("registrations/", registrations.RegistrationsView.as_view(), name="registrations"),
    path("verifications/", registrations.VerificationsView.as_view(), name="verifications"),
    path("tokens/", tokens.TokensView.as_view(), name="tokens"),
    path("tokens/refresh/", tokens.RefreshView.as_view(), name="tokens-refresh"),
    path("tokens/revoke/", tokens.RevokeView.as_view(), name="tokens-revoke"),
    path("tokens/revoke-all/", tokens.RevokeAllView.as_view(), name="tokens-revoke-all"),
    path("password-resets/", passwords.ResetRequestsView.as_view(), name="password-resets"),
    path("password-resets/confirm/", passwords.ResetsView.as_view(), name="password-reset"),
    path("password/", passwords.PasswordView.as_view(), name="password"),
    path("email-changes/", me.EmailChangesView.as_view(), name="email-changes"),
    path("me/", me.MeView.as_view(), name="me"),
]
internal_urls = [path("contacts/<uuid:user_id>/", internal.ContactView.as_view(), name="contact")]
