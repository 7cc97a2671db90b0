"""Paths of the test project."""

from common.urls import handler400, handler404, handler500, service_urls
from project.things.api import things_urls

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = service_urls(*things_urls)
