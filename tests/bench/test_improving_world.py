"""Priorities and actions are loaded in bulk: their rows equal those that actions make of the same plans."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from bench import committee
from bench.improving import DIFFERENCE, SHOWS, TARGET, TEXT, Rows, planned
from speir.core.ids import new_id
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import current
from speir.improvement.actions import doing, priorities
from speir.improvement.models import Action, Feeds, Helper, Part, Priority, PriorityStep, Progress
from speir.improvement.queries import board_page
from speir.improvement.rules.boards import Show, Wanted
from speir.improvement.rules.doing import Said as ActionSaid
from speir.improvement.rules.naming import State
from speir.improvement.rules.priorities import Said
from speir.organisations.actions import actor_of
from speir.trail.models import Entry
from tests.bench.test_loader import a_team
from tests.bench.test_register_world import plain

# What differs between two worlds, and what no action that is compared here makes.
ALIKE = (
    *("unit_id", "home_id", "owner", "written_by", "priority_id", "action_id", "lead_id", "person_id", "by"),
    *("about_id", "path", "written_by_name", "by_name", "person_name"),
)


def rows_of(unit):
    """All rows of a unit's priorities, by table; what a row belongs to is said by its title."""
    found = Priority.objects.filter(unit=unit)
    actions = Action.objects.filter(priority__in=found)
    ids = dict([*found.values_list("id", "title"), *actions.values_list("id", "title")])

    def told(rows, *names):
        return sorted(
            (*plain(row, ALIKE), *((name, ids.get(getattr(row, name), "")) for name in names)) for row in rows
        )

    return {
        "priority": told(found),
        "part": told(Part.objects.filter(priority__in=found), "priority_id"),
        "feeds": told(Feeds.objects.filter(priority__in=found), "priority_id"),
        "step": told(PriorityStep.objects.filter(priority__in=found), "priority_id"),
        "action": told(actions, "priority_id"),
        "helper": told(Helper.objects.filter(action__in=actions), "action_id"),
        "progress": told(Progress.objects.filter(action__in=actions), "action_id"),
        "trail": told(Entry.objects.filter(about_id__in=ids), "about_id"),
    }


def by_actions(plan, unit, people, by):
    today = timezone.localdate()
    said = Said(
        title=plan.title,
        difference=DIFFERENCE,
        responsibility="directed",
        review_on=today + dt.timedelta(days=plan.review),
        parts=((unit.id, "sees_to_it"),),
        feeds=plan.feeds,
    )
    row = priorities.propose(
        unit_id=unit.id, framework_key="hmie-2005", said=said, priority_id=new_id(), by=by
    )
    priorities.agree(priority_id=row.id, by=by)
    for deed in plan.deeds:
        typed = ActionSaid(
            title=deed.title,
            unit=unit.id,
            lead=people[deed.lead % len(people)],
            helpers=(people[deed.helper % len(people)],) if deed.helper is not None else (),
            due=today + dt.timedelta(days=deed.due) if deed.due is not None else None,
            target=TARGET,
            shows=SHOWS,
        )
        made = doing.add(priority_id=row.id, said=typed, action_id=new_id(), by=by)
        for state in deed.way:
            if state is State.AGREED:
                doing.agree(action_id=made.id, by=by)
            else:
                doing.tell(action_id=made.id, state=state.value, text=TEXT, by=by)


@pytest.fixture
def framework(db):
    load_published()
    return current("hmie-2005")


def test_bulk_loaded_priorities_equal_those_that_actions_made(framework):
    plans = [planned(number) for number in range(2)]
    unit, people = a_team()
    for plan in plans:
        by_actions(plan, unit, [one.person_id for one in people], people[0])
    made = rows_of(unit)

    other, others = a_team()
    waiting = Rows(framework.id, timezone.now())
    numbers = [one.number for one in framework.indicators]
    for plan in plans:
        waiting.add(plan, other, [other], [one.person_id for one in others], numbers, others[0])
    waiting.store()
    loaded = rows_of(other)
    for table, rows in made.items():
        assert loaded[table] == rows, table
    assert len(made["action"]) == 50


def test_a_small_committee_has_a_board_as_the_large_one_has(framework):
    world = committee.load(framework, priorities=10)
    assert world.actions == Action.objects.count() == 250
    board = board_page.board(actor_of(world.lead), world.unit_id, Wanted())
    assert len(board.groups) >= 2
    assert (
        board.urgent[Show.OPEN]
        == Action.objects.filter(
            priority__unit=world.unit_id,
            state__in=["proposed", "agreed", "under_way", "stuck", "done", "no_difference"],
        ).count()
    )
    assert all(board.urgent[show] for show in (Show.OVERDUE, Show.STUCK, Show.UNPROVED))


def test_a_plan_is_the_same_every_time():
    assert planned(5) == planned(5)
    assert planned(5) != planned(6)
