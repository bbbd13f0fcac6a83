"""A priority and its actions, brought about through actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from speir.core.ids import new_id
from speir.improvement.actions import doing, priorities
from speir.improvement.models import Action, Priority
from speir.improvement.rules.doing import Said as ActionSaid
from speir.improvement.rules.priorities import Said as PrioritySaid
from speir.organisations.models import Unit
from tests.world import FRAMEWORK, Somebody

DIFFERENCE = "Children are safer sooner, since whoever needs to know what worries us is told the same day."


def priority(
    unit: Unit, by: Somebody, *, title: str = "Share what we know sooner", agreed: bool = False, **said: Any
) -> Priority:
    """A priority of this unit, which sees to it alone; proposed, or agreed if `by` may do that."""
    typed = PrioritySaid(
        title=title, difference=DIFFERENCE, responsibility="one", parts=((unit.id, "sees_to_it"),)
    )
    row = priorities.propose(
        unit_id=unit.id,
        framework_key=FRAMEWORK,
        said=replace(typed, **said),
        priority_id=new_id(),
        by=by.actor,
    )
    return priorities.agree(priority_id=row.id, by=by.actor) if agreed else row


def action(
    priority: Priority,
    by: Somebody,
    *,
    title: str = "Ring the school the same day",
    state: str = "proposed",
    text: str = "Two teams have begun.",
    **said: Any,
) -> Action:
    """An action of this priority that `by` leads, complete, and brought to a state that can be told."""
    typed = ActionSaid(
        title=title,
        unit=priority.unit_id,
        lead=by.person.id,
        due=timezone.localdate() + dt.timedelta(days=60),
        target="Every school is rung within a day",
        shows="What schools and families tell us",
    )
    row = doing.add(priority_id=priority.id, said=replace(typed, **said), action_id=new_id(), by=by.actor)
    if state == "proposed":
        return row
    row = doing.agree(action_id=row.id, by=by.actor)
    return row if state == "agreed" else doing.tell(action_id=row.id, state=state, text=text, by=by.actor)
