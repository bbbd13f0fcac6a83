import speir.core.ids
from django.db import migrations, models

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=speir.core.ids.new_id,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("person_id", models.CharField(blank=True, max_length=16)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("verb", models.CharField(max_length=60)),
                ("about", models.CharField(max_length=60)),
                ("about_id", models.CharField(blank=True, max_length=16)),
                ("path", models.TextField(blank=True)),
                ("detail", models.TextField(blank=True)),
            ],
            options={
                "db_table": "trail_entry",
                "indexes": [models.Index(fields=["about", "about_id", "at"], name="trail_about")],
            },
        ),
        AppendOnly("Entry"),
    ]
