"""The gate of an append-only table: open for one row, for its words alone, and never when a transaction ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from speir.core.ids import new_id
from speir.evaluations.models import EarlierText, Edition, EditionDocument, LevelChange, LookStep
from speir.evidence.models import EarlierItem
from speir.retention.actions.disposals import opened, write_down
from speir.retention.models import Open, Removal, Review
from speir.retention.rules.removing import Gone
from tests import world, world_look
from tests.factories.names import with_a_name

GATED = (
    ("evaluations_level_change", LevelChange, "why"),
    ("evaluations_earlier_text", EarlierText, "text"),
    ("evaluations_edition", Edition, "content"),
    ("evaluations_look_step", LookStep, "text"),
    ("evidence_earlier_item", EarlierItem, "shows account origin"),
    ("retention_review", Review, "why"),
)


def removal_of(model: Any, row_id: str, by: world.Somebody) -> Removal:
    gone = [Gone(model._meta.db_table, row_id, "x")]
    return write_down(
        about="broad view",
        about_id="x" * 16,
        path="",
        home="",
        reason="child",
        places=1,
        gone=gone,
        by=by.actor,
    )[0]


@pytest.fixture
def full(cast, clock):
    """A world with a row in every table that has a gate."""
    view = with_a_name(cast)
    for _ in range(2):
        Review.objects.create(
            about="broad view",
            about_id=view.id,
            path="",
            kept_as="edition",
            outcome="dispose",
            by="",
            at=clock.now,
        )
    EarlierText.objects.create(evaluation=view, place="1.2/strengths", text="x", replaced_at=clock.now)
    look = world_look.look(cast.team, cast.lead)
    for said in ("finished", "reopened"):
        look.steps.create(said=said, text="x", at=clock.now)
    return view


def another_value(column: Any, row: Any) -> Any:
    """A value of the column's kind that it does not have."""
    now = getattr(row, column.attname)
    if column.is_relation or column.primary_key:
        return new_id()
    if isinstance(column, models.DateTimeField | models.DateField):
        return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    return now + 1 if isinstance(now, int) else "another"


@pytest.mark.parametrize(("table", "model", "words"), GATED)
def test_through_the_open_gate_goes_nothing_but_the_words_of_that_row(table, model, words, full, cast):
    assert model._meta.db_table == table
    row = model.objects.order_by("pk")[0]
    with opened(removal_of(model, row.pk, cast.lead)):
        for column in model._meta.concrete_fields:
            if column.name not in words.split():
                with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                    model.objects.filter(pk=row.pk).update(**{column.attname: another_value(column, row)})
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.filter(pk=row.pk)._raw_delete("default")
        for another in model.objects.exclude(pk=row.pk):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                model.objects.filter(pk=another.pk).update(**dict.fromkeys(words.split(), "x"))
        model.objects.filter(pk=row.pk).update(**dict.fromkeys(words.split(), "through"))
    left = model.objects.get(pk=row.pk)
    assert {getattr(left, column) for column in words.split()} == {"through"}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**dict.fromkeys(words.split(), "x"))


def test_a_kept_document_goes_through_its_gate_and_is_never_changed(full, cast):
    row = EditionDocument.objects.order_by("pk")[0]
    with opened(removal_of(EditionDocument, row.pk, cast.lead)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            EditionDocument.objects.filter(pk=row.pk).update(body=b"forged")
        EditionDocument.objects.filter(pk=row.pk).delete()
    assert EditionDocument.objects.count() == 1


@transaction.atomic
def committed(**row: Any) -> None:
    Open.objects.create(**row)
    connection.check_constraints()  # as the database does at the end of every transaction


def test_nothing_can_be_committed_while_a_gate_is_open(full, cast):
    row = EarlierText.objects.order_by("pk")[0]
    removal = removal_of(EarlierText, row.pk, cast.lead)
    with pytest.raises(IntegrityError):
        committed(removal=removal, in_table=removal.in_table, row_id=row.pk, never_id=new_id())


def test_no_gate_opens_for_a_removal_that_is_not_written_down(full):
    with pytest.raises(IntegrityError):
        committed(removal_id=new_id(), in_table="trail_entry", row_id=new_id(), never_id=new_id())
