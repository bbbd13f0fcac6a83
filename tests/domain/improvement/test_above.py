"""Who is above a unit opens its board, and reads on it what is open to them: nothing merely by being above."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours
from speir.improvement.models import NothingNow, Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.queries import (
    board_page,
    boards,
    candidates,
    changed,
    heard,
    meetings,
    priorities,
    timeline,
    tracked,
)
from speir.improvement.rules.boards import Wanted
from speir.organisations.actions.people import add_unit
from tests import world, world_improvement, world_joint, world_meeting


@pytest.fixture
def there(db):
    return world_joint.committee()


@pytest.fixture
def team(there):
    """A team of the committee's own, with somebody who leads it."""
    unit = add_unit(name="Business team", kind="team", under=there.unit.id, by=there.lead.actor)
    return unit, world.colleague("Ewan Baird", unit, "lead_officer", there.lead)


def titles(who, unit):
    found = board_page.board(who.actor, unit.id, Wanted())
    return [line.title for group in found.groups for line in group.lines]


def test_the_board_of_a_unit_below_opens_and_shows_what_it_does_for_those_above_and_nothing_of_its_own(
    there, team
):
    unit, own = team
    theirs = world_improvement.priority(unit, own, title="Its own", agreed=True)
    world_improvement.action(theirs, own, title="Nobody else reads this")
    ours = world_improvement.priority(
        there.unit, there.lead, title="Ours", agreed=True, parts=((unit.id, "sees_to_it"),)
    )
    world_improvement.action(ours, there.lead, title="Done below", unit=unit.id)
    assert titles(there.lead, unit) == ["Done below"]
    assert sorted(titles(own, unit)) == ["Done below", "Nobody else reads this"]
    assert [one.title for one in priorities.lines(there.lead.actor, unit.id)] == ["Ours"]
    for above in (there.lead, there.chair):
        assert timeline.timeline(above.actor, unit.id).unit.belongs is False
        said = changed.changed_page(above.actor, unit.id, None)
        assert {of.title for of, _group in said.changes.groups} == {"Ours"}
        assert tracked.tracked_page(above.actor, unit.id).writes is False
        assert heard.heard_page(above.actor, unit.id).writes is False


def test_what_a_unit_keeps_to_those_who_belong_there_stays_so_to_whoever_is_above(there, team):
    unit, own = team
    NothingNow.objects.create(unit=unit, reason="We wait for the audit.", by_name="Ewan", at=timezone.now())
    world_meeting.meeting(unit, own)
    assert board_page.board(own.actor, unit.id, Wanted()).nothing
    assert board_page.board(there.lead.actor, unit.id, Wanted()).nothing is None
    assert changed.changed_page(there.lead.actor, unit.id, None).choices == ()
    for closed in (boards.unit_of, meetings.meetings_of):
        with pytest.raises(NotYours):
            closed(there.lead.actor, unit.id)
    with pytest.raises((NotYours, NotAllowed)):
        candidates.candidates(there.lead.actor, unit.id)


def test_nobody_beside_or_below_opens_it_and_a_role_that_reads_nothing_does_not(there, team):
    unit, _own = team
    police = there.members["Police"]
    looks_after = world.colleague("Agnes Muir", there.unit, "administrator", there.lead)
    for who in (police.lead, there.stranger, looks_after):
        with pytest.raises(NotYours):
            boards.board_of(who.actor, unit.id)
    # A partnership is not above an organisation that sits in it.
    with pytest.raises(NotYours):
        boards.board_of(there.lead.actor, police.unit.id)


def test_what_somebody_above_writes_for_a_unit_both_read_as_with_a_broad_view(there, team):
    unit, own = team
    row = world_improvement.priority(unit, there.lead, title="Begun from above")
    assert row.home_id == there.unit.id
    for who in (there.lead, own):
        assert Priority.objects.filter(pk__in=policy.standing(who.actor).values("pk"), pk=row.pk).exists()
