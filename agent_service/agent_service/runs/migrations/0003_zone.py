from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('runs', '0002_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='run',
            name='zone',
            field=models.CharField(blank=True, db_default='', default='', help_text="IANA name of the person's time zone; empty before it is known", max_length=64),
        ),
    ]
