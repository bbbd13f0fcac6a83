import django.db.models.deletion
import speir.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0018_inspections'),
        ('organisations', '0007_locality'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'evaluations_calendar_feed',
            },
        ),
        migrations.CreateModel(
            name='Planned',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('broad_view', 'broad_view'), ('joint', 'joint'), ('closer_look', 'closer_look'), ('reading', 'reading'), ('survey', 'survey'), ('other', 'other')], max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('words', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(blank=True, max_length=16)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='organisations.unit')),
            ],
            options={
                'db_table': 'evaluations_planned',
            },
        ),
        migrations.CreateModel(
            name='PlannedFor',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('planned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='evaluations.planned')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'db_table': 'evaluations_planned_for',
            },
        ),
        migrations.AddIndex(
            model_name='planned',
            index=models.Index(fields=['unit', 'ends'], name='planned_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='planned',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['broad_view', 'joint', 'closer_look', 'reading', 'survey', 'other'])), name='planned_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='planned',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='planned_has_title'),
        ),
        migrations.AddConstraint(
            model_name='planned',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='planned_runs_forwards'),
        ),
        migrations.AddConstraint(
            model_name='plannedfor',
            constraint=models.UniqueConstraint(fields=('planned', 'unit'), name='planned_for_once'),
        ),
    ]
