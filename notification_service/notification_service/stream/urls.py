"""Paths of the live stream."""

from django.urls import path

from notification_service.stream import api

urlpatterns = [
    path("tickets/", api.TicketsView.as_view(), name="tickets"),
    path("stream/", api.StreamView.as_view(), name="stream"),
]
