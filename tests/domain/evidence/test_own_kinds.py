"""An organisation's own kinds of source: added, renamed and closed by whoever manages its people."""

from __future__ import annotations

from typing import Any

import pytest

from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions.citations import cite
from speir.evaluations.queries import panels, records
from speir.evaluations.rules.record import without
from speir.evidence.actions import items, kinds
from speir.evidence.models import Item
from speir.evidence.queries.items import one
from speir.evidence.queries.kinds import own_kinds_of, to_manage
from speir.mentions.rules import Waits
from speir.organisations.actions import add_unit
from speir.trail.models import Entry
from tests import world

PUBLISHED = ("Surveys",)


def add(cast, name="Audit day", by=None, unit=None):
    unit_id = (unit or cast.team).id
    return kinds.add(unit_id=unit_id, name=name, published=PUBLISHED, by=(by or cast.lead).actor)


def organisation(cast):
    """An agency of the lead officer's, and a team in it."""
    agency = world.unit_of(cast.lead, "Our agency", "agency")
    return agency, add_unit(under=agency.id, name="Night team", kind="team", by=cast.lead.actor)


def write(cast, kind: str, by=None, unit=None, **more):
    return items.write(
        unit_id=(unit or cast.team).id,
        framework=world.framework(),
        draft=world.draft(kind=kind, **more),
        by=(by or cast.evaluator).actor,
    )


def test_an_own_kind_is_chosen_like_a_published_one_there_and_below(cast):
    agency, below = organisation(cast)
    kind = add(cast, unit=agency)
    for unit in (agency, below):
        assert [each.name for each in own_kinds_of([unit.id])] == ["Audit day"]
        item = write(cast, f"own/{kind.id}", cast.lead, unit)
        assert one(cast.lead.actor, item.id).own_kind == "Audit day"
    with pytest.raises(Unfit):
        write(cast, f"own/{kind.id}", cast.stranger, cast.elsewhere)


def test_a_kind_that_closed_stays_on_its_items_and_is_offered_no_more(cast):
    kind = add(cast)
    item = write(cast, f"own/{kind.id}")
    for _ in range(2):
        kinds.close(unit_id=cast.team.id, kind_id=kind.id, by=cast.lead.actor)
    assert own_kinds_of([cast.team.id]) == []
    assert [each.key for each in own_kinds_of([cast.team.id], f"own/{kind.id}")] == [f"own/{kind.id}"]
    changed: Any = {"draft": world.draft(kind=f"own/{kind.id}", shows="Otherwise."), "revision": 1}
    items.change(item_id=item.id, framework=world.framework(), by=cast.evaluator.actor, **changed)
    assert one(cast.reader.actor, item.id).own_kind == "Audit day"
    with pytest.raises(Unfit):
        write(cast, f"own/{kind.id}")
    assert Entry.objects.filter(verb="closed a kind of").count() == 1
    kinds.open_again(unit_id=cast.team.id, kind_id=kind.id, by=cast.lead.actor)
    assert write(cast, f"own/{kind.id}", shows="Again.")


def test_a_new_name_stands_on_all_its_items(cast):
    kind = add(cast)
    item = write(cast, f"own/{kind.id}")
    kinds.rename(
        unit_id=cast.team.id, kind_id=kind.id, name=" Audit  week ", published=PUBLISHED, by=cast.lead.actor
    )
    assert one(cast.reader.actor, item.id).own_kind == "Audit week"
    assert Entry.objects.get(verb="renamed a kind of").about_id == cast.team.id


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" \n", "kind-needs-name"),
        ("x" * 81, "kind-name-too-long"),
        ("surveys", "kind-is-published"),
        ("AUDIT day", "kind-is-there"),
        ("complaints", "kind-is-closed"),
    ],
)
def test_a_name_that_could_not_be_told_apart_is_refused(cast, name, code):
    add(cast)
    closed = add(cast, "Complaints")
    kinds.close(unit_id=cast.team.id, kind_id=closed.id, by=cast.lead.actor)
    with pytest.raises(Unfit) as unfit:
        add(cast, name)
    assert [broken.code for broken in unfit.value.broken] == [code]
    assert len(to_manage(cast.lead.actor, cast.team.id).kinds) == 2


def test_a_kind_is_not_named_after_somebody(cast):
    with pytest.raises(Waits):
        add(cast, "Interviews with Ailsa Munro")


def test_who_manages_nobody_there_changes_no_kinds_and_a_team_has_none_of_its_own(cast):
    kind = add(cast)
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.reader, NotAllowed), (cast.stranger, NotYours)):
        for act in (
            lambda who=who: add(cast, "Other", who),
            lambda who=who: kinds.close(unit_id=cast.team.id, kind_id=kind.id, by=who.actor),
            lambda who=who: to_manage(who.actor, cast.team.id),
        ):
            with pytest.raises(refusal):
                act()
    _agency, below = organisation(cast)
    with pytest.raises(NotYours):
        add(cast, "Other", unit=below)
    with pytest.raises(NotYours):
        kinds.close(unit_id=cast.team.id, kind_id=new_id(), by=cast.lead.actor)


def test_what_an_own_kind_is_called_is_told_to_nobody_who_may_not_read_what_is_of_it(cast):
    """Neither in the answer to a save nor in a record: there it counts, without a name."""
    kind = add(cast, "Night audit")
    view = world.begun(cast)
    item = write(cast, f"own/{kind.id}", cast.lead)
    cite(evaluation_id=view.id, number="1.1", item_id=item.id, stance="supports", by=cast.lead.actor)
    row = world.row(view, "1.1")
    sealed = records.record_of(view)
    assert sealed.judgements[0].confirmed_by == ("Night audit",)
    assert without(sealed, [item.id]).judgements[0].confirmed_by == ()
    assert "Night audit" in panels.standing_after(cast.evaluator.actor, row)[2].values()
    Item.objects.filter(pk=item.id).update(only_me=True)
    _framework, standing, names = panels.standing_after(cast.evaluator.actor, row)
    assert (len(standing.confirming), names) == (1, {})
    shown = records.record_of(view, reader=cast.evaluator.actor).judgements[0]
    assert (shown.kinds, shown.confirmed_by) == (1, ())
    assert "Night audit" in panels.standing_after(cast.lead.actor, row)[2].values()
