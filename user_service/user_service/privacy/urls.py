"""Paths of privacy."""

from django.urls import path

from user_service.privacy import api

urlpatterns = [
    path("export/", api.ExportView.as_view(), name="export"),
    path("erasure/", api.ErasureView.as_view(), name="erasure"),
]
