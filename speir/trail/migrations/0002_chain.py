import django.db.models.functions.text
import speir.core.ids
from django.db import migrations, models

from speir.core.append_only import AppendOnly
from speir.core.waiting import Waits


class Migration(migrations.Migration):
    dependencies = [
        ("trail", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
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
                ("number", models.PositiveIntegerField(unique=True)),
                ("sealed_at", models.DateTimeField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                ("members", models.TextField()),
                ("key", models.CharField(max_length=16)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "trail_link",
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_id", models.CharField(max_length=16, unique=True)),
            ],
            options={
                "db_table": "trail_waiting",
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["person_id", "at", "id"], name="trail_person"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                django.db.models.functions.text.Substr("path", 1, 17),
                models.F("at"),
                models.F("id"),
                name="trail_within_1",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                django.db.models.functions.text.Substr("path", 1, 34),
                models.F("at"),
                models.F("id"),
                name="trail_within_2",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                django.db.models.functions.text.Substr("path", 1, 51),
                models.F("at"),
                models.F("id"),
                name="trail_within_3",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                django.db.models.functions.text.Substr("path", 1, 17),
                models.F("about"),
                models.F("at"),
                models.F("id"),
                name="trail_within_about",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                django.db.models.functions.text.Substr("path", 1, 17),
                models.F("verb"),
                models.F("at"),
                models.F("id"),
                name="trail_within_verb",
            ),
        ),
        AppendOnly("Link"),
        # The trigger first: while it is put on nobody writes, so no entry comes between it and the next step.
        Waits("Entry", "Waiting", "entry_id"),
        migrations.RunSQL(
            "INSERT INTO trail_waiting (entry_id) SELECT id FROM trail_entry ORDER BY at, id",
            migrations.RunSQL.noop,
        ),
    ]
