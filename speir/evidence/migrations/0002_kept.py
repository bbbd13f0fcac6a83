import django.db.models.deletion
from django.db import migrations, models


def at_home(apps, schema_editor):
    """What was there is open, as before, to those who belong to the unit that it is about."""
    rows = apps.get_model("evidence", "Item").objects
    rows.update(home_id=models.F("unit_id"), owner=models.F("written_by"))
    # PostgreSQL changes no table while checks of its rows are still to come.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('organisations', '0002_seats'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='home',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit'),
        ),
        migrations.AddField(
            model_name='item',
            name='only_me',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='item',
            name='owner',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.RunPython(at_home, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='item',
            name='home',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('only_me', True)), fields=['owner'], name='item_for_its_owner'),
        ),
    ]
