"""Meetings of a unit: added, changed, taken away and put back; by whom, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import meetings
from speir.improvement.models import EarlierText, Meeting
from speir.improvement.queries import meetings as queries
from speir.improvement.rules.meetings import Said, said_mark
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_meeting

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 3)


@pytest.fixture
def cast():
    return world.cast()


def add(cast, by=None, **said: Any):
    typed = replace(Said("Committee", DAY), **said)
    return meetings.add(unit_id=cast.team.id, said=typed, meeting_id=new_id(), by=(by or cast.lead).actor)


def test_a_meeting_of_a_day_long_past_is_taken_and_the_trail_says_so(cast):
    row = add(cast, on=dt.date(2019, 1, 8))
    assert (row.name, row.on, row.by_name) == ("Committee", dt.date(2019, 1, 8), cast.lead.person.name)
    entry = Entry.objects.get(about="meeting", about_id=row.id)
    assert (entry.verb, entry.path) == ("added", cast.team.path)


def test_what_is_missing_is_said_all_at_once(cast):
    with pytest.raises(Unfit) as unfit:
        add(cast, name=" ", on=None)
    assert [one.field for one in unfit.value.broken] == ["name", "on"]


def test_a_childs_name_is_asked_about_before_it_is_kept(cast):
    with pytest.raises(Waits):
        add(cast, name="Review of Callum Fraser")
    assert not Meeting.objects.exists()


def test_sent_twice_it_is_added_once_and_with_other_words_refused(cast):
    at, said = new_id(), Said("Committee", DAY)
    for _ in range(2):
        meetings.add(unit_id=cast.team.id, said=said, meeting_id=at, by=cast.lead.actor)
    assert Meeting.objects.get().id == at
    with pytest.raises(Unfit):
        meetings.add(unit_id=cast.team.id, said=Said("Other", DAY), meeting_id=at, by=cast.lead.actor)


def test_an_id_that_is_somebody_elses_makes_a_meeting_of_its_own(cast):
    theirs = world_meeting.meeting(cast.elsewhere, cast.stranger)
    row = meetings.add(unit_id=cast.team.id, said=Said("Ours", DAY), meeting_id=theirs.id, by=cast.lead.actor)
    assert row.id != theirs.id


def test_who_reads_adds_none_and_a_stranger_finds_nothing(cast):
    with pytest.raises(NotAllowed):
        add(cast, cast.reader)
    with pytest.raises(NotYours):
        add(cast, cast.stranger)
    row = add(cast)
    for unit, meeting in ((cast.team.id, row.id), ("\x00", row.id), (cast.team.id, "\x00")):
        with pytest.raises(NotYours):
            queries.held(cast.stranger.actor, unit, meeting)
    for meeting in ("\x00", new_id()):
        with pytest.raises(NotYours):
            meetings.take_away(unit_id=cast.team.id, meeting_id=meeting, by=cast.lead.actor)
    with pytest.raises(NotAllowed):
        queries.editing(cast.reader.actor, cast.team.id)


def test_a_meeting_is_changed_once_and_an_older_form_is_refused(cast):
    row = add(cast)
    base = said_mark(Said("Committee", DAY))
    new = Said("Quality group", dt.date(2026, 3, 10))
    for _ in range(2):
        meetings.change(unit_id=cast.team.id, meeting_id=row.id, said=new, base=base, by=cast.lead.actor)
    row.refresh_from_db()
    assert (row.name, row.on) == (new.name, new.on)
    assert EarlierText.objects.get(about="meeting", about_id=row.id).text == "Committee"
    assert Entry.objects.filter(about="meeting", verb="changed").count() == 1
    with pytest.raises(Refused) as refused:
        meetings.change(
            unit_id=cast.team.id, meeting_id=row.id, said=Said("Third", DAY), base=base, by=cast.lead.actor
        )
    assert refused.value.code == meetings.CHANGED_CODE


def test_one_that_is_taken_away_is_left_out_and_can_be_put_back(cast):
    row = add(cast)
    for _ in range(2):
        meetings.take_away(unit_id=cast.team.id, meeting_id=row.id, by=cast.lead.actor)
    shown = queries.meetings_of(cast.lead.actor, cast.team.id)
    assert (shown.to_come, shown.past, [one.id for one in shown.removed]) == ((), (), [row.id])
    assert queries.held(cast.lead.actor, cast.team.id, row.id).removed
    with pytest.raises(NotYours):
        queries.held(cast.reader.actor, cast.team.id, row.id)
    for _ in range(2):
        meetings.put_back(unit_id=cast.team.id, meeting_id=row.id, by=cast.lead.actor)
    assert [one.id for one in queries.meetings_of(cast.reader.actor, cast.team.id).past] == [row.id]
    assert Entry.objects.filter(about="meeting").count() == 3


def test_the_list_has_the_next_one_first_and_the_last_one_first_among_the_past(cast):
    days = [world_meeting.today(n) for n in (-60, -30, 0, 30, 60)]
    for on in days:
        world_meeting.meeting(cast.team, cast.lead, on=on)
    shown = queries.meetings_of(cast.reader.actor, cast.team.id)
    assert [one.on for one in shown.to_come] == days[2:]
    assert [one.on for one in shown.past] == [days[1], days[0]]
    assert shown.to_come[0].today
    held = queries.held(cast.reader.actor, cast.team.id, shown.past[0].id)
    assert (held.days.before, held.days.after) == (days[0], days[2])
