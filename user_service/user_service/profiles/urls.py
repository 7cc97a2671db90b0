"""Paths of profiles."""

from django.urls import path

from user_service.profiles.api import answers, internal, profile, proposals

urlpatterns = [
    path("profile/", profile.ProfileView.as_view(), name="profile"),
    path("profile/versions/", profile.VersionsView.as_view(), name="profile-versions"),
    path("profile/versions/<int:version>/", profile.VersionView.as_view(), name="profile-version"),
    path("preferences/", profile.PreferencesView.as_view(), name="preferences"),
    path("answers/", answers.AnswersView.as_view(), name="answers"),
    path("answers/<uuid:answer_id>/", answers.AnswerView.as_view(), name="answer"),
    path("proposals/", proposals.ProposalsView.as_view(), name="proposals"),
    path("proposals/accept/", proposals.AcceptAllView.as_view(), name="proposals-accept"),
    path(
        "proposals/<uuid:proposal_id>/accept/",
        proposals.AcceptView.as_view(),
        name="proposal-accept",
    ),
    path(
        "proposals/<uuid:proposal_id>/dismiss/",
        proposals.DismissView.as_view(),
        name="proposal-dismiss",
    ),
]
internal_urls = [
    path("profile/", internal.InternalProfileView.as_view(), name="profile"),
    path("profile/<int:version>/", internal.InternalProfileView.as_view(), name="profile-version"),
]
