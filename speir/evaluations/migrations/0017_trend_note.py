import django.db.models.deletion
from django.db import migrations, models

import speir.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0016_agreed'),
        ('frameworks', '0001_initial'),
        ('organisations', '0007_locality'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrendNote',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('action', 'An action'), ('guidance', 'New guidance'), ('other', 'What else happened')], max_length=12)),
                ('text', models.TextField()),
                ('by', models.CharField(blank=True, max_length=16)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.indicator')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'db_table': 'evaluations_trend_note',
                'indexes': [models.Index(fields=['unit', 'day'], name='trend_note_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='trend_note_has_text'), models.CheckConstraint(condition=models.Q(('kind__in', ['action', 'guidance', 'other'])), name='trend_note_kind_is_known')],
            },
        ),
    ]
