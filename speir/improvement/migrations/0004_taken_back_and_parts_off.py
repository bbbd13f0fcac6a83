"""Which progress takes back what was said before it; and which priorities lost a part, by which somebody may have led."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

from speir.core.append_only import AppendOnly


def look_at_changed(apps, _editor):
    """Of what was agreed and changed nobody wrote down whether it lost a part: who leads there is looked at."""
    Priority, Step = (apps.get_model("improvement", name) for name in ("Priority", "PriorityStep"))
    first = Step.objects.filter(priority=OuterRef("pk"), said="proposed").order_by("at").values("at")[:1]
    changed = Priority.objects.alias(first=Subquery(first)).filter(written_at__gt=F("first"))
    changed.exclude(state="closed").update(part_off_at=F("written_at"))


class Migration(migrations.Migration):
    dependencies = [("improvement", "0003_found_by_time")]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="takes_back",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="improvement.progress",
            ),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("takes_back__isnull", False)),
                fields=("takes_back",),
                name="progress_taken_back_once",
            ),
        ),
        # Its triggers name the columns that stay as they are.
        AppendOnly("Progress", words=["text"]),
        migrations.AddField(
            model_name="priority",
            name="part_off_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="priority",
            index=models.Index(
                condition=models.Q(("part_off_at__isnull", False)),
                fields=["unit"],
                name="priority_with_a_part_off",
            ),
        ),
        migrations.RunPython(look_at_changed, migrations.RunPython.noop),
    ]
