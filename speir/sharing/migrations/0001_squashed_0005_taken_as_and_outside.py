import django.db.models.deletion
import speir.core.ids
from speir.core.tables import CreateModels
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('sharing', '0001_initial'),
        ('sharing', '0002_along'),
        ('sharing', '0003_rooms'),
        ('sharing', '0004_thing_with_unit'),
        ('sharing', '0005_taken_as_and_outside'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organisations', '0006_access_reviews'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Sharing',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.CharField(max_length=16)),
                        ('scope', models.CharField(choices=[('team', 'team'), ('agency', 'agency'), ('partnership', 'partnership'), ('named', 'named')], max_length=12)),
                        ('why', models.TextField()),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('by', models.CharField(blank=True, max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_by_name', models.CharField(blank=True, max_length=200)),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                        ('along', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_along', to='sharing.sharing')),
                        ('taken_as', models.CharField(blank=True, choices=[('fact', 'fact'), ('opinion', 'opinion')], max_length=8)),
                    ],
                    options={
                        'db_table': 'sharing_sharing',
                        'indexes': [models.Index(fields=['unit', 'about'], name='sharing_with_unit'), models.Index(fields=['person', 'about'], name='sharing_with_person'), models.Index(fields=['about', 'about_id', 'unit'], name='sharing_of_thing_with_unit')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('scope__in', ['team', 'agency', 'partnership', 'named'])), name='sharing_scope_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('scope', 'named'), ('unit__isnull', True)), models.Q(models.Q(('scope', 'named'), _negated=True), ('person__isnull', True), ('unit__isnull', False)), _connector='OR'), name='sharing_names_unit_or_person'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='sharing_ends_later'), models.CheckConstraint(condition=models.Q(('taken_as__in', ['', 'fact', 'opinion'])), name='sharing_taken_as_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Room',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('by', models.CharField(blank=True, max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_by_name', models.CharField(blank=True, max_length=200)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'sharing_room',
                        'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='room_has_name'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='room_ends_later')],
                    },
                ),
                migrations.CreateModel(
                    name='RoomGuest',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='sharing.room')),
                    ],
                    options={
                        'db_table': 'sharing_room_guest',
                        'constraints': [models.UniqueConstraint(fields=('room', 'person'), name='room_guest_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RoomThing',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(choices=[('edition', 'edition'), ('broad view', 'broad view'), ('evidence', 'evidence')], max_length=12)),
                        ('about_id', models.CharField(max_length=16)),
                        ('number', models.PositiveIntegerField(default=0)),
                        ('by', models.CharField(blank=True, max_length=16)),
                        ('at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='things', to='sharing.room')),
                    ],
                    options={
                        'db_table': 'sharing_room_thing',
                        'indexes': [models.Index(fields=['about_id'], name='room_thing_about')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('taken_at', None)), fields=('room', 'about', 'about_id', 'number'), name='room_thing_once'), models.CheckConstraint(condition=models.Q(('about__in', ['edition', 'broad view', 'evidence'])), name='room_thing_kind_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Outside',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.CharField(max_length=16)),
                        ('on', models.DateField()),
                        ('who', models.CharField(max_length=200)),
                        ('with_whom', models.TextField()),
                        ('why', models.TextField()),
                        ('how', models.CharField(choices=[('telephone', 'telephone'), ('meeting', 'meeting'), ('letter', 'letter'), ('email', 'email'), ('other', 'other')], max_length=12)),
                        ('taken_as', models.CharField(blank=True, choices=[('fact', 'fact'), ('opinion', 'opinion')], max_length=8)),
                        ('by', models.CharField(blank=True, max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                        ('taken_back_by_name', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'db_table': 'sharing_outside',
                        'indexes': [models.Index(fields=['about_id', 'about'], name='outside_of_thing')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['telephone', 'meeting', 'letter', 'email', 'other'])), name='outside_how_is_known'), models.CheckConstraint(condition=models.Q(('taken_as__in', ['', 'fact', 'opinion'])), name='outside_taken_as_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('who', ''), _negated=True), models.Q(('with_whom', ''), _negated=True), models.Q(('why', ''), _negated=True)), name='outside_says_who_with_whom_why')],
                    },
                ),
            ],
        ),
    ]
