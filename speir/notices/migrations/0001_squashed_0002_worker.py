import speir.core.ids
from speir.core.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('notices', '0001_initial'),
        ('notices', '0002_worker'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('kind', models.CharField(max_length=40)),
                        ('to', models.EmailField(max_length=254)),
                        ('about_id', models.CharField(max_length=16)),
                        ('once', models.CharField(max_length=80, unique=True)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=80)),
                        ('worker', models.CharField(blank=True, max_length=80)),
                    ],
                    options={
                        'db_table': 'notices_notice',
                        'indexes': [models.Index(fields=['due_at'], name='notice_due')],
                    },
                ),
            ],
        ),
    ]
