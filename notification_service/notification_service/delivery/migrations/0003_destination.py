from django.db import migrations, models

_ONCE = {
    "told_once_on_a_channel": (("user_id", "kind", "subject", "channel"), True),
    "told_once_at_a_destination": (("user_id", "kind", "subject", "destination"), False),
}


def unique(name):
    """Return what builds a unique index without holding up the deliveries."""
    fields, is_null = _ONCE[name]
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(
                f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {name} ON delivery_delivery"
                f" ({', '.join(fields)}) WHERE destination IS {'' if is_null else 'NOT '}NULL",
                f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
            )
        ],
        state_operations=[
            migrations.AddConstraint(
                model_name="delivery",
                constraint=models.UniqueConstraint(
                    fields=fields,
                    condition=models.Q(destination__isnull=is_null),
                    name=name,
                ),
            )
        ],
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("delivery", "0002_pace")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="destination",
            field=models.UUIDField(
                null=True, help_text="where it goes, on channels that are set up by the person"
            ),
        ),
        *map(unique, _ONCE),
        migrations.RemoveConstraint(model_name="delivery", name="told_once_a_channel"),
    ]
