import calendar
import datetime as dt

import django.db.models.deletion
import django.db.models.functions.text
import speir.core.ids
from django.db import migrations, models

from speir.core.append_only import AppendOnly


def valid_as_usual(apps, schema_editor):
    """What was there is valid for 18 months after the last day that it tells of, or else after it was written."""
    items = apps.get_model("evidence", "Item").objects
    rows = items.values_list("id", "from_day", "to_day", "written_at")
    for item_id, first, last, at in rows.iterator(chunk_size=2000):
        day = last or first or at.date()
        year, month = divmod(day.year * 12 + day.month - 1 + 18, 12)
        until = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        items.filter(pk=item_id).update(valid_until=until)
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0003_disposal'),
        ('organisations', '0006_access_reviews'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemLink',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('url', models.CharField(max_length=1000)),
                ('words', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'db_table': 'evidence_item_link',
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='OwnKind',
            fields=[
                ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'db_table': 'evidence_own_kind',
            },
        ),
        migrations.RemoveConstraint(
            model_name='item',
            name='item_speaks_of_is_known',
        ),
        migrations.AddField(
            model_name='earlieritem',
            name='account',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='earlieritem',
            name='origin',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='item',
            name='account',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='item',
            name='origin',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='item',
            name='taken_as',
            field=models.CharField(blank=True, choices=[('fact', 'fact'), ('opinion', 'opinion')], max_length=10),
        ),
        migrations.AddField(
            model_name='item',
            name='triage',
            field=models.CharField(blank=True, choices=[('none', 'none'), ('uncertain', 'uncertain'), ('concern', 'concern')], max_length=10),
        ),
        migrations.AddField(
            model_name='item',
            name='valid_until',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(valid_as_usual, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='item',
            name='valid_until',
            field=models.DateField(),
        ),
        migrations.AddField(
            model_name='item',
            name='voice_public',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='item',
            name='voice_staff',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='item',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='item',
            name='withdrawn_by_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='item',
            name='withdrawn_why',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AlterField(
            model_name='earlieritem',
            name='kind',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='item',
            name='kind',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='item',
            name='speaks_of',
            field=models.CharField(blank=True, choices=[('happens', 'happens'), ('impact', 'impact'), ('intended', 'intended')], max_length=10),
        ),
        migrations.AddField(
            model_name='itemlink',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='evidence.item'),
        ),
        migrations.AddField(
            model_name='ownkind',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_kinds', to='organisations.unit'),
        ),
        migrations.AddField(
            model_name='item',
            name='own_kind',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='evidence.ownkind'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('speaks_of__in', ['', 'happens', 'impact', 'intended'])), name='item_speaks_of_is_known'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('kind', ''), ('own_kind__isnull', True), _connector='OR'), name='item_is_of_one_kind'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('taken_as__in', ['', 'fact', 'opinion'])), name='item_taken_as_is_known'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('triage__in', ['', 'none', 'uncertain', 'concern'])), name='item_triage_is_known'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_by_name', ''), ('withdrawn_why', '')), _connector='OR'), name='item_withdrawn_by_somebody_at_some_time'),
        ),
        migrations.AddConstraint(
            model_name='itemlink',
            constraint=models.UniqueConstraint(fields=('item', 'place'), name='item_link_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='ownkind',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('unit'), name='own_kind_once_in_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='ownkind',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='own_kind_has_a_name'),
        ),
        AppendOnly("EarlierItem", words=["shows", "account", "origin"]),
    ]
