"""Documents for staff: what was uploaded and what became of it; never the content."""

from django.contrib import admin

from common.admin import FactAdmin
from user_service.documents.models import Discarded, Document


@admin.register(Document)
class DocumentAdmin(FactAdmin):
    """Uploaded documents."""

    list_display = [
        "id", "user_id", "kind", "version", "media_type", "size", "parse_state", "parse_code",
        "created_at",
    ]  # fmt: skip
    list_filter = ["parse_state", "parse_code", "kind", "media_type"]
    search_fields = ["=id", "=user_id", "=lineage_id", "=sha256", "=parse_id"]


@admin.register(Discarded)
class DiscardedAdmin(FactAdmin):
    """Files that wait for their removal."""

    list_display = ["id", "owner_id", "key", "attempts", "last_error", "created_at"]
    search_fields = ["=id", "=owner_id"]
