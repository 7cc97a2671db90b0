"""Let services compare their inbox with the outboxes of their peers."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """A place per peer, and an index over what was published, made beside the traffic."""

    atomic = False
    dependencies = [("outbox", "0002_ring")]
    operations = [
        migrations.CreateModel(
            name="PeerPosition",
            fields=[
                ("lease_owner", models.CharField(blank=True, editable=False, max_length=100)),
                ("lease_expires_at", models.DateTimeField(editable=False, null=True)),
                ("fencing", models.BigIntegerField(default=0, editable=False)),
                ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "service",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                (
                    "published_at",
                    models.DateTimeField(help_text="on the peer's clock"),
                ),
                (
                    "message_id",
                    models.UUIDField(help_text="the last one compared of that moment"),
                ),
            ],
            options={"abstract": False},
        ),
        AddIndexConcurrently(
            model_name="outboxevent",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["published_at", "id"],
                name="outbox_published",
            ),
        ),
    ]
