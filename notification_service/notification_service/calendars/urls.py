"""Paths of calendars."""

from django.urls import path

from notification_service.calendars import api

urlpatterns = [
    path("calendar/", api.CalendarView.as_view(), name="calendar"),
    path("calendar/<str:token>.ics", api.FeedView.as_view(), name="calendar-feed"),
]
