import django.db.models.deletion
import django.db.models.functions.text
from speir.core.append_only import AppendOnly
from speir.core.full_text import FullText
import speir.core.ids
from speir.core.tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('evidence', '0001_initial'),
        ('evidence', '0002_kept'),
        ('evidence', '0003_disposal'),
        ('evidence', '0004_register'),
        ('evidence', '0005_files'),
        ('evidence', '0006_finding'),
        ('evidence', '0008_likeness'),
        ('evidence', '0009_saved_searches'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0006_access_reviews'),
        ('retention', '0001_initial'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Item',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('kind', models.CharField(blank=True, max_length=40)),
                        ('shows', models.TextField()),
                        ('from_day', models.DateField(blank=True, null=True)),
                        ('to_day', models.DateField(blank=True, null=True)),
                        ('speaks_of', models.CharField(blank=True, choices=[('happens', 'happens'), ('impact', 'impact'), ('intended', 'intended')], max_length=10)),
                        ('voice_children', models.BooleanField(default=False)),
                        ('voice_families', models.BooleanField(default=False)),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('written_by', models.CharField(blank=True, max_length=16)),
                        ('written_by_name', models.CharField(blank=True, max_length=200)),
                        ('written_at', models.DateTimeField()),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='organisations.unit')),
                        ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                        ('only_me', models.BooleanField(default=False)),
                        ('owner', models.CharField(blank=True, max_length=16)),
                        ('account', models.TextField(blank=True)),
                        ('origin', models.CharField(blank=True, max_length=300)),
                        ('taken_as', models.CharField(blank=True, choices=[('fact', 'fact'), ('opinion', 'opinion')], max_length=10)),
                        ('triage', models.CharField(blank=True, choices=[('none', 'none'), ('uncertain', 'uncertain'), ('concern', 'concern')], max_length=10)),
                        ('valid_until', models.DateField()),
                        ('voice_public', models.BooleanField(default=False)),
                        ('voice_staff', models.BooleanField(default=False)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_by_name', models.CharField(blank=True, max_length=200)),
                        ('withdrawn_why', models.CharField(blank=True, max_length=500)),
                        ('own_kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='evidence.ownkind')),
                    ],
                    options={
                        'db_table': 'evidence_item',
                        'indexes': [models.Index(fields=['unit', '-written_at'], name='item_of_unit'), models.Index(fields=['home', '-written_at', '-id', 'only_me', 'withdrawn_at'], name='item_of_home'), models.Index(condition=models.Q(('only_me', True)), fields=['owner', '-written_at'], name='item_for_its_owner')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('shows', ''), _negated=True), name='item_says_something'), models.CheckConstraint(condition=models.Q(('to_day__isnull', True), models.Q(('from_day__isnull', False), ('to_day__gte', models.F('from_day'))), _connector='OR'), name='item_period_runs_forwards'), models.CheckConstraint(condition=models.Q(('speaks_of__in', ['', 'happens', 'impact', 'intended'])), name='item_speaks_of_is_known'), models.CheckConstraint(condition=models.Q(('kind', ''), ('own_kind__isnull', True), _connector='OR'), name='item_is_of_one_kind'), models.CheckConstraint(condition=models.Q(('taken_as__in', ['', 'fact', 'opinion'])), name='item_taken_as_is_known'), models.CheckConstraint(condition=models.Q(('triage__in', ['', 'none', 'uncertain', 'concern'])), name='item_triage_is_known'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_by_name', ''), ('withdrawn_why', '')), _connector='OR'), name='item_withdrawn_by_somebody_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='EarlierItem',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('revision', models.PositiveIntegerField()),
                        ('kind', models.CharField(blank=True, max_length=40)),
                        ('shows', models.TextField()),
                        ('written_by_name', models.CharField(blank=True, max_length=200)),
                        ('written_at', models.DateTimeField()),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='evidence.item')),
                        ('account', models.TextField(blank=True)),
                        ('origin', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'db_table': 'evidence_earlier_item',
                        'constraints': [models.UniqueConstraint(fields=('item', 'revision'), name='earlier_item_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ItemTheme',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('theme', models.CharField(db_index=True, max_length=120)),
                        ('bears', models.CharField(choices=[('strength', 'strength'), ('weakness', 'weakness'), ('both', 'both')], max_length=10)),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='evidence.item')),
                    ],
                    options={
                        'db_table': 'evidence_item_theme',
                        'constraints': [models.UniqueConstraint(fields=('item', 'theme'), name='item_theme_once'), models.CheckConstraint(condition=models.Q(('bears__in', ['strength', 'weakness', 'both'])), name='item_bears_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='ItemLink',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('place', models.PositiveSmallIntegerField()),
                        ('url', models.CharField(max_length=1000)),
                        ('words', models.CharField(blank=True, max_length=200)),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='evidence.item')),
                    ],
                    options={
                        'db_table': 'evidence_item_link',
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'place'), name='item_link_has_its_place')],
                    },
                ),
                migrations.CreateModel(
                    name='OwnKind',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=80)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_kinds', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'evidence_own_kind',
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('unit'), name='own_kind_once_in_a_unit'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='own_kind_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='LooseBytes',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('stored', models.CharField(max_length=100, unique=True)),
                        ('since', models.DateTimeField()),
                        ('leaving', models.BooleanField(default=False)),
                    ],
                    options={
                        'db_table': 'evidence_loose_bytes',
                    },
                ),
                migrations.CreateModel(
                    name='ItemFile',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=140)),
                        ('kind', models.CharField(choices=[('pdf', 'pdf'), ('docx', 'docx'), ('xlsx', 'xlsx'), ('pptx', 'pptx'), ('odt', 'odt'), ('ods', 'ods'), ('odp', 'odp'), ('png', 'png'), ('jpeg', 'jpeg'), ('webp', 'webp'), ('plain', 'plain'), ('csv', 'csv'), ('mail', 'mail')], max_length=10)),
                        ('size', models.PositiveBigIntegerField()),
                        ('digest', models.CharField(max_length=64)),
                        ('stored', models.CharField(blank=True, max_length=100)),
                        ('anew', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('kept', 'kept'), ('quarantined', 'quarantined')], max_length=12)),
                        ('why', models.CharField(blank=True, choices=[('found', 'found'), ('not-scanned', 'not-scanned')], max_length=12)),
                        ('found', models.CharField(blank=True, max_length=200)),
                        ('scanned_at', models.DateTimeField(blank=True, null=True)),
                        ('added_by', models.CharField(blank=True, max_length=16)),
                        ('added_by_name', models.CharField(blank=True, max_length=200)),
                        ('added_at', models.DateTimeField()),
                        ('withdrawn_by_name', models.CharField(blank=True, max_length=200)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='evidence.item')),
                    ],
                    options={
                        'db_table': 'evidence_item_file',
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['added_at'], name='file_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'kept', 'quarantined'])), name='file_state_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'png', 'jpeg', 'webp', 'plain', 'csv', 'mail'])), name='file_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'quarantined'), ('why__in', ['found', 'not-scanned'])), models.Q(models.Q(('state', 'quarantined'), _negated=True), ('why', '')), _connector='OR'), name='file_quarantined_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), models.Q(('stored', ''), _negated=True)), models.Q(('removed_at__isnull', False), ('stored', '')), _connector='OR'), name='file_has_bytes_until_removed'), models.UniqueConstraint(condition=models.Q(('stored', ''), _negated=True), fields=('stored',), name='file_stored_once'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('item', 'digest'), name='file_once_beside_its_item')],
                    },
                ),
                migrations.CreateModel(
                    name='Words',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('first', models.TextField(blank=True)),
                        ('rest', models.TextField(blank=True)),
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='evidence.item')),
                    ],
                    options={
                        'db_table': 'evidence_words',
                    },
                ),
                migrations.CreateModel(
                    name='Likeness',
                    fields=[
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='likeness', serialize=False, to='evidence.item')),
                        ('band_00', models.IntegerField(db_index=True, null=True)),
                        ('band_01', models.IntegerField(db_index=True, null=True)),
                        ('band_02', models.IntegerField(db_index=True, null=True)),
                        ('band_03', models.IntegerField(db_index=True, null=True)),
                        ('band_04', models.IntegerField(db_index=True, null=True)),
                        ('band_05', models.IntegerField(db_index=True, null=True)),
                        ('band_06', models.IntegerField(db_index=True, null=True)),
                        ('band_07', models.IntegerField(db_index=True, null=True)),
                        ('band_08', models.IntegerField(db_index=True, null=True)),
                        ('band_09', models.IntegerField(db_index=True, null=True)),
                        ('band_10', models.IntegerField(db_index=True, null=True)),
                        ('band_11', models.IntegerField(db_index=True, null=True)),
                    ],
                    options={
                        'db_table': 'evidence_likeness',
                    },
                ),
                migrations.CreateModel(
                    name='Sheet',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('owner', models.CharField(max_length=16)),
                        ('framework', models.CharField(max_length=40)),
                        ('only_me', models.BooleanField(default=False)),
                        ('made_at', models.DateTimeField()),
                        ('digest', models.CharField(max_length=64)),
                        ('ready', models.BooleanField(default=False)),
                        ('brought_at', models.DateTimeField(blank=True, null=True)),
                        ('brought', models.PositiveIntegerField(default=0)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'evidence_sheet',
                        'indexes': [models.Index(fields=['made_at'], name='sheet_by_its_age')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ready', True), ('brought_at__isnull', True), _connector='OR'), name='sheet_is_ready_before_it_comes_in')],
                    },
                ),
                migrations.CreateModel(
                    name='SheetPart',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('place', models.PositiveIntegerField()),
                        ('body', models.BinaryField()),
                        ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='evidence.sheet')),
                    ],
                    options={
                        'db_table': 'evidence_sheet_part',
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(fields=('sheet', 'place'), name='sheet_part_has_its_place')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedSearch',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('owner', models.CharField(max_length=16)),
                        ('name', models.CharField(max_length=80)),
                        ('asked', models.CharField(max_length=1000)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'db_table': 'evidence_saved_search',
                        'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='saved_search_name_once'), models.CheckConstraint(condition=models.Q(('owner', ''), _negated=True), name='saved_search_has_owner'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_search_has_name')],
                    },
                ),
            ],
        ),
        AppendOnly(
            model_name='EarlierItem',
            words=['shows', 'account', 'origin'],
        ),
        FullText(
            model_name='Words',
            first='first',
            rest='rest',
        ),
    ]
