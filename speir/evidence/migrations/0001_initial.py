import django.db.models.deletion
import speir.core.ids
from django.db import migrations, models

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
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
                ("kind", models.CharField(max_length=40)),
                ("shows", models.TextField()),
                ("from_day", models.DateField(blank=True, null=True)),
                ("to_day", models.DateField(blank=True, null=True)),
                (
                    "speaks_of",
                    models.CharField(
                        choices=[("happens", "happens"), ("impact", "impact"), ("intended", "intended")],
                        max_length=10,
                    ),
                ),
                ("voice_children", models.BooleanField(default=False)),
                ("voice_families", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("written_by", models.CharField(blank=True, max_length=16)),
                ("written_by_name", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "db_table": "evidence_item",
            },
        ),
        migrations.CreateModel(
            name="EarlierItem",
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
                ("revision", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("shows", models.TextField()),
                ("written_by_name", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="evidence.item",
                    ),
                ),
            ],
            options={
                "db_table": "evidence_earlier_item",
            },
        ),
        migrations.CreateModel(
            name="ItemTheme",
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
                ("theme", models.CharField(db_index=True, max_length=120)),
                (
                    "bears",
                    models.CharField(
                        choices=[("strength", "strength"), ("weakness", "weakness"), ("both", "both")],
                        max_length=10,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="themes", to="evidence.item"
                    ),
                ),
            ],
            options={
                "db_table": "evidence_item_theme",
            },
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["unit", "-written_at"], name="item_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("shows", ""), _negated=True), name="item_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("speaks_of__in", ["happens", "impact", "intended"])),
                name="item_speaks_of_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_day__isnull", True),
                    models.Q(("from_day__isnull", False), ("to_day__gte", models.F("from_day"))),
                    _connector="OR",
                ),
                name="item_period_runs_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlieritem",
            constraint=models.UniqueConstraint(fields=("item", "revision"), name="earlier_item_once"),
        ),
        migrations.AddConstraint(
            model_name="itemtheme",
            constraint=models.UniqueConstraint(fields=("item", "theme"), name="item_theme_once"),
        ),
        migrations.AddConstraint(
            model_name="itemtheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("bears__in", ["strength", "weakness", "both"])),
                name="item_bears_is_known",
            ),
        ),
        AppendOnly("EarlierItem"),
    ]
