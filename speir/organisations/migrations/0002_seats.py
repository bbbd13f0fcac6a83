import django.db.models.deletion
import speir.core.ids
from django.db import migrations, models


def at_roots(apps, schema_editor):
    """The root of a unit is the first of the ids that its path is made of."""
    units = apps.get_model("organisations", "Unit").objects
    for unit in units.only("id", "path").iterator():
        units.filter(pk=unit.pk).update(root_id=unit.path.split("/")[0])
    # PostgreSQL changes no table while checks of its rows are still to come.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='root',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='within', to='organisations.unit'),
        ),
        migrations.RunPython(at_roots, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='unit',
            name='root',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='within', to='organisations.unit'),
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
    ]
