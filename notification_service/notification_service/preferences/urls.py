"""Paths of preferences."""

from django.urls import path

from notification_service.preferences import api

urlpatterns = [
    path("preferences/", api.PreferencesView.as_view(), name="preferences"),
    path("habits/", api.HabitsView.as_view(), name="habits"),
    path("unsubscribe/<str:token>/", api.UnsubscribeView.as_view(), name="unsubscribe"),
]
