"""Django's view of the documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Uploaded documents."""

    name = "user_service.documents"
    label = "documents"
