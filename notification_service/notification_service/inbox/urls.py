"""Paths of the inbox."""

from django.urls import path

from notification_service.inbox import api

urlpatterns = [
    path("messages/", api.MessagesView.as_view(), name="messages"),
    path("messages/read-all/", api.ReadAllView.as_view(), name="read-all"),
    path("messages/<uuid:message_id>/read/", api.ReadView.as_view(), name="read"),
    path("messages/<uuid:message_id>/archive/", api.ArchiveView.as_view(), name="archive"),
    path("unread/", api.UnreadView.as_view(), name="unread"),
]
