import django.db.models.functions.text
from speir.core.append_only import AppendOnly
import speir.core.ids
from speir.core.tables import CreateModels
from speir.core.waiting import Waits
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('trail', '0001_initial'),
        ('trail', '0002_chain'),
        ('trail', '0003_checked'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(db_index=True)),
                        ('person_id', models.CharField(blank=True, max_length=16)),
                        ('person_name', models.CharField(blank=True, max_length=200)),
                        ('verb', models.CharField(max_length=60)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.CharField(blank=True, max_length=16)),
                        ('path', models.TextField(blank=True)),
                        ('detail', models.TextField(blank=True)),
                    ],
                    options={
                        'db_table': 'trail_entry',
                        'indexes': [models.Index(fields=['about', 'about_id', 'at'], name='trail_about'), models.Index(fields=['person_id', 'at', 'id'], name='trail_person'), models.Index(django.db.models.functions.text.Substr('path', 1, 17), models.F('at'), models.F('id'), name='trail_within_1'), models.Index(django.db.models.functions.text.Substr('path', 1, 34), models.F('at'), models.F('id'), name='trail_within_2'), models.Index(django.db.models.functions.text.Substr('path', 1, 51), models.F('at'), models.F('id'), name='trail_within_3'), models.Index(django.db.models.functions.text.Substr('path', 1, 17), models.F('about'), models.F('at'), models.F('id'), name='trail_within_about'), models.Index(django.db.models.functions.text.Substr('path', 1, 17), models.F('verb'), models.F('at'), models.F('id'), name='trail_within_verb')],
                    },
                ),
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('number', models.PositiveIntegerField(unique=True)),
                        ('sealed_at', models.DateTimeField()),
                        ('first_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField()),
                        ('count', models.PositiveIntegerField()),
                        ('members', models.TextField()),
                        ('key', models.CharField(max_length=16)),
                        ('previous', models.CharField(blank=True, max_length=64)),
                        ('seal', models.CharField(max_length=64)),
                    ],
                    options={
                        'db_table': 'trail_link',
                    },
                ),
                migrations.CreateModel(
                    name='Waiting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entry_id', models.CharField(max_length=16, unique=True)),
                    ],
                    options={
                        'db_table': 'trail_waiting',
                    },
                ),
                migrations.CreateModel(
                    name='Checked',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('sealed', models.PositiveIntegerField()),
                        ('whole', models.BooleanField()),
                    ],
                    options={
                        'db_table': 'trail_checked',
                    },
                ),
            ],
        ),
        AppendOnly(
            model_name='Entry',
        ),
        AppendOnly(
            model_name='Link',
        ),
        Waits(
            model_name='Entry',
            note='Waiting',
            field='entry_id',
        ),
    ]
