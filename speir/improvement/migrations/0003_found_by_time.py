"""Indexes by which what happened to priorities and proofs is found by time, and an action's proofs without opening it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0002_meetings_and_time")]

    operations = [
        migrations.AddIndex(
            model_name="prioritystep", index=models.Index(fields=["at", "id"], name="priority_step_by_time")
        ),
        migrations.AddIndex(model_name="proof", index=models.Index(fields=["at"], name="proof_by_time")),
        # The same as before with the action's id at its end.
        migrations.RemoveIndex(model_name="action", name="action_of_board"),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                fields=["priority", "removed_at", "state", "due", "unit", "id"], name="action_of_board"
            ),
        ),
    ]
