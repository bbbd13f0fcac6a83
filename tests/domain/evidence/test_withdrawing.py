"""An item is withdrawn with a reason in place of being deleted, and brought back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.evidence.actions import items, withdrawing
from speir.evidence.queries import finding
from speir.evidence.queries import items as queries
from speir.evidence.rules.finding import Wanted
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world


@pytest.fixture
def item(cast):
    return items.write(
        unit_id=cast.team.id, framework=world.framework(), draft=world.draft(), by=cast.evaluator.actor
    )


def listed(cast):
    found = finding.find(cast.reader.actor, Wanted(), today=timezone.localdate())
    return [line.item.id for line in found.lines]


def test_a_withdrawn_item_says_when_by_whom_and_why_and_leaves_the_register(cast, clock, item):
    withdrawing.withdraw(item_id=item.id, why=" Counted twice. ", by=cast.lead.actor)
    shown = queries.one(cast.reader.actor, item.id)
    assert (shown.withdrawn_at, shown.withdrawn_by_name) == (clock.now, cast.lead.name)
    assert shown.withdrawn_why == "Counted twice."
    assert listed(cast) == []
    assert Entry.objects.filter(verb="withdrew", about_id=item.id).count() == 1


def test_withdrawn_twice_it_keeps_its_first_reason(cast, item):
    withdrawing.withdraw(item_id=item.id, why="Counted twice.", by=cast.lead.actor)
    withdrawing.withdraw(item_id=item.id, why="Counted twice. ", by=cast.lead.actor)
    with pytest.raises(Unfit, match="with the reason “Counted twice"):
        withdrawing.withdraw(item_id=item.id, why="Another.", by=cast.evaluator.actor)
    assert queries.one(cast.reader.actor, item.id).withdrawn_why == "Counted twice."
    assert Entry.objects.filter(verb="withdrew").count() == 1


def test_brought_back_it_is_as_before(cast, item):
    before = queries.one(cast.reader.actor, item.id)
    withdrawing.withdraw(item_id=item.id, why="Counted twice.", by=cast.lead.actor)
    withdrawing.bring_back(item_id=item.id, by=cast.lead.actor)
    assert queries.one(cast.reader.actor, item.id) == before
    assert listed(cast) == [item.id]
    assert Entry.objects.filter(verb="brought back", about_id=item.id).count() == 1


def test_it_takes_a_reason_and_who_may_write(cast, item):
    with pytest.raises(Unfit):
        withdrawing.withdraw(item_id=item.id, why=" ", by=cast.lead.actor)
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(item_id=item.id, why="x", by=cast.reader.actor)
    with pytest.raises(NotYours):
        withdrawing.withdraw(item_id=item.id, why="x", by=cast.stranger.actor)
    with pytest.raises(Waits):
        withdrawing.withdraw(item_id=item.id, why="It named Torquil MacDonald.", by=cast.lead.actor)
    assert queries.one(cast.reader.actor, item.id).withdrawn_at is None
