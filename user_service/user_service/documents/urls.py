"""Paths of documents."""

from django.urls import path

from user_service.documents import api

urlpatterns = [
    path("documents/", api.DocumentsView.as_view(), name="documents"),
    path("documents/<uuid:pk>/", api.DocumentView.as_view(), name="document"),
    path("documents/<uuid:pk>/versions/", api.VersionsView.as_view(), name="document-versions"),
    path("documents/<uuid:pk>/content/", api.ContentView.as_view(), name="document-content"),
]
internal_urls = [
    path("documents/<uuid:pk>/", api.InternalDocumentView.as_view(), name="document"),
    path("documents/<uuid:pk>/content/", api.InternalContentView.as_view(), name="content"),
]
