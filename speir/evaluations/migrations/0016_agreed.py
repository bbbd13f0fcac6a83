from django.db import migrations, models

CAPACITY = "capacity"


def answerable(apps, schema_editor):
    """Give every broad view a place for its capacity for improvement; that of a sealed one is frozen as its others."""
    rows = apps.get_model("evaluations", "Answer").objects
    have = rows.filter(question=CAPACITY).values("evaluation")
    views = apps.get_model("evaluations", "Evaluation").objects.exclude(pk__in=have)
    rows.bulk_create(
        (
            rows.model(evaluation_id=view, question=CAPACITY, frozen=sealed)
            for view, sealed in views.order_by("pk").values_list("pk", "sealed")
        ),
        batch_size=500,
    )
    # PostgreSQL changes no table while checks of its rows are still to come.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0013_answering'),
    ]

    operations = [
        migrations.AlterField(
            model_name='answer',
            name='question',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.RunPython(answerable, migrations.RunPython.noop),
    ]
