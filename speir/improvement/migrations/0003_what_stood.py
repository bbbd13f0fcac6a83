"""What the judgements said with which a priority was closed, kept as it stood on that day."""

from django.db import migrations, models

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="prioritystep",
            name="stood",
            field=models.TextField(blank=True, default=""),
        ),
        # SQLite rebuilds the table for a new column, and drops its triggers silently.
        AppendOnly("PriorityStep", words=["text", "stood"]),
    ]
