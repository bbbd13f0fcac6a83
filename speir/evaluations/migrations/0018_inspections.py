import django.db.models.deletion
import speir.core.ids
from speir.core.append_only import AppendOnly
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0017_trend_note'),
        ('frameworks', '0001_initial'),
        ('organisations', '0007_locality'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('title', models.CharField(blank=True, max_length=200)),
                ('link', models.CharField(blank=True, max_length=1000)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(blank=True, max_length=16)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_by_name', models.CharField(blank=True, max_length=200)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.framework')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='organisations.unit')),
            ],
            options={
                'db_table': 'evaluations_inspection',
            },
        ),
        migrations.CreateModel(
            name='InspectionLevel',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.indicator')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='evaluations.inspection')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.level')),
            ],
            options={
                'db_table': 'evaluations_inspection_level',
            },
        ),
        migrations.CreateModel(
            name='InspectionStep',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('said', models.CharField(choices=[('level', 'level'), ('day', 'day'), ('described', 'described'), ('removed', 'removed')], max_length=12)),
                ('before', models.CharField(blank=True, max_length=40)),
                ('after', models.CharField(blank=True, max_length=40)),
                ('by', models.CharField(blank=True, max_length=16)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.indicator')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='evaluations.inspection')),
            ],
            options={
                'db_table': 'evaluations_inspection_step',
            },
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('unit', 'framework', 'day'), name='inspection_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='inspectionlevel',
            constraint=models.UniqueConstraint(fields=('inspection', 'indicator'), name='inspection_level_once'),
        ),
        migrations.AddIndex(
            model_name='inspectionstep',
            index=models.Index(fields=['inspection', '-at'], name='inspection_step_of_one'),
        ),
        migrations.AddConstraint(
            model_name='inspectionstep',
            constraint=models.CheckConstraint(condition=models.Q(('said__in', ['level', 'day', 'described', 'removed'])), name='inspection_step_is_known'),
        ),
        migrations.AddConstraint(
            model_name='inspectionstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('indicator__isnull', False), ('said', 'level')), models.Q(models.Q(('said', 'level'), _negated=True), ('indicator__isnull', True)), _connector='OR'), name='inspection_step_of_level_has_indicator'),
        ),
        AppendOnly("InspectionStep"),
    ]
