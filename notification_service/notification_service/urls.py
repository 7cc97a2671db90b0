"""Paths of notification_service."""

from django.urls import include, path

from common.urls import handler400, handler404, handler500, service_urls

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = service_urls(
    path("", include("notification_service.inbox.urls")),
    path("", include("notification_service.preferences.urls")),
    path("", include("notification_service.reminders.urls")),
    path("", include("notification_service.destinations.urls")),
    path("", include("notification_service.delivery.urls")),
    path("", include("notification_service.calendars.urls")),
    path("", include("notification_service.stream.urls")),
)
