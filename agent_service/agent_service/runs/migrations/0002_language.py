from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('runs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='run',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', help_text="BCP 47 tag of the person's language; empty before it is known", max_length=35),
        ),
    ]
