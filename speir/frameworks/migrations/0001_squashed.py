import django.db.models.deletion
import speir.core.ids
from speir.core.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('frameworks', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Framework',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('key', models.CharField(max_length=40)),
                        ('version', models.PositiveIntegerField()),
                        ('title', models.TextField()),
                        ('publisher', models.TextField()),
                        ('published', models.CharField(max_length=40)),
                        ('isbn', models.CharField(blank=True, max_length=20)),
                        ('copying', models.TextField()),
                        ('overarching_question', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('stamp', models.CharField(blank=True, max_length=16)),
                    ],
                    options={
                        'db_table': 'frameworks_framework',
                        'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='framework_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='KeyQuestion',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('number', models.CharField(max_length=4)),
                        ('title', models.TextField()),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_questions', to='frameworks.framework')),
                    ],
                    options={
                        'db_table': 'frameworks_key_question',
                        'constraints': [models.UniqueConstraint(fields=('framework', 'number'), name='key_question_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('number', models.CharField(max_length=8)),
                        ('title', models.TextField()),
                        ('also_titled', models.TextField(blank=True)),
                        ('crucial', models.BooleanField(default=False)),
                        ('key_question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='frameworks.keyquestion')),
                    ],
                    options={
                        'db_table': 'frameworks_indicator',
                        'constraints': [models.UniqueConstraint(fields=('key_question', 'number'), name='indicator_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Level',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('key', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=60)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('counts_as', models.CharField(choices=[('strength', 'strength'), ('priority', 'priority')], max_length=10)),
                        ('maintain', models.BooleanField(default=False)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='frameworks.framework')),
                    ],
                    options={
                        'db_table': 'frameworks_level',
                        'constraints': [models.UniqueConstraint(fields=('framework', 'key'), name='level_key_once'), models.UniqueConstraint(fields=('framework', 'position'), name='level_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reference',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('title', models.TextField()),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('isbn', models.CharField(blank=True, max_length=20)),
                        ('address', models.TextField(blank=True)),
                        ('legislation', models.BooleanField(default=False)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='frameworks.framework')),
                    ],
                    options={
                        'db_table': 'frameworks_reference',
                        'constraints': [models.UniqueConstraint(fields=('framework', 'position'), name='reference_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SourceKind',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('key', models.CharField(max_length=40)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('name', models.CharField(max_length=120)),
                        ('voice', models.CharField(blank=True, max_length=40)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_kinds', to='frameworks.framework')),
                    ],
                    options={
                        'db_table': 'frameworks_source_kind',
                        'constraints': [models.UniqueConstraint(fields=('framework', 'key'), name='source_kind_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Standard',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('title', models.TextField()),
                        ('key_question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standards', to='frameworks.keyquestion')),
                    ],
                    options={
                        'db_table': 'frameworks_standard',
                        'constraints': [models.UniqueConstraint(fields=('key_question', 'number'), name='standard_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Theme',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('key', models.CharField(max_length=60)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('title', models.TextField()),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='frameworks.indicator')),
                    ],
                    options={
                        'db_table': 'frameworks_theme',
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'key'), name='theme_key_once'), models.UniqueConstraint(fields=('indicator', 'position'), name='theme_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Wording',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('source', models.CharField(choices=[('ours', 'ours'), ('official', 'official')], max_length=10)),
                        ('language', models.CharField(max_length=10)),
                        ('version', models.PositiveIntegerField()),
                        ('statement', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('loaded_at', models.DateTimeField(auto_now_add=True)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='frameworks.framework')),
                    ],
                    options={
                        'db_table': 'frameworks_wording',
                        'constraints': [models.UniqueConstraint(fields=('framework', 'source', 'language', 'version'), name='wording_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Phrase',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('group', models.CharField(max_length=20)),
                        ('key', models.CharField(max_length=200)),
                        ('text', models.TextField()),
                        ('wording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phrases', to='frameworks.wording')),
                    ],
                    options={
                        'db_table': 'frameworks_phrase',
                        'constraints': [models.UniqueConstraint(fields=('wording', 'group', 'key'), name='phrase_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Illustration',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                        ('level', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='illustrations', to='frameworks.level')),
                        ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='illustrations', to='frameworks.theme')),
                        ('wording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='illustrations', to='frameworks.wording')),
                    ],
                    options={
                        'db_table': 'frameworks_illustration',
                        'constraints': [models.UniqueConstraint(fields=('wording', 'theme', 'level', 'position'), name='illustration_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Fact',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('group', models.CharField(max_length=20)),
                        ('key', models.CharField(max_length=40)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='frameworks.framework')),
                    ],
                    options={
                        'db_table': 'frameworks_fact',
                        'constraints': [models.UniqueConstraint(fields=('framework', 'group', 'key'), name='fact_once')],
                    },
                ),
            ],
        ),
    ]
