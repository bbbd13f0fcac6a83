from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def take_from_history(apps, _editor):
    """Set each judgement's reason to the one of its latest change of level; none where that gave none."""
    changes = apps.get_model("evaluations", "LevelChange").objects.filter(judgement=OuterRef("pk"))
    latest = Subquery(changes.order_by("-at", "-id").values("why")[:1])
    apps.get_model("evaluations", "Judgement").objects.update(reason=Coalesce(latest, Value("")))


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0003_kept")]

    operations = [
        migrations.AddField(model_name="judgement", name="reason", field=models.TextField(blank=True)),
        migrations.RunPython(take_from_history, migrations.RunPython.noop),
    ]
