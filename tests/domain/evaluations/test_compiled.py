"""The queries that are compiled once give what their QuerySets give, call after call."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from speir.evaluations import policy
from speir.evaluations.models import Judgement, SetAside
from speir.evaluations.policy import looks
from speir.evaluations.queries import asides, citing, grids, grounds, panels
from speir.evaluations.queries.looks import headings
from speir.evidence import policy as evidence
from speir.evidence.actions.sharing import share
from speir.evidence.queries import items, pages
from speir.evidence.rules.links import Link
from speir.organisations import queries
from speir.sharing import policy as sharing
from speir.sharing.models import Sharing
from speir.sharing.queries import ACTS
from tests import world, world_look


def same(compiled, *values):
    """Return the rows, after holding them to those of the QuerySet."""
    rows = compiled(*values)
    assert sorted(map(repr, rows)) == sorted(map(repr, compiled.build(*values)))
    return rows


@pytest.fixture
def view(cast):
    made = world.begun(cast)
    world.write(made, "1.1", cast.evaluator, choice="good", done="1")
    world.cite(made, "1.1", cast.evaluator)
    return made


def test_memberships_are_those_of_the_person(cast, view):
    assert len(same(queries.HELD, cast.lead.person.pk)) == 1
    assert same(queries.HELD, cast.stranger.person.pk) != same(queries.HELD, cast.lead.person.pk)
    assert same(queries.HELD, "nobody") == []


def test_the_grid_reads_the_same_judgements_and_citations(cast, view):
    other = world.begun(cast, "Other")
    assert len(same(grids.JUDGED, view.id)) == 18
    assert len(same(grids.JUDGED, other.id)) == 18
    assert same(grounds.OF_VIEW, view.id)
    assert same(grounds.OF_VIEW, other.id) == []


def test_the_panel_reads_the_same_citations_and_set_aside_texts(cast, view):
    row = Judgement.objects.get(evaluation_id=view.id, indicator__number="1.1")
    assert same(panels.CITED, row.id)
    assert same(grounds.OF_JUDGEMENT, row.id)
    person = cast.evaluator.person
    SetAside.objects.create(
        evaluation_id=view.id, person=person, place="1.1/strengths", text="Mine", at=timezone.now()
    )
    assert same(asides.ASIDE, view.id, person.pk) == list(asides.ASIDE.build(view.id, person.pk))
    assert len(asides.ASIDE(view.id, person.pk)) == 1
    assert same(asides.ASIDE, view.id, cast.lead.person.pk) == []


def test_acts_of_sharing_with_many_are_those_of_the_things(cast, view):
    Sharing.objects.create(
        about="broad view",
        about_id=view.id,
        scope="agency",
        unit=cast.team,
        why="They asked.",
        starts=timezone.localdate(),
        at=timezone.now(),
    )
    given = ("broad view", "evidence", view.id, *["nothing"] * 5)
    assert len(same(sharing.WIDELY, *given)) == 1
    assert same(sharing.WIDELY, *given[:2], *["nothing"] * 6) == []


def test_an_items_page_reads_the_same_as_its_querysets(cast, view):
    item = world.cite(
        view,
        "1.2",
        cast.evaluator,
        themes={"hmie-2005/1.1/trust": "both"},
        links=(Link("https://a.example", "A"),),
    )
    world.seal(view, cast.lead)
    share(
        item_id=item,
        audience=f"named:{cast.reader.person.id}",
        why="x",
        ends=None,
        by=cast.evaluator.actor,
    )
    for kept in (items.THEMES, pages.LINKS):
        assert len(same(kept, item)) == 1
        assert same(kept, "nothing") == []
    assert len(same(citing.USED, item)) == 2
    assert same(citing.USED, "nothing") == []
    compiled: Any = ((evidence.ITEM, (item,)), (ACTS, ("evidence", item)))
    for kept, given in compiled:
        (found,), (wanted,) = kept(*given), kept.build(*given)
        assert (found, fields(found)) == (wanted, fields(wanted))
    assert evidence.ITEM("nothing") == []
    assert ACTS("broad view", item) == []


def fields(thing):
    """Return what was read of a thing and of the things that came with it."""
    came = {name: fields(other) if other else None for name, other in thing._state.fields_cache.items()}
    return {name: value for name, value in vars(thing).items() if name != "_state"} | came


@pytest.mark.parametrize("kept", [policy.SHOWN, policy.LOCKED], ids=["shown", "locked"])
def test_a_judgement_comes_with_its_broad_view_unit_and_framework(cast, view, kept):
    for number in ("1.1", "1.2", "1.1"):
        with transaction.atomic():
            (found,), (wanted,) = kept(view.id, number), kept.build(view.id, number)
        assert (found, fields(found)) == (wanted, fields(wanted))
    assert kept(view.id, "9.9") == []
    assert found.indicator.number == "1.1"
    assert found.evaluation.unit == cast.team


def test_a_broad_view_comes_with_its_unit_and_framework(cast, view):
    other = world.begun(cast, "Other")
    for one in (view, other):
        (found,), (wanted,) = policy.VIEW(one.id), policy.VIEW.build(one.id)
        assert (found, fields(found)) == (wanted, fields(wanted))
    assert policy.VIEW("nothing") == []


def test_a_row_is_locked_inside_a_transaction_alone(view, monkeypatch):
    assert policy.LOCKED(view.id, "1.1")
    with monkeypatch.context() as outside:
        outside.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(transaction.TransactionManagementError):
            policy.LOCKED(view.id, "1.1")


def test_a_wrong_number_of_texts_is_refused():
    with pytest.raises(TypeError):
        asides.ASIDE("one")


def test_a_closer_look_is_read_with_its_evaluation_unit_and_framework(cast):
    row = world_look.look(cast.team, cast.lead)
    (found,) = same(looks.ONE, row.id)
    assert (found.evaluation.unit, found.evaluation.framework_id) == (cast.team, world.framework().id)
    assert same(looks.ONE, "nothing") == []
    assert same(headings.THEMES, row.id) == [(theme,) for theme in world_look.themes_of("3.2")[:2]]
    assert same(headings.THEMES, "nothing") == []
