"""All contributions side by side: what was handed in, in the order of what there is to talk about."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.errors import NotYours
from speir.evaluations.actions.editions import reopen
from speir.evaluations.models import AskedOf
from speir.evaluations.queries.matrix import forget, matrix
from speir.evaluations.queries.sides import WHOLE_AREA, Asking, Matrix, Said
from speir.frameworks.models import Indicator
from speir.organisations.models import Unit
from tests import world, world_joint

pytestmark = pytest.mark.django_db

NAMES = ("Education", "Health", "Police", "Reporter", "Social work")


def numbers(shown: Matrix) -> list[str]:
    return [row.indicator.number for row in shown.rows]


def levels(shown: Matrix, number: str) -> dict[str, str]:
    row = next(row for row in shown.rows if row.indicator.number == number)
    return {
        column.name: cell.level or cell.said.value
        for column, cell in zip(shown.columns, row.cells, strict=True)
    }


@pytest.fixture
def here() -> world_joint.Committee:
    return world_joint.committee(NAMES)


@pytest.fixture
def joint(here):
    """Four have handed in: far apart in 1.3, a little in 1.1, one alone in 2.1, and all say good in 3.2."""
    made = world_joint.joint(here, indicators=("1.1", "1.3", "2.1", "3.2"))
    hand = {
        "Health": {"1.1": "good", "1.3": "weak", "3.2": "good"},
        "Police": {"1.1": "adequate", "1.3": "very_good", "3.2": "good"},
        "Reporter": {"1.1": "good", "1.3": "good", "3.2": "good"},
        "Social work": {"1.1": "good", "1.3": "good", "2.1": "adequate", "3.2": "good"},
    }
    for name, judged in hand.items():
        world_joint.handed_in(made, here.members[name], judged)
    world_joint.agreed(made, here.members["Education"])
    return made


def test_the_widest_differences_come_first_then_gaps_then_the_publications_order(here, joint):
    shown = matrix(here.lead.actor, joint.id)
    assert [(row.indicator.number, row.sentence) for row in shown.rows] == [
        ("1.3", "Very good to weak: talk about this first"),
        ("1.1", "Three say good, one says adequate"),
        ("2.1", "One judgement: three gaps"),
        ("3.2", "All say good"),
    ]
    assert numbers(matrix(here.lead.actor, joint.id, Asking(by_number=True))) == ["1.1", "1.3", "2.1", "3.2"]
    # Who is still to come is named and stands in no cell.
    assert [column.name for column in shown.columns] == ["Health", "Police", "Reporter", "Social work"]
    assert [column.name for column in shown.to_come] == ["Education"]
    assert shown.agreed == 5
    assert levels(shown, "2.1") == {
        "Health": "none",
        "Police": "none",
        "Reporter": "none",
        "Social work": "adequate",
    }


def test_what_is_written_after_handing_in_changes_nothing_until_it_is_handed_in(here, joint):
    before = matrix(here.lead.actor, joint.id).rows
    health = here.members["Health"]
    view = world_joint.asked_of(joint, health.unit).evaluation
    assert view is not None
    reopen(evaluation_id=view.id, by=health.lead.actor)
    world.write(view, "1.3", health.evaluator, choice="excellent", why="We looked again.")
    assert matrix(here.lead.actor, joint.id).rows == before


def test_who_says_what_goes_from_the_highest_level_and_says_how_sure_and_how_robust(here, joint):
    shown = matrix(here.lead.actor, joint.id)
    first = shown.rows[0]
    assert [(group.level.key, group.count) for group in first.spread.groups] == [
        ("very_good", 1),
        ("good", 2),
        ("weak", 1),
    ]
    assert levels(shown, first.indicator.number) == {
        "Health": "weak",
        "Police": "very_good",
        "Reporter": "good",
        "Social work": "good",
    }
    assert {cell.sure for cell in first.cells} == {"some_doubt"}
    assert not any(cell.provisional for cell in first.cells)
    assert [cell.said for cell in shown.rows[2].cells] == [Said.NONE, Said.NONE, Said.NONE, Said.LEVEL]


def test_an_edition_that_took_another_ones_place_meanwhile_is_read_too(here, joint, monkeypatch):
    shown = matrix(here.lead.actor, joint.id)
    forget()
    monkeypatch.setattr("speir.evaluations.queries.matrix.JUDGED", NoRows())
    with CaptureQueriesContext(connection) as asked:
        assert matrix(here.lead.actor, joint.id).rows == shown.rows
    assert sum("edition_judgement" in query["sql"] for query in asked) == 1


class NoRows:
    def given(self, joint_id: str) -> tuple[()]:
        return ()


def test_not_evaluated_and_not_asked_are_no_gaps(here):
    made = world_joint.joint(here, indicators=("1.1", "1.3"))
    world_joint.handed_in(made, here.members["Health"], {"1.1": "good", "1.3": "not_evaluated"})
    contribution = world_joint.asked_of(made, here.members["Police"].unit)
    AskedOf.objects.create(contribution=contribution, indicator=Indicator.objects.get(number="1.1"))
    world_joint.handed_in(made, here.members["Police"], {"1.1": "good"})
    shown = matrix(here.lead.actor, made.id)
    assert levels(shown, "1.3") == {"Health": "not_evaluated", "Police": "not_asked"}
    assert [row.sentence for row in shown.rows] == ["Both say good", "No judgement: one not evaluated"]
    # A level is shown where nobody asked for it, too.
    AskedOf.objects.update(indicator=Indicator.objects.get(number="3.2"))
    assert levels(matrix(here.lead.actor, made.id), "1.1") == {"Health": "good", "Police": "good"}


ALL = ["Health", "Police", "Reporter", "Social work"]
NARROWED = [
    (Asking(question="1"), ["1.3", "1.1"], ALL),
    (Asking(locality="North"), ["1.3", "1.1", "2.1", "3.2"], ["Health", "Police"]),
    (Asking(locality=WHOLE_AREA), ["2.1", "1.1", "1.3", "3.2"], ["Reporter", "Social work"]),
    (Asking(sort="police"), ["2.1", "1.1", "1.3", "3.2"], ["Police"]),
    (Asking(sort="health", locality="North", question="3"), ["3.2"], ["Health"]),
    (Asking(locality="Nowhere"), ["1.1", "1.3", "2.1", "3.2"], []),
    (Asking(question="\x00"), [], ALL),
]


def test_a_matrix_is_narrowed_down_and_speaks_of_those_shown_alone(here, joint):
    for name, sector, locality in (
        ("Health", "health", "North"),
        ("Police", "police", "North"),
        ("Reporter", "reporter", ""),
        ("Social work", "social_work", ""),
    ):
        Unit.objects.filter(pk=here.members[name].unit.pk).update(sector=sector, locality=locality)
    with CaptureQueriesContext(connection) as queries:
        matrix(here.lead.actor, joint.id)
    for asking, rows, columns in NARROWED:
        with CaptureQueriesContext(connection) as again:
            shown = matrix(here.lead.actor, joint.id, asking)
        assert len(again) <= len(queries) <= 6
        assert numbers(shown) == rows
        assert [column.name for column in shown.columns] == columns
        assert all(row.spread.judged <= len(columns) for row in shown.rows)
        assert len(shown.everybody) == 4


def test_members_see_it_and_nobody_else_and_who_has_not_agreed_is_named_to_the_partnership_alone(here, joint):
    made = world_joint.joint(here, indicators=("1.1",))
    health, police = here.members["Health"], here.members["Police"]
    world_joint.handed_in(made, health, {"1.1": "good"})
    for somebody in (here.stranger, police.evaluator):
        with pytest.raises(NotYours):
            matrix(somebody.actor, made.id)
    own = matrix(health.evaluator.actor, made.id)
    assert ([c.name for c in own.columns], own.silent, own.to_come) == (["Health"], (), ())
    told = matrix(here.reader.actor, made.id).silent
    assert [c.name for c in told] == ["Education", "Police", "Reporter", "Social work"]
