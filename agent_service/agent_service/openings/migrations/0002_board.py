"""How each job board answers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the table."""

    dependencies = [("openings", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "answered_at",
                    models.DateTimeField(help_text="when it last gave a posting", null=True),
                ),
                (
                    "failing_since",
                    models.DateTimeField(help_text="first failure since then", null=True),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, help_text="without an answer between them"
                    ),
                ),
                (
                    "code",
                    models.CharField(blank=True, help_text="of the last failure", max_length=60),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        help_text="when staff were told that it is silent", null=True
                    ),
                ),
            ],
        ),
    ]
