"""An index by which a board counts what is open, overdue or stuck of each priority without opening an action."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0003_what_stood")]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                fields=["priority", "state", "due", "unit"],
                condition=models.Q(("removed_at__isnull", True)),
                name="action_of_board",
            ),
        ),
    ]
