"""Paths of reminders."""

from django.urls import path

from notification_service.reminders import api

urlpatterns = [
    path("reminders/", api.RemindersView.as_view(), name="reminders"),
    path("reminders/<uuid:reminder_id>/cancel/", api.CancelView.as_view(), name="cancel"),
    path("reminders/<uuid:reminder_id>/snooze/", api.SnoozeView.as_view(), name="snooze"),
    path("interviews/", api.InterviewsView.as_view(), name="interviews"),
    path("interviews/<uuid:reminder_id>/", api.InterviewView.as_view(), name="interview"),
    path("snooze/<str:token>/", api.SnoozeLinkView.as_view(), name="snooze-link"),
]
