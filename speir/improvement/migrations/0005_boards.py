"""Indexes by which boards count what is open, overdue or stuck, and take what is due first, without opening actions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0003_what_stood")]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                fields=["priority", "removed_at", "state", "due", "unit"], name="action_of_board"
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["due", "id", "removed_at", "state", "priority"], name="action_by_date"),
        ),
    ]
