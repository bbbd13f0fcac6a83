import django.db.models.deletion
import speir.core.ids
from django.conf import settings
from django.db import migrations, models

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evidence", "0001_initial"),
        ("frameworks", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("broad_view", "broad view")], default="broad_view", max_length=20
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("edition", models.PositiveIntegerField(default=1)),
                ("sealed", models.BooleanField(default=False)),
                ("begun_at", models.DateTimeField()),
                ("begun_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="frameworks.framework",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_evaluation",
            },
        ),
        migrations.CreateModel(
            name="Edition",
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
                ("number", models.PositiveIntegerField()),
                ("sealed_at", models.DateTimeField()),
                ("sealed_by", models.CharField(blank=True, max_length=16)),
                ("sealed_by_name", models.CharField(blank=True, max_length=200)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="evaluations.evaluation",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_edition",
            },
        ),
        migrations.CreateModel(
            name="EarlierText",
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
                ("place", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("written_by_name", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("replaced_at", models.DateTimeField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_texts",
                        to="evaluations.evaluation",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_earlier_text",
            },
        ),
        migrations.CreateModel(
            name="Answer",
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
                ("question", models.CharField(blank=True, max_length=4)),
                ("text", models.TextField(blank=True)),
                ("frozen", models.BooleanField(default=False)),
                ("written_by", models.CharField(blank=True, max_length=16)),
                ("written_by_name", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="evaluations.evaluation",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_answer",
            },
        ),
        migrations.CreateModel(
            name="Judgement",
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
                ("not_evaluated", models.BooleanField(default=False)),
                (
                    "sure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("well_evidenced", "well_evidenced"),
                            ("some_doubt", "some_doubt"),
                            ("not_yet_known", "not_yet_known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("strengths", models.TextField(blank=True)),
                ("strengths_by", models.CharField(blank=True, max_length=16)),
                ("strengths_by_name", models.CharField(blank=True, max_length=200)),
                ("strengths_at", models.DateTimeField(blank=True, null=True)),
                ("improvements", models.TextField(blank=True)),
                ("improvements_by", models.CharField(blank=True, max_length=16)),
                ("improvements_by_name", models.CharField(blank=True, max_length=200)),
                ("improvements_at", models.DateTimeField(blank=True, null=True)),
                ("done", models.BooleanField(default=False)),
                ("frozen", models.BooleanField(default=False)),
                ("written_by", models.CharField(blank=True, max_length=16)),
                ("written_by_name", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="evaluations.evaluation",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="frameworks.indicator",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="frameworks.level",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.wording",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_judgement",
            },
        ),
        migrations.CreateModel(
            name="Citation",
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
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("qualifies", "qualifies"),
                            ("contradicts", "contradicts"),
                        ],
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="evidence.item",
                    ),
                ),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="evaluations.judgement",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_citation",
            },
        ),
        migrations.CreateModel(
            name="LevelChange",
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
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("why", models.TextField(blank=True)),
                ("by", models.CharField(blank=True, max_length=16)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="level_changes",
                        to="evaluations.judgement",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_level_change",
            },
        ),
        migrations.CreateModel(
            name="SetAside",
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
                ("place", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="set_aside",
                        to="evaluations.evaluation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_set_aside",
            },
        ),
        migrations.CreateModel(
            name="EditionDocument",
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
                ("format", models.CharField(max_length=10)),
                ("body", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="evaluations.edition",
                    ),
                ),
            ],
            options={
                "db_table": "evaluations_edition_document",
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "format"), name="edition_document_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["unit", "-begun_at"], name="evaluation_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="evaluation_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_to__gte", models.F("period_from"))),
                name="evaluation_runs_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("evaluation", "number"), name="edition_once"),
        ),
        migrations.AddIndex(
            model_name="earliertext",
            index=models.Index(fields=["evaluation", "place", "-replaced_at"], name="earlier_text_of_place"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("evaluation", "question"), name="answer_once"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.UniqueConstraint(fields=("evaluation", "indicator"), name="judgement_once"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__isnull", True), ("not_evaluated", False), _connector="OR"),
                name="judgement_level_or_not_evaluated",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("sure__in", ["", "well_evidenced", "some_doubt", "not_yet_known"])),
                name="judgement_sure_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(fields=("judgement", "item"), name="citation_once"),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["supports", "qualifies", "contradicts"])),
                name="citation_stance_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="levelchange",
            index=models.Index(fields=["judgement", "at"], name="level_change_of_judgement"),
        ),
        migrations.AddIndex(
            model_name="setaside",
            index=models.Index(fields=["evaluation", "person", "place"], name="set_aside_of_person"),
        ),
        AppendOnly("LevelChange"),
        AppendOnly("EarlierText"),
        AppendOnly("Edition"),
        AppendOnly("EditionDocument"),
    ]
