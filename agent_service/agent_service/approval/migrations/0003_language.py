from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approval', '0002_decisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='reviewlink',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', help_text='BCP 47 tag of what its reader was written to in', max_length=35),
        ),
    ]
