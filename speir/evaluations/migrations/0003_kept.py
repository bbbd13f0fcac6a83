import django.db.models.deletion
from django.db import migrations, models


def at_home(apps, schema_editor):
    """What was there is open, as before, to those who belong to the unit that it is about."""
    rows = apps.get_model("evaluations", "Evaluation").objects
    rows.update(home_id=models.F("unit_id"))
    # PostgreSQL changes no table while checks of its rows are still to come.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0002_by_date'),
        ('frameworks', '0001_initial'),
        ('organisations', '0002_seats'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='evaluation',
            name='evaluation_of_unit',
        ),
        migrations.AddField(
            model_name='evaluation',
            name='home',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='only_me',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='owner',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.RunPython(at_home, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='evaluation',
            name='home',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit'),
        ),
        migrations.AddIndex(
            model_name='evaluation',
            index=models.Index(fields=['home', '-begun_at'], name='evaluation_of_home'),
        ),
        migrations.AddIndex(
            model_name='evaluation',
            index=models.Index(condition=models.Q(('only_me', True)), fields=['owner'], name='evaluation_for_its_owner'),
        ),
    ]
