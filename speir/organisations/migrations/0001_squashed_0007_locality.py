import django.db.models.deletion
from speir.core.append_only import AppendOnly
import speir.core.ids
from speir.core.tables import CreateModels
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('organisations', '0001_initial'),
        ('organisations', '0002_seats'),
        ('organisations', '0003_contacts'),
        ('organisations', '0004_roles_given_and_ended'),
        ('organisations', '0005_closing_and_names'),
        ('organisations', '0006_access_reviews'),
        ('organisations', '0007_locality'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('path', models.TextField(unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('partnership', 'partnership'), ('agency', 'agency'), ('service', 'service'), ('team', 'team')], max_length=20)),
                        ('demonstration', models.BooleanField(default=False)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.unit')),
                        ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='within', to='organisations.unit')),
                        ('closed_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                        ('closes', models.DateField(blank=True, null=True)),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='organisations.unit')),
                        ('sector', models.CharField(blank=True, max_length=20)),
                        ('locality', models.CharField(blank=True, max_length=100)),
                    ],
                    options={
                        'db_table': 'organisations_unit',
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['partnership', 'agency', 'service', 'team'])), name='unit_kind_is_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='unit_has_name'), models.CheckConstraint(condition=models.Q(models.Q(('closed_with__isnull', True), ('closes__isnull', True), ('merged_into__isnull', True)), models.Q(('closed_with__isnull', False), ('closes__isnull', False)), _connector='OR'), name='unit_closes_with_one'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='unit_is_merged_into_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('role', models.CharField(max_length=40)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='organisations.unit')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_by_name', models.CharField(blank=True, max_length=200)),
                        ('given_at', models.DateTimeField(blank=True, null=True)),
                        ('given_by_name', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'db_table': 'organisations_membership',
                        'constraints': [models.UniqueConstraint(fields=('person', 'unit', 'role'), name='membership_once'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='membership_ends_later')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('keeps', models.BooleanField(default=False)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='organisations.unit')),
                        ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seated', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'organisations_seat',
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'partnership'), name='seat_once'), models.CheckConstraint(condition=models.Q(('organisation', models.F('partnership')), _negated=True), name='seat_is_elsewhere'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='seat_ends_later')],
                    },
                ),
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('who', models.CharField(max_length=200)),
                        ('number', models.CharField(max_length=40)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'organisations_contact',
                        'constraints': [models.UniqueConstraint(fields=('unit', 'position'), name='contact_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('who', ''), _negated=True), models.Q(('number', ''), _negated=True)), name='contact_is_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='EarlierName',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=200)),
                        ('until', models.DateTimeField()),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_names', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'organisations_earlier_name',
                        'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='earlier_name_is_one')],
                    },
                ),
                migrations.CreateModel(
                    name='SeatOffer',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('made_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField(blank=True, null=True)),
                        ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seat_offers', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'organisations_seat_offer',
                    },
                ),
                migrations.CreateModel(
                    name='AccessReview',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('by', models.CharField(max_length=16)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('mark', models.CharField(max_length=16)),
                        ('roles', models.PositiveIntegerField()),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_reviews', to='organisations.unit')),
                    ],
                    options={
                        'db_table': 'organisations_access_review',
                    },
                ),
            ],
        ),
        AppendOnly(
            model_name='EarlierName',
        ),
        AppendOnly(
            model_name='AccessReview',
        ),
    ]
