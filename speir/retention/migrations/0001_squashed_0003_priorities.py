import django.db.models.deletion
from speir.core.append_only import AppendOnly
import speir.core.ids
from speir.core.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('retention', '0001_initial'),
        ('retention', '0002_closer_looks'),
        ('retention', '0003_priorities'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Disposal',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.CharField(max_length=16)),
                        ('path', models.TextField()),
                        ('reason', models.CharField(choices=[('child', 'child'), ('person', 'person'), ('asked', 'asked'), ('wrong_place', 'wrong_place'), ('over', 'over')], max_length=20)),
                        ('places', models.PositiveIntegerField()),
                        ('by', models.CharField(max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('digest', models.CharField(max_length=64)),
                    ],
                    options={
                        'db_table': 'retention_disposal',
                        'indexes': [models.Index(fields=['-at', 'id'], name='disposal_by_date'), models.Index(fields=['about', 'about_id'], name='disposal_of_thing')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['child', 'person', 'asked', 'wrong_place', 'over'])), name='disposal_reason_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Due',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.CharField(max_length=16)),
                        ('path', models.TextField()),
                        ('kept_as', models.CharField(max_length=20)),
                        ('since', models.DateField()),
                    ],
                    options={
                        'db_table': 'retention_due',
                        'constraints': [models.UniqueConstraint(fields=('about', 'about_id', 'kept_as'), name='due_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Hold',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(choices=[('broad view', 'broad view'), ('priority', 'priority'), ('unit', 'unit')], max_length=60)),
                        ('about_id', models.CharField(max_length=16)),
                        ('path', models.TextField()),
                        ('why', models.TextField()),
                        ('by', models.CharField(max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('since', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_by_name', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'db_table': 'retention_hold',
                        'indexes': [models.Index(fields=['about', 'about_id'], name='hold_on_thing')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='hold_says_why'), models.CheckConstraint(condition=models.Q(('about__in', ['broad view', 'priority', 'unit'])), name='hold_is_on_something_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Removal',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('in_table', models.CharField(max_length=60)),
                        ('row_id', models.CharField(max_length=16)),
                        ('fields', models.TextField()),
                        ('before', models.CharField(blank=True, max_length=64)),
                        ('after', models.CharField(blank=True, max_length=64)),
                        ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removals', to='retention.disposal')),
                    ],
                    options={
                        'db_table': 'retention_removal',
                        'indexes': [models.Index(fields=['in_table', 'row_id'], name='removal_of_row')],
                    },
                ),
                migrations.CreateModel(
                    name='Open',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('in_table', models.CharField(max_length=60)),
                        ('row_id', models.CharField(max_length=16)),
                        ('never', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='retention.open')),
                        ('removal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='retention.removal')),
                    ],
                    options={
                        'db_table': 'retention_open',
                        'constraints': [models.CheckConstraint(condition=models.Q(('never', models.F('id')), _negated=True), name='open_is_never_kept')],
                    },
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.CharField(max_length=16)),
                        ('path', models.TextField()),
                        ('kept_as', models.CharField(choices=[('edition', 'edition'), ('in_progress', 'in_progress'), ('look_finished', 'look_finished'), ('look_in_progress', 'look_in_progress'), ('evidence', 'evidence'), ('priority_closed', 'priority_closed'), ('priority_open', 'priority_open'), ('tracked', 'tracked'), ('answering', 'answering')], max_length=20)),
                        ('outcome', models.CharField(choices=[('keep', 'keep'), ('dispose', 'dispose')], max_length=10)),
                        ('why', models.TextField(blank=True)),
                        ('again', models.DateField(blank=True, null=True)),
                        ('by', models.CharField(max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'db_table': 'retention_review',
                        'indexes': [models.Index(fields=['about', 'about_id'], name='review_of_thing')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['keep', 'dispose'])), name='review_outcome_is_known'), models.CheckConstraint(condition=models.Q(('outcome', 'dispose'), models.Q(models.Q(('why', ''), _negated=True), ('again__isnull', False)), _connector='OR'), name='review_that_keeps_says_why_and_until_when')],
                    },
                ),
            ],
        ),
        AppendOnly(
            model_name='Disposal',
        ),
        AppendOnly(
            model_name='Removal',
        ),
        AppendOnly(
            model_name='Review',
            words=['why'],
        ),
    ]
