"""Meetings of a unit with priorities and actions in every state that a meeting goes through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.core.ids import new_id
from speir.improvement.actions import doing, meetings
from speir.improvement.models import Action, ActionStep, Dependency, Meeting, Priority
from speir.improvement.rules.meetings import Said
from speir.improvement.rules.naming import Through
from speir.organisations.models import Unit
from tests import world_improvement
from tests.world import Somebody


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def meeting(unit: Unit, by: Somebody, *, on: dt.date | None = None, name: str = "Committee") -> Meeting:
    """A meeting of this unit, today if no day is said."""
    return meetings.add(unit_id=unit.id, said=Said(name, on or today()), meeting_id=new_id(), by=by.actor)


@dataclass(frozen=True)
class Busy:
    """Three meetings (four weeks ago, today, in four weeks), a priority, and one action for each turn of a meeting."""

    before: Meeting
    now: Meeting
    after: Meeting
    priority: Priority
    overdue: Action
    stuck: Action
    waiting: Action
    soon: Action
    rest: Action

    @property
    def order(self) -> list[str]:
        return [one.id for one in (self.overdue, self.stuck, self.waiting, self.soon, self.rest)]


def busy(unit: Unit, by: Somebody, lead: Somebody | None = None) -> Busy:
    """A unit that has something of everything to talk about."""
    priority = world_improvement.priority(unit, by, agreed=True)
    leads = (lead or by).person.id

    def action(
        title: str, *, state: str = "under_way", text: str = "Two teams have begun.", due: int
    ) -> Action:
        return world_improvement.action(
            priority, by, title=title, state=state, text=text, lead=leads, due=today(due)
        )

    rest = action("Write down who rings whom", due=90)
    soon = action("Teach it to new staff", due=20)
    waiting = action("Ask families whether it helps", state="agreed", due=60)
    stuck = action("Open the shared calendar", state="stuck", text="The licence is not paid.", due=40)
    overdue = action("Ring the school the same day", due=-30)
    Dependency.objects.create(action=waiting, needs=stuck)
    for at, (text, done) in enumerate((("Agree who rings", today(-9)), ("Tell the schools", None)), start=1):
        ActionStep.objects.create(
            action=overdue, text=text, done_on=done, position=at, written_at=timezone.now()
        )
    return Busy(
        before=meeting(unit, by, on=today(-28)),
        now=meeting(unit, by),
        after=meeting(unit, by, on=today(28)),
        priority=priority,
        overdue=overdue,
        stuck=stuck,
        waiting=waiting,
        soon=soon,
        rest=rest,
    )


def told(action: Action, by: Somebody, state: str, text: str) -> Action:
    """Said in a meeting."""
    return doing.tell(action_id=action.id, state=state, text=text, through=Through.MEETING, by=by.actor)
