"""Whoever changes something holds its row first, so that two who change it at once come one after the other."""

from __future__ import annotations

from typing import Any

import pytest

from speir.evaluations.actions import broad_views, citations, editions
from tests import world


@pytest.fixture
def view(cast):
    return world.filled(cast, ("1.1",))


def change_cited(cast, view) -> None:
    item_id = world.cite(view, "1.2", cast.lead)
    changed: dict[str, Any] = {
        "draft": world.draft(shows="In 12 of 12."),
        "revision": 1,
        "stance": "supports",
    }
    citations.change_cited(
        evaluation_id=view.id, number="1.2", item_id=item_id, by=cast.lead.actor, **changed
    )


def describe(cast, view) -> None:
    days = {"period_from": view.period_from, "period_to": view.period_to}
    base, actor = world.described(view), cast.lead.actor
    broad_views.describe(evaluation_id=view.id, title="Anew", base=base, by=actor, **days)


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (lambda cast, view: world.begun(cast), {"Unit"}),
        (describe, {"Evaluation"}),
        (lambda cast, view: world.write(view, "1.1", cast.lead, strengths="New."), {"Judgement"}),
        (lambda cast, view: world.say(view, "2", "Well.", cast.lead), {"Answer"}),
        (lambda cast, view: world.cite(view, "1.1", cast.lead), {"Judgement", "Unit"}),
        (change_cited, {"Judgement", "Unit", "Item"}),
        (lambda cast, view: world.seal(view, cast.lead), {"Evaluation", "Judgement", "Answer", "Waiting"}),
    ],
    ids=["begin", "describe", "record", "answer", "cite", "change evidence", "seal"],
)
def test_a_change_holds_what_it_changes(change, rows, cast, view, held):
    held.clear()
    change(cast, view)
    assert held == rows


def test_reopening_holds_the_broad_view(cast, view, held):
    world.seal(view, cast.lead)
    held.clear()
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert held == {"Evaluation"}
